// In: what the plugin wrote while benches ran between marks, and the kernel's symbols. Out: the
// executed instructions of each bench by function.
import {readFile} from 'node:fs/promises';
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {mustRunTool} from '../lib/exec.js';
import type {PlannedBench} from '../plan/plan.js';
import {readCounts} from './read-counts.js';
import {sumFunctions, type FunctionCount} from './sum-functions.js';
import {parseSymbols, type Symbols} from './symbols.js';

export interface CountedBench {
	/** The bench's name. */
	readonly name: string;
	readonly functions: readonly FunctionCount[];
}

const nmTimeoutMs = 60_000;
const nmBytesMax = 256 * 2 ** 20;

/** The benches that came to their end mark. @throws MachineError when the plugin's file is not whole. */
export async function countBenches(
	{countsFile, symbols, planned}: {readonly countsFile: string; readonly symbols: Symbols; readonly planned: readonly PlannedBench[]},
): Promise<readonly CountedBench[]> {
	const {sections, problems} = readCounts(await readFile(countsFile, 'utf8'));
	if (problems.length > 0) throw new MachineError(`${countsFile} is not what the plugin writes: ${problems[0]!}`, {stage: 'count'});
	return planned.flatMap(({name, mark}) => {
		const counts = mark === undefined ? undefined : sections.get(mark);
		return counts === undefined ? [] : [{name, functions: sumFunctions(counts, symbols)}];
	});
}

/** The functions of a vmlinux. */
export async function readSymbols(vmlinux: string, ctx: Context): Promise<Symbols> {
	const {stdout} = await mustRunTool({stage: 'count', file: 'nm', args: ['-n', vmlinux], timeoutMs: nmTimeoutMs, outputBytesMax: nmBytesMax}, ctx);
	return parseSymbols(stdout);
}
