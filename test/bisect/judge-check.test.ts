import t from 'tap';
import {findSymptom, isSilent, judgeCheck, listFailing, mergeSymptoms} from '../../harness/bisect/judge-check.js';
import type {Boot} from '../../harness/boot/boot.js';
import type {EntryReport} from '../../harness/guest-log/read-guest-log.js';
import {makeResult} from '../../harness/result/make-result.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, makeReport, sampleApplied, withEntries} from '../result/sample.js';

const early = {...sampleApplied, applied: 1, whole: false};
const passing = makeResult(makeFacts({applied: early}));
const withChecks = (...entries: readonly EntryReport[]): RunResult => makeResult(makeFacts({applied: early, boot: makeBoot({report: withEntries(...entries)})}));
const failing = withChecks(makeEntry('ring/read', 'fail', 'short'));
const panicAt = (entry?: string): RunResult => makeResult(makeFacts({applied: early, boot: makeBoot({outcome: 'panic', reason: 'Oops', entry, report: makeReport({entries: [], measurements: []})})}));
const readFails = {kind: 'checks' as const, names: ['ring/read'], skipping: []};

t.test('what is wrong', async t => {
	t.equal(findSymptom(passing), undefined);
	t.strictSame(findSymptom(failing), readFails);
	t.strictSame(findSymptom(panicAt('ring/read')), readFails, 'those behind it never ran');
	t.strictSame(findSymptom(panicAt()), {kind: 'run'});
	t.equal(findSymptom(makeResult(makeFactsWithoutBoot({kernel: compileError}))), undefined);
	t.strictSame(mergeSymptoms([passing, panicAt(), failing, withChecks(makeEntry('ring/write', 'timeout'))]), {kind: 'checks', names: ['ring/read', 'ring/write'], skipping: []}, 'in any of the boots');
	t.strictSame(mergeSymptoms([passing, panicAt()]), {kind: 'run'});
	t.equal(mergeSymptoms([passing]), undefined);
});

t.test('other checks than those that fail at the bad end are not asked', async t => {
	t.match(judgeCheck(failing, readFails), {verdict: 'bad', sentence: 'ring/read: fail, short'});
	t.match(judgeCheck(withChecks(makeEntry('ring/write', 'fail', 'long')), readFails), {verdict: 'good'});
	t.match(judgeCheck(panicAt('ring/read'), readFails), {verdict: 'bad', sentence: /^ring\/read: panic/});
	t.strictSame(listFailing(failing, readFails), [{name: 'ring/read', outcome: 'fail', reason: 'short', output: ['doing it', 'short']}]);
	t.strictSame(listFailing(failing, {...readFails, names: ['ring/write']}), []);
});

t.test('a check that skips does not fail, unless skipping is what is wrong', async t => {
	const skipping = withChecks(makeEntry('ring/read', 'skip', 'no io_setup2()'));
	t.strictSame(judgeCheck(skipping, readFails), {verdict: 'good', sentence: 'skipped, so nothing fails: no io_setup2()'});
	const whole = makeResult(makeFacts({boot: makeBoot({report: withEntries(makeEntry('ring/read', 'skip', 'no io_setup2()'))})}));
	const symptom = findSymptom(whole);
	t.strictSame(symptom, {...readFails, skipping: ['ring/read']});
	t.match(judgeCheck(skipping, symptom!), {verdict: 'bad'});
	t.match(judgeCheck(passing, symptom!), {verdict: 'good', sentence: 'passes'});
});

t.test('what cannot be tested', async t => {
	t.match(judgeCheck(makeResult(makeFactsWithoutBoot({applied: conflict})), readFails), {verdict: 'skip', sentence: /does not apply/});
	t.match(judgeCheck(makeResult(makeFactsWithoutBoot({kernel: compileError})), {kind: 'run'}), {verdict: 'skip', sentence: 'the kernel does not compile'});
	t.match(judgeCheck(panicAt(), readFails), {verdict: 'skip', sentence: /^ring\/read: not run: panic/}, 'another fault hides the one that is searched');
});

t.test('a kernel that is silent', async t => {
	const hangs = (fields: Partial<Boot>): RunResult => makeResult(makeFacts({applied: early, boot: makeBoot({outcome: 'hang', reason: 'no plan from the guest after 30 s', report: makeReport({entries: [], measurements: []}), ...fields})}));
	t.ok(isSilent(hangs({})));
	t.ok(isSilent(hangs({outcome: 'timeout'})));
	t.notOk(isSilent(hangs({entry: 'ring/read'})), 'a check says where');
	t.notOk(isSilent(hangs({report: makeReport({entries: [makeEntry('ring/read')], measurements: []})})), 'it came up');
	t.notOk(isSilent(panicAt()));
	t.notOk(isSilent(passing));
});

t.test('a kernel that does not come up', async t => {
	t.match(judgeCheck(panicAt(), {kind: 'run'}), {verdict: 'bad', sentence: /panic/});
	t.match(judgeCheck(passing, {kind: 'run'}), {verdict: 'good'});
});

t.test('several that fail are all told, some that skip are counted, and the first lines of each are kept', async t => {
	const both = {...readFails, names: ['ring/read', 'ring/write']};
	const twice = withChecks(makeEntry('ring/read', 'fail', 'short'), makeEntry('ring/write', 'fail', 'long'));
	t.equal(judgeCheck(twice, both).sentence, 'ring/read: fail, short; ring/write: fail, long');
	t.strictSame(judgeCheck(withChecks(makeEntry('ring/read', 'skip', 'no rings')), both), {verdict: 'good', sentence: 'passes, 1 skipped'});
	t.strictSame(judgeCheck({...passing, checks: []}, readFails), {verdict: 'good', sentence: 'passes'}, 'none of them is planned');
	t.match(judgeCheck({...failing, outcome: 'broken', summary: 'QEMU was killed'}, readFails), {verdict: 'skip', sentence: 'QEMU was killed'});
	t.strictSame(listFailing(twice, {kind: 'run'}).map(({name}) => name), ['ring/read', 'ring/write']);
	const long = {...failing, checks: failing.checks.map(check => ({...check, output: Array.from({length: 30}, (_, index) => String(index))}))};
	t.equal(listFailing(long, readFails)[0]!.output.length, 20);
	const skips = (name: string): RunResult => makeResult(makeFacts({boot: makeBoot({report: withEntries(makeEntry(name, 'skip', 'no io_setup2()'))})}));
	t.match(mergeSymptoms([skips('ring/read'), skips('ring/write'), skips('ring/read')]), {skipping: ['ring/read', 'ring/write']});
});

t.test('a kernel that was not booted is not silent, nor one that broke', async t => {
	t.notOk(isSilent(makeResult(makeFactsWithoutBoot({kernel: compileError}))));
	t.notOk(isSilent({...panicAt(), outcome: 'fail', boot: undefined}));
});
