import t from 'tap';
import {runNode, writeFiles} from '../support.js';

const program = `import {runParts} from '${import.meta.dirname}/../../scripts/run-parts.js';
await runParts({good: async () => ({ok: true, figures: {found: 3, of: 3}}), bad: async () => ({ok: false, figures: {}})}, process.argv.slice(2));`;

t.test('a row a part, and one that failed fails all', async t => {
	const dir = t.testdir();
	await writeFiles(dir, {'parts.mjs': program});
	const all = await runNode([`${dir}/parts.mjs`]);
	t.equal(all.exitCode, 1);
	t.match(all.stdout, /^good {2}pass {2}0\.0 s {2}found 3, of 3\nbad {3}FAIL {2}0\.0 s$/m);
	t.equal((await runNode([`${dir}/parts.mjs`, 'good'])).exitCode, 0);
	const unknown = await runNode([`${dir}/parts.mjs`, 'ugly']);
	t.equal(unknown.exitCode, 129);
	t.match(unknown.stdout, 'unknown part ugly; parts are good, bad');
});
