// A coverage with one line of each kind.
import type {CoverageException} from '../../harness/coverage/exceptions.js';
import type {AddedFile, Coverage} from '../../harness/coverage/coverage.js';
import {judgeLines} from '../../harness/coverage/judge-lines.js';
import type {LineRange} from '../../harness/coverage/line-table.js';

export const added: readonly AddedFile[] = [
	{file: 'fs/aio.c', lines: [
		{line: 10, text: 'int f(int <a>)'}, {line: 11, text: '{'}, {line: 12, text: '\tif (!a)'}, {line: 13, text: '\t\treturn -EINVAL;'},
		{line: 20, text: '\tif (a > 3)'}, {line: 21, text: '\t\treturn -EINVAL;'},
	]},
	{file: 'include/uapi/aio.h', lines: [{line: 5, text: '#define X 1'}]},
];

export const at = (digits: string): string => `ffffffff8100${digits}`;
const range = (line: number, start: string, end: string, file = 'fs/aio.c'): LineRange => ({file, line, start: at(start), end: at(end)});

/** Line 12 was compiled twice, and ran in its second copy; line 99 is not of the series. */
export const ranges: readonly LineRange[] = [
	range(10, '0000', '0004'), range(12, '0004', '0008'), range(13, '0008', '0010'), range(12, '0100', '0108'),
	range(20, '0010', '0018'), range(21, '0018', '0020'), range(99, '0020', '0030'), range(5, '0200', '0300', 'include/other.h'),
];

export const counts: ReadonlyMap<string, number> = new Map([[at('0000'), 3], [at('0010'), 1], [at('0025'), 50], [at('0102'), 7], [at('0104'), 9]]);

export const exceptions: readonly CoverageException[] = [{file: 'fs/aio.c', text: 'return -EINVAL;', after: 'if (a > 3)', reason: 'a is at most 3 here'}];

export function makeCoverage(fields: {readonly exceptions?: readonly CoverageException[]; readonly counts?: ReadonlyMap<string, number>} = {}): Coverage {
	return judgeLines({added, ranges, counts, exceptions, percentMin: 95, ...fields});
}
