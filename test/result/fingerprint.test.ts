import t from 'tap';
import type {MachineShape} from '../../harness/boot/boot.js';
import {usualNvme} from '../../harness/boot/nvme-shape.js';
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

t.test('a machine of another shape is another fingerprint; the usual one is what it was before there was a choice', async t => {
	const machine: MachineShape = {cpus: 2, memoryMiB: 512, timeScale: 1, nvme: usualNvme, append: '', qemuArgs: []};
	t.strictSame(makeFingerprint({...counted, machine}), makeFingerprint(counted));
	for (const change of [{nvme: {...usualNvme, lbaBytes: 4096}}, {append: 'mitigations=off'}, {qemuArgs: ['-cpu', 'two words']}] as const) {
		t.strictSame(describeDifference(makeFingerprint({...counted, machine})!, makeFingerprint({...counted, machine: {...machine, ...change}})!), [{
			nvme: 'nvme: none and 256 MiB, 1 poll queue, blocks of 4096 bytes', append: 'append: none and mitigations=off', qemuArgs: 'qemuArgs: none and -cpu \'two words\'',
		}[Object.keys(change)[0] as 'nvme' | 'append' | 'qemuArgs']]);
	}
});
