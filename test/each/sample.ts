// Rows of a pass over three prefixes: one that passes, one that fails a check, one that warns.
import type {EachRow} from '../../harness/each/make-row.js';

const bench = 'null.ring.randread.4k.qd1';

function makeSampleRow(patch: number, subject: string, fields: Partial<EachRow>): EachRow {
	return {
		patch, subject, seriesHash: String(patch).repeat(64), outcome: 'pass', summary: '3 checks passed', newWarnings: [], buildMs: 0, bootMs: 3000,
		checks: {passed: 3, skipped: 0, failed: []}, costs: [], runIds: [`run-${patch}`], ...fields,
	};
}

export const sampleRows: readonly EachRow[] = [
	makeSampleRow(1, 'aio: add io_setup2()', {buildMs: 61_000, costs: [{bench, work: 3000, delta: null}]}),
	makeSampleRow(2, 'aio: add rings', {outcome: 'fail', summary: '1 of 3 checks failed: ring/read', checks: {passed: 1, skipped: 1, failed: ['ring/read']}, costs: [{bench, work: 2900.5, delta: -99.5}]}),
	makeSampleRow(3, 'aio: <fixed> buffers', {outcome: 'fail', summary: '1 new warnings: fs/aio.c:1:2: warning: unused', newWarnings: ['fs/aio.c:1:2: warning: unused']}),
];
