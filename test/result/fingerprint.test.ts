import t from 'tap';
import {describeDifference, makeFingerprint} from '../../harness/result/fingerprint.js';
import type {RunFacts} from '../../harness/result/make-result.js';
import {planRun} from '../../harness/plan/plan.js';
import {makeFacts, sampleTarget} from './sample.js';

const facts: RunFacts = makeFacts({benchHash: 'b1'});
const counted: RunFacts = {...facts, plan: planRun({target: sampleTarget, allChecks: [], request: {benches: [], countInstructions: true}})};

t.test('another compiler is another fingerprint, and named', async t => {
	const base = makeFingerprint(facts)!;
	const head = makeFingerprint({...facts, kernel: {...facts.kernel!, compiler: 'gcc 13'}})!;
	t.not(base.hash, head.hash);
	t.strictSame(describeDifference(base, head), [`compiler: ${facts.kernel!.compiler} and gcc 13`]);
	t.strictSame(describeDifference(base, makeFingerprint(facts)!), []);
});

t.test('counts do not depend on the host, times do', async t => {
	const host = {...facts.host, cpu: 'another'};
	t.equal(makeFingerprint({...counted, host})!.hash, makeFingerprint(counted)!.hash);
	t.not(makeFingerprint({...facts, host})!.hash, makeFingerprint(facts)!.hash);
	t.strictSame(describeDifference(makeFingerprint(counted)!, makeFingerprint(facts)!).filter(line => line.startsWith('measured')), ['measured: instructions and time']);
	const fewer = planRun({target: sampleTarget, allChecks: [], request: {benches: ['*libaio*'], countInstructions: true}});
	t.match(describeDifference(makeFingerprint(counted)!, makeFingerprint({...counted, plan: fewer})!), [/^benches: 2, [0-9a-f]{16} and 1, /], 'what ran before a bench is part of it');
});

t.test('the series is what is compared, and no part of it', async t => {
	t.notMatch(Object.keys(makeFingerprint(facts)!.parts).join(' '), /series|tree|commit/);
});

t.test('nothing booted, no fingerprint', async t => {
	const {boot: _, ...unbooted} = facts;
	t.equal(makeFingerprint(unbooted), undefined);
});
