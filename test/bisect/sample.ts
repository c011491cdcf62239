// A bisection of a check over four patches, and one of a metric, as they came out.
import type {Bisection, BisectRequest, Probe} from '../../harness/bisect/bisection.js';
import type {BenchCounts} from '../../harness/result/result-schema.js';

export const bench = 'null.libaio.randread.4k.qd32';

export function makeCounts(work: Readonly<Record<string, number>>): BenchCounts {
	return {bench, ios: 1000, functions: Object.entries(work).map(([name, perIo]) => ({name, kind: 'work', instructions: perIo * 1000, insnsPerIo: perIo}))};
}

export function makeProbe(patch: number, verdict: Probe['verdict'], fields: Partial<Probe> = {}): Probe {
	return {
		patch, subject: patch === 0 ? '' : `aio: patch ${patch}`, seriesHash: String(patch).repeat(64).slice(0, 64), verdict, sentence: verdict === 'bad' ? 'io/read: fail, short' : 'passes',
		boots: 1, badBoots: verdict === 'bad' ? 1 : 0, durationMs: 4000, runIds: [`run-${patch}`], symptom: null, failing: [], counts: null, reference: null, ...fields,
	};
}

export const failing = [{name: 'io/read', outcome: 'fail' as const, reason: 'short', output: ['doing it', 'short']}];

export const checkRequest: BisectRequest = {
	target: 'sample', tree: null, series: 'my series', variant: 'default', accel: 'auto', cpus: null, nvme: {}, append: [], qemuArgs: [], totalTimeoutMs: null, from: 0, to: null,
	question: {kind: 'check', checks: ['io/*'], repeats: 1, fuzz: {seed: 0, ops: 5000}},
};

export const metricRequest: BisectRequest = {...checkRequest, question: {kind: 'metric', bench, threshold: {percent: 0.02}, against: null}};

export const checkProbes: readonly Probe[] = [
	makeProbe(4, 'bad', {symptom: {kind: 'checks', names: ['io/read'], skipping: []}, failing}), makeProbe(0, 'good'), makeProbe(2, 'good'), makeProbe(3, 'bad', {failing}),
];

export const checkBisection: Bisection = {
	schemaVersion: 1, target: 'sample', question: checkRequest.question, good: 2, bad: 3, probes: checkProbes,
	suspects: [{patch: 3, name: '0003-aio-patch-3.patch', subject: 'aio: patch 3', diffStat: ' fs/aio.c |    1 +\n 1 file changed, 1 insertion(+)'}],
	boots: 4, referenceBoots: 0, probesMax: 4, durationMs: 16_000, confidence: null, failing, work: null,
	reproduce: ['kernel-test check io/read --patch 3 --target sample'], log: '/nowhere/bisect-1.json', summary: 'patch 3 (aio: patch 3) is the first bad one; 4 boots, 16.0 s',
};

export const metricBisection: Bisection = {
	...checkBisection, question: metricRequest.question, failing: [], probes: checkProbes.map(probe => ({...probe, failing: [], symptom: null, sentence: probe.verdict === 'bad' ? 'worse: +1 instructions per IO' : 'same'})),
	work: {base: 'patch 2', sentence: 'worse: +1 instructions per IO (+0.025 %), most in aio_read (+1)', functions: Array.from({length: 12}, (_, index) => ({name: `function_${index}`, base: 80 + index, head: 81 + index, delta: 1}))},
};
