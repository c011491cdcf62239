import t from 'tap';
import {makeRow} from '../../harness/each/make-row.js';
import {makeResult} from '../../harness/result/make-result.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {compileError, conflict, makeFacts, makeFactsWithoutBoot, makeBoot, makeEntry, withEntries} from '../result/sample.js';

const checked = makeResult(makeFacts());
const bench = 'null.ring.randread.4k.qd1';
const counted = (work: number): RunResult => ({
	...checked, checks: [], measurements: [{name: `${bench}.work_insns_per_io`, outcome: 'pass', reason: '', unit: 'insns/io', better: 'lower', value: work, samples: [work]}],
});
const withWarnings = (...warnings: string[]): RunResult => ({...checked, build: {...checked.build!, warnings}});

t.test('a prefix that passes, and what it costs against the one before', async t => {
	const before = makeRow({results: [checked, counted(2000)], before: undefined, known: []});
	t.match(before, {patch: 2, outcome: 'pass', checks: {passed: 3, skipped: 0, failed: []}, costs: [{bench, work: 2000, delta: null}], newWarnings: []});
	t.strictSame(makeRow({results: [checked, counted(2001)], before, known: []}).costs, [{bench, work: 2001, delta: 1}]);
	t.equal(before.runIds.length, 2);
});

t.test('a warning that no earlier prefix gave fails it, wherever its line is', async t => {
	const results = [withWarnings('fs/aio.c:10:3: warning: unused variable', '   10 |  int x;')] as const;
	const row = makeRow({results, before: undefined, known: []});
	t.match(row, {outcome: 'fail', summary: /^1 new warnings: fs\/aio\.c/, newWarnings: ['fs/aio.c:10:3: warning: unused variable']});
	t.match(makeRow({results, before: row, known: ['fs/aio.c:7:3: warning: unused variable']}), {outcome: 'pass', newWarnings: []});
});

t.test('checks that fail are named', async t => {
	const failed = makeResult(makeFacts({boot: makeBoot({report: withEntries(makeEntry('ring/read', 'fail', 'short'))})}));
	t.match(makeRow({results: [failed], before: undefined, known: []}), {outcome: 'fail', checks: {passed: 2, failed: ['ring/read']}, summary: /ring\/read/});
});

t.test('what does not apply or compile is untestable', async t => {
	t.match(makeRow({results: [makeResult(makeFactsWithoutBoot({applied: conflict}))], before: undefined, known: []}), {outcome: 'untestable', subject: conflict.patch.subject, seriesHash: ''});
	t.match(makeRow({results: [makeResult(makeFactsWithoutBoot({kernel: compileError}))], before: undefined, known: []}), {outcome: 'untestable', summary: 'the kernel does not compile'});
});
