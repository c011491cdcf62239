// Two counted runs of a bench that differ as kernels do, and layers for its functions.
import {makeResult} from '../../harness/result/make-result.js';
import type {BenchCounts, RunResult} from '../../harness/result/result-schema.js';
import type {Target} from '../../harness/target/target-schema.js';
import {makeFacts} from '../result/sample.js';

export const exactBench = 'null.ring.randread.4k.qd32';
export const inexactBench = 'nvme.ring.randread.4k.qd32';

export const layers: Target['layers'] = [{name: 'aio', functions: ['aio_*']}, {name: 'block <layer>', functions: ['blk_*', 'aio_submit']}];

type Kind = 'work' | 'wait';

/** Instructions by function, all IOs together; a name with a star waits. */
export function makeCounts(instructions: Readonly<Record<string, number>>, {bench = exactBench, ios = 1000}: {readonly bench?: string; readonly ios?: number} = {}): BenchCounts {
	return {
		bench, ios,
		functions: Object.entries(instructions).map(([name, count]) => {
			const kind: Kind = name.startsWith('*') ? 'wait' : 'work';
			return {name: name.replace('*', ''), kind, instructions: count, insnsPerIo: count / ios};
		}),
	};
}

export const baseCounts = {'aio_submit': 60_000, 'blk_start': 30_000, '[user]': 9000, 'old_one': 500, 'kfree': 50, '*idle': 2000};
export const headCounts = {'aio_submit': 61_000, 'blk_start': 29_999, '[user]': 9000, 'new_<one>': 700, 'kfree': 50, '*idle': 2000};

export function makeRun(counts: readonly BenchCounts[], fields: Partial<RunResult> = {}): RunResult {
	return {
		...makeResult(makeFacts()), measurements: [], counts: [...counts],
		fingerprint: {hash: '0'.repeat(16), parts: {compiler: 'gcc 12', bench: 'a'}}, ...fields,
	};
}

export const baseRun = makeRun([makeCounts(baseCounts)], {runId: '2026-01-02T03-04-05Z-aaaa'});
export const headRun = makeRun([makeCounts(headCounts)], {runId: '2026-01-02T03-04-05Z-bbbb'});
