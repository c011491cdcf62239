// In: a kernel with line tables, what was executed on it, and the lines that a series adds. Out: the coverage.
import {readFile} from 'node:fs/promises';
import type {Context} from '../context.js';
import {readCounts} from '../count/read-counts.js';
import {MachineError} from '../errors.js';
import {mustRunTool} from '../lib/exec.js';
import type {Target} from '../target/target-schema.js';
import type {AddedFile, Coverage} from './coverage.js';
import {judgeLines} from './judge-lines.js';
import {addInlineCalls, parseLineTable} from './line-table.js';

interface MeasureInput {
	readonly target: Pick<Target, 'coverage'>;
	readonly added: readonly AddedFile[];
	readonly vmlinux: string;
	/** Where the kernel was compiled, and from what tree: paths in its line table are relative to these. */
	readonly buildDir: string;
	readonly treeDir: string;
	readonly countsFile: string;
}

const toolTimeoutMs = 120_000;
const toolBytesMax = 256 * 2 ** 20;

export async function measureCoverage({target, added, vmlinux, buildDir, treeDir, countsFile}: MeasureInput, ctx: Context): Promise<Coverage> {
	const {sections, problems} = readCounts(await readFile(countsFile, 'utf8'));
	const counts = sections.get(0);
	if (counts === undefined || problems.length > 0) throw new MachineError(`${countsFile} is not what the plugin writes: ${problems[0] ?? 'no section of the whole boot'}`, {stage: 'count'});
	const call = {stage: 'count', timeoutMs: toolTimeoutMs, outputBytesMax: toolBytesMax} as const;
	const table = await mustRunTool({...call, file: 'readelf', args: ['--debug-dump=decodedline', '--wide', vmlinux]}, ctx);
	const ranges = parseLineTable(table.stdout, {buildDir, treeDir});
	const calls = await mustRunTool({
		...call, file: 'addr2line', args: ['--exe', vmlinux, '--addresses', '--inlines'], input: ranges.map(({start}) => `${start}\n`).join(''),
	}, ctx);
	return judgeLines({
		added, counts, ranges: addInlineCalls(ranges, calls.stdout, {buildDir, treeDir}),
		exceptions: target.coverage.exceptions, percentMin: target.coverage.percentMin,
	});
}
