import path from 'node:path';
import t from 'tap';
import {mustGit, repositoryIn} from '../../harness/lib/git.js';
import {makeRangeDiff, parseRangeDiff} from '../../harness/series/range-diff.js';
import {snapshotDir} from '../../harness/tree/snapshot-dir.js';
import {fakeKernelFiles, makeContext, makeTemporaryDir, writeFiles} from '../support.js';

t.test('two versions of a series on one tree', async t => {
	const ctx = await makeContext(t);
	const dir = path.join(await makeTemporaryDir(t), 'linux');
	await writeFiles(dir, fakeKernelFiles);
	const tree = await snapshotDir(dir, ctx);
	const repo = repositoryIn(tree.sourceDir);
	/** A commit each, from the base on. */
	const commit = async (patches: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]>): Promise<string> => {
		await mustGit(repo, 'series', ['checkout', '--quiet', '--force', '--detach', tree.baseCommit], ctx);
		for (const [subject, files] of patches) {
			await writeFiles(repo.workTree, files);
			await mustGit(repo, 'series', ['add', '--all', '.'], ctx);
			await mustGit(repo, 'series', ['commit', '--quiet', '--message', subject], ctx);
		}
		return mustGit(repo, 'series', ['rev-parse', 'HEAD'], ctx);
	};
	const two = Array.from({length: 20}, (_, index) => `int two_${index};\n`).join('');
	const base = await commit([['aio: one', {'fs/one.c': 'int one;\n'}], ['aio: two', {'fs/two.c': two}], ['aio: three', {'fs/three.c': 'int three;\n'}]]);
	const head = await commit([['aio: one', {'fs/one.c': 'int one;\n'}], ['aio: new', {'fs/new.c': 'struct { long x; };\n'}], ['aio: two', {'fs/two.c': `${two}int more;\n`}]]);
	const {patches, linesCut} = await makeRangeDiff({tree, base, head}, ctx);
	t.equal(linesCut, 0);
	t.strictSame(patches.map(({lines: _, ...patch}) => patch).sort((a, b) => a.subject.localeCompare(b.subject)), [
		{base: null, head: 2, change: 'new', subject: 'aio: new'}, {base: 1, head: 1, change: 'same', subject: 'aio: one'},
		{base: 3, head: null, change: 'gone', subject: 'aio: three'}, {base: 2, head: 3, change: 'changed', subject: 'aio: two'},
	]);
	t.ok(patches.find(({subject}) => subject === 'aio: two')!.lines.includes('++int more;'));
	t.ok(patches.every(({change, lines}) => change === 'changed' || lines.length === 0));
	t.strictSame((await makeRangeDiff({tree, base: tree.baseCommit, head: tree.baseCommit}, ctx)).patches, []);
	t.strictSame((await makeRangeDiff({tree, base, head: base}, ctx)).patches.map(({change}) => change), ['same', 'same', 'same']);
});

t.test('a large one is cut', async t => {
	const line = '    ++x';
	const {patches, linesCut} = parseRangeDiff([' 9:  1234abc !  10:  5678def aio: ten = > it', ...Array.from({length: 6000}, () => line)].join('\n'));
	t.match(patches, [{base: 9, head: 10, change: 'changed', subject: 'aio: ten = > it'}]);
	t.equal(patches[0]!.lines.length + linesCut, 6000);
	t.equal(patches[0]!.lines.at(-1), '++x');
});
