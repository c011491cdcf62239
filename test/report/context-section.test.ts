import t from 'tap';
import {makeAgainSection, makeMeasuredWithSection, makeWarningsSection, repeatCommand} from '../../harness/report/context-section.js';
import {countedRun, findTable, listParts, timedRun} from './fixtures.js';

t.test('the kernel\'s warnings, with the check during which they came', async t => {
	const boot = {...timedRun.boot!, kernelWarnings: [{kind: 'warning', line: 'WARNING: at fs/aio.c:1', entry: 'ring/read'}, {kind: 'oops', line: 'Oops: 0000'}]};
	t.strictSame(findTable(makeWarningsSection({...timedRun, boot}), /complained/), [['ring/read', 'warning', 'WARNING: at fs/aio.c:1'], ['no check', 'oops', 'Oops: 0000']]);
	t.match(listParts(makeWarningsSection(timedRun)), [{text: 'The kernel printed no warning.'}]);
});

t.test('the compiler\'s, too; what was not booted could not complain', async t => {
	const {boot: _, ...unbooted} = timedRun;
	t.strictSame(makeWarningsSection(unbooted), []);
	t.match(listParts(makeWarningsSection({...unbooted, build: {...timedRun.build!, warnings: ['fs/aio.c:1: warning: unused']}})), [{type: 'details', summary: /1 lines/}, {lines: ['fs/aio.c:1: warning: unused']}]);
});

t.test('measured with: every part of the fingerprint, and the host', async t => {
	const rows = listParts([makeMeasuredWithSection(countedRun)]).flatMap(part => part.type === 'rows' ? part.rows : []);
	t.strictSame(rows.slice(0, -1).map(([, value]) => value), Object.values(countedRun.fingerprint!.parts));
	t.match(rows.at(-1), ['host', /CPUs, Linux/]);
	t.match(makeMeasuredWithSection(countedRun).parts[0], {text: new RegExp(countedRun.fingerprint!.hash)});
	t.notMatch(makeMeasuredWithSection(countedRun).parts[0], {text: /emulated/});
	t.match(makeMeasuredWithSection(timedRun).parts[0], {text: /Times of an emulated processor do not compare/});
	const {fingerprint: _, ...old} = countedRun;
	t.equal(makeMeasuredWithSection(old).parts.length, 1, 'an older result has none');
});

t.test('how to repeat it: the seed that was drawn is said, and one that was given is not said twice', async t => {
	t.equal(repeatCommand({...countedRun, command: 'kernel-test bench x'}), 'kernel-test bench x');
	t.equal(repeatCommand({...timedRun, command: 'kernel-test', seed: 7, fuzzOps: 100}), 'kernel-test --seed 7 --fuzz-ops 100');
	t.equal(repeatCommand({...timedRun, command: 'kernel-test check --seed=7', seed: 7, fuzzOps: 100}), 'kernel-test check --seed=7 --fuzz-ops 100');
	t.match(listParts([makeAgainSection({...timedRun, seed: 7})]), [{type: 'code'}, {text: /seed 7/}, {text: /qemu-argv\.txt/}]);
});
