import t from 'tap';
import {findPrefixes} from '../../harness/report/find-prefixes.js';
import type {RunResult} from '../../harness/result/result-schema.js';
import {countedRun, prefixRuns, timedRun} from './fixtures.js';

const patchesOf = (runs: readonly RunResult[]): readonly number[] => runs.map(({series}) => series.patch);

t.test('the run and its series at other patches, in order', async t => {
	t.strictSame(patchesOf(findPrefixes(countedRun, [...prefixRuns].reverse())), [0, 13, 18, 19, 23, 24]);
});

t.test('what may not be compared is left out', async t => {
	const other = prefixRuns[1]!;
	const strangers: Readonly<Record<string, RunResult>> = {
		'another fingerprint': {...other, fingerprint: {...other.fingerprint!, hash: '0'.repeat(16)}},
		'no fingerprint': (({fingerprint: _, ...rest}) => rest)(other),
		'another tree': {...other, tree: {...other.tree, commit: '0'.repeat(40)}},
		'another target': {...other, target: 'other'},
		'another series': {...other, series: {...other.series, source: 'elsewhere'}},
		'a series that has grown': {...other, series: {...other.series, total: 25}},
		'nothing counted': {...other, counts: []},
	};
	for (const [what, run] of Object.entries(strangers)) t.strictSame(patchesOf(findPrefixes(countedRun, [run])), [24], what);
	t.strictSame(findPrefixes(timedRun, prefixRuns), [], 'a timed run has no cost by patch');
	const {fingerprint: _, ...nameless} = countedRun;
	t.strictSame(patchesOf(findPrefixes(nameless, prefixRuns)), [24], 'nor has one without a fingerprint any company');
});

t.test('the newest run of each patch; the run itself of its own', async t => {
	const at = (run: RunResult, startedAt: string, runId: string): RunResult => ({...run, startedAt, runId});
	const other = prefixRuns[1]!;
	const found = findPrefixes(countedRun, [at(other, '2030-01-02T00:00:00Z', 'new'), at(other, '2030-01-01T00:00:00Z', 'old'), at(countedRun, '2030-01-01T00:00:00Z', 'later')]);
	t.strictSame(found.map(({runId}) => runId), ['new', countedRun.runId]);
});
