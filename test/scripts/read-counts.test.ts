import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import t from 'tap';
import {findCode} from '../../scripts/find-code.js';
import {makeCounter, type FunctionCounts, type Translation} from '../../scripts/read-counts.js';
import {makeTemporaryDir, projectDir, runNode, writeFiles} from '../support.js';

const text = `// Comments and types go before it is executed.
interface Pair { readonly left: number }

const often = (pair: Pair): string => pair.left > 1 ? 'more' : 'less';
function never(): void {
	often({left: 2});
}
for (let left = 0; left < 3; left += 1) {
	if (left === 5) never();
	if (left >= 0) often({left});
}
`;

t.test('what Node counted, by the lines of the source', async t => {
	const dir = await makeTemporaryDir(t);
	const file = path.join(dir, 'counted.ts');
	await writeFiles(dir, {'counted.ts': text});
	t.match(await runNode(['--import', 'tsx', file], {env: {NODE_V8_COVERAGE: path.join(dir, 'counts')}, cwd: projectDir}), {exitCode: 0, stderr: ''});
	const url = pathToFileURL(file).href;
	const processes = await Promise.all((await readdir(path.join(dir, 'counts'))).map(async name => JSON.parse(await readFile(path.join(dir, 'counts', name), 'utf8')) as {
		'result': ReadonlyArray<{url: string; functions: FunctionCounts[]}>; 'source-map-cache'?: Record<string, Translation>;
	}));
	const counted = processes.flatMap(found => found.result.filter(script => script.url === url).map(({functions}) => makeCounter(text, functions, found['source-map-cache']![url]!)));
	t.equal(counted.length, 1);
	const countAt = counted[0]!;
	const count = (words: string): number | undefined => countAt(text.indexOf(words));
	t.strictSame(['const often', 'pair.left >', '\'more\'', '\'less\'', 'often({left: 2', 'if (left === 5)', 'never();\n\tif', 'if (left >= 0', 'often({left})'].map(count), [1, 3, 1, 2, 0, 3, 0, 3, 3]);
	t.equal(countAt(text.length), undefined, 'nothing stands there');
	t.strictSame([...findCode(text).lines].flatMap(([line, offsets]) => offsets.every(at => (countAt(at) ?? 0) === 0) ? [line] : []), [6], 'the line that never ran');
});
