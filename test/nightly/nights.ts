// Nights for tests: what is not said is as in a quiet one.
import type {JobResult, Night, NightMetric} from '../../harness/nightly/night.js';

export function makeJob({kernel = 'k1', ...changes}: Partial<JobResult> & {readonly kernel?: string} = {}): JobResult {
	return {
		job: {id: 'debian-6.1/default/checks', target: 'debian-6.1', variant: 'default', kind: 'checks'},
		outcome: 'pass', reason: '', runIds: ['run'], durationMs: 1000, checks: [], metrics: [],
		subject: {tree: 'linux-source-6.1', commit: 'c0ffee', seriesHash: 'abc', patches: 24, lastSubject: 'the last one', kernel},
		...changes,
	};
}

export function makeCheck(name: string, outcomes: JobResult['checks'][number]['outcomes'], reason = ''): JobResult['checks'][number] {
	return {name, outcomes, reason: reason === '' && outcomes.includes('fail') ? 'expected 1, got 2' : reason};
}

export function makeCount(value: number, changes: Partial<NightMetric> = {}): NightMetric {
	return {name: 'null.ring-polled-fixed.randread.4k.qd32.work_insns_per_io', unit: 'insns/io', better: 'lower', samples: [value], exact: true, value, fingerprint: 'f1', ...changes};
}

/** A night in which something of every kind was found. */
export const badNight: Night = {
	...makeNight('2026-11-26T02-00-00Z-aaaa', {exitCode: 1, summary: '2 things worse'}),
	jobs: [
		makeJob({outcome: 'fail', kernel: 'k2', checks: [makeCheck('ring/wrap', ['fail', 'fail'], 'expected <b>1</b>, got 2'), makeCheck('io/slow', ['fail', 'pass']), makeCheck('io/read', ['pass']), makeCheck('io/none', ['skip'])]}),
		makeJob({kernel: 'k2', job: {id: 'debian-6.1/default/counts', target: 'debian-6.1', variant: 'default', kind: 'counts'}, metrics: [makeCount(2293.74)]}),
		makeJob({outcome: 'missing', reason: 'the server says 503', job: {id: 'block/default/checks', target: 'block', variant: 'default', kind: 'checks', mayBeMissing: true}}),
		makeJob({outcome: 'broken', reason: 'QEMU was killed', job: {id: 'debian-6.1/kasan/checks', target: 'debian-6.1', variant: 'kasan', kind: 'checks'}}),
		makeJob({outcome: 'untestable', reason: 'fs/aio.c:7: error', job: {id: 'next/default/checks', target: 'next', variant: 'default', kind: 'checks'}}),
	],
	findings: [
		{kind: 'check-failed', job: 'debian-6.1/default/checks', name: 'ring/wrap', sentence: 'expected <b>1</b>, got 2', since: '2026-11-26T02-00-00Z-aaaa', guilt: {sentence: 'patch 7 is the first that fails it', patch: 7, subject: 'aio: <script>throw 1</script>', functions: [], reproduce: ['kernel-test check ring/wrap --patch 7']}},
		{kind: 'metric-worse', job: 'debian-6.1/default/counts', name: makeCount(0).name, sentence: '+1 insns/io (+0.04 %) against the baseline', since: '2026-11-20T02-00-00Z-bbbb', change: {base: 2292.74, head: 2293.74, unit: 'insns/io', baseNight: 'baseline'}, guilt: {sentence: 'patch 9', patch: 9, functions: ['aio_ring_enter +1'], reproduce: ['kernel-test profile --diff 8 9']}},
		{kind: 'check-flaky', job: 'debian-6.1/default/checks', name: 'io/slow', sentence: 'failed 1 of 8 runs of the same kernel', since: '2026-11-26T02-00-00Z-aaaa', rate: {failed: 1, runs: 8}},
		{kind: 'not-tested', job: 'block/default/checks', name: '', sentence: 'could not be fetched: the server says 503', since: '2026-11-26T02-00-00Z-aaaa'},
		{kind: 'check-mended', job: 'debian-6.1/default/checks', name: 'io/read', sentence: 'passes again', since: '2026-11-26T02-00-00Z-aaaa'},
	],
};

export function makeNight(nightId: string, changes: Partial<Night> = {}): Night {
	return {
		schemaVersion: 1, nightId, startedAt: '2026-11-26T02:00:00.000Z', durationMs: 60_000, configHash: 'c', starts: 1,
		jobs: [], findings: [], exitCode: 0, summary: 'nothing got worse', ...changes,
	};
}
