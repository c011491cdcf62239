import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {makeTemporaryDir, runNode} from '../support.js';

interface Count {
	readonly line: string;
	readonly exitCode: number | undefined;
	readonly problem: string;
}

async function count(t: Test, text: string | undefined): Promise<Count> {
	const file = path.join(await makeTemporaryDir(t), 'output');
	if (text !== undefined) await writeFile(file, text);
	const {stdout, stderr, exitCode} = await runNode(['scripts/count-tap.js', file]);
	return {line: stdout, exitCode, problem: stderr};
}

/** A test file's part of tap's output; each block has one assertion. */
function tapFile(number: number, blocks: readonly string[], ok = 'ok'): string {
	const inner = blocks.map((result, index) => `    # Subtest: block ${index + 1}\n        ${result.replace(/ #.*/, '')} 1 - should be equal\n        1..1\n    ${result.replace(/(?= #|$)/, ` ${index + 1} - block ${index + 1}`)}\n    \n`);
	return `# Subtest: test/${number}.test.ts\n${inner.join('')}    1..${blocks.length}\n${ok} ${number} - test/${number}.test.ts # time=7ms\n\n`;
}

/** The output of a run that came to its end, with lint's words before it. */
const whole = (...files: readonly string[]): string => `\nsome linter's words\nok\nTAP version 14\n1..${files.length}\n${files.join('')}# No coverage generated\n# { total: 9, pass: 9 }\n# time=99ms\n`;

t.test('blocks are counted, not files and not assertions', async t => {
	t.strictSame(await count(t, whole(tapFile(1, ['ok', 'ok']), tapFile(2, ['ok']))), {line: '3 passed, 0 failed', exitCode: 0, problem: ''});
});

t.test('failed and skipped ones are told', async t => {
	t.strictSame(await count(t, whole(tapFile(1, ['ok', 'not ok'], 'not ok'), tapFile(2, ['ok']))), {line: '2 passed, 1 failed', exitCode: 1, problem: ''});
	const skipped = tapFile(1, ['ok']).replace('    1..1\nok', '    ok 2 - later # SKIP not here\n    1..2\nok');
	t.strictSame(await count(t, whole(skipped)), {line: '1 passed, 0 failed, 1 skipped', exitCode: 0, problem: ''});
});

t.test('a file that fails though its blocks pass has failed', async t => {
	t.match(await count(t, whole(tapFile(1, ['ok', 'ok'], 'not ok'))), {line: '2 passed, 1 failed', exitCode: 1});
	const crashed = '# Subtest: test/1.test.ts\n    1..0 # no tests found\nnot ok 1 - test/1.test.ts\n  ---\n  ok 7 - inside of yaml\n  ...\n\n';
	t.match(await count(t, whole(crashed)), {line: '0 passed, 1 failed', exitCode: 1});
	const loose = tapFile(1, ['ok'], 'not ok').replace('    1..1\nnot', '    not ok 2 - timeout!\n    1..2\nnot');
	t.match(await count(t, whole(loose)), {line: '1 passed, 1 failed', exitCode: 1});
});

t.test('nested blocks count once', async t => {
	const nested = '# Subtest: a\n    # Subtest: b\n        # Subtest: c\n            ok 1 - x\n            1..1\n        ok 1 - c\n        # Subtest: d\n            not ok 1 - x\n              ---\n              at: here\n              ...\n            1..1\n        not ok 2 - d\n        1..2\n    not ok 1 - b\n    1..1\nnot ok 1 - a\n';
	t.match(await count(t, whole(nested)), {line: '1 passed, 1 failed', exitCode: 1});
});

t.test('an output that is cut off, empty or missing is a failure', async t => {
	const text = whole(tapFile(1, ['ok', 'ok']), tapFile(2, ['ok']));
	for (const cut of [text.slice(0, text.indexOf('# No coverage')), text.slice(0, text.indexOf('ok 2 - block 2')), 'no TAP at all\n', undefined]) {
		const {line, exitCode, problem} = await count(t, cut);
		t.match(line, /^\d+ passed, \d+ failed$/);
		t.equal(exitCode, 1);
		t.not(problem, '');
	}
	t.match(await count(t, `${whole(tapFile(1, ['ok']))}Bail out! no more\n`), {exitCode: 1, problem: /bailed out/});
	t.match(await count(t, whole()), {line: '0 passed, 0 failed', exitCode: 1, problem: /no tests ran/});
});
