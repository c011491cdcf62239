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

export function makeNight(nightId: string, changes: Partial<Night> = {}): Night {
	return {
		schemaVersion: 1, nightId, startedAt: '2026-11-26T02:00:00.000Z', durationMs: 60_000, configHash: 'c', starts: 1,
		jobs: [], findings: [], exitCode: 0, summary: 'nothing got worse', ...changes,
	};
}
