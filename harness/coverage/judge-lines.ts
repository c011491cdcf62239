// In: the lines that a series adds, where their instructions stand, and what was executed. Out: the
// coverage. A line that was compiled several times, inlined for instance, counts if any copy ran. Pure.
import type {Counts} from '../count/read-counts.js';
import type {AddedFile, Coverage, CoveredFile} from './coverage.js';
import {applyExceptions, type CoverageException} from './exceptions.js';
import type {LineRange} from './line-table.js';

interface JudgeInput {
	readonly added: readonly AddedFile[];
	readonly ranges: readonly LineRange[];
	readonly counts: Counts;
	readonly exceptions: readonly CoverageException[];
	readonly percentMin: number;
}

export function judgeLines({added, ranges, counts, exceptions, percentMin}: JudgeInput): Coverage {
	const countOf = countLines(ranges, counts);
	const judged = added.map(({file, lines}) => ({file, lines: lines.map(line => ({...line, count: countOf.get(`${file}:${line.line}`) ?? null}))}));
	const {files, problems} = applyExceptions(judged, exceptions);
	const all = files.map(({file, lines}): CoveredFile => ({
		file, lines,
		executable: lines.filter(({count}) => count !== null).length,
		executed: lines.filter(({count}) => count !== null && count > 0).length,
	}));
	const executable = all.reduce((sum, file) => sum + file.executable, 0);
	const executed = all.reduce((sum, file) => sum + file.executed, 0);
	return {
		executable, executed,
		excepted: all.flatMap(({lines}) => lines).filter(({exception}) => exception !== undefined).length,
		percent: executable === 0 ? 100 : (100 * executed) / executable,
		percentMin,
		files: all.filter(file => file.executable > 0),
		filesWithoutCode: all.filter(file => file.executable === 0).map(({file}) => file),
		problems,
	};
}

/** By `file:line`: the most executions of any of its instructions, 0 when it has some and none ran. */
function countLines(ranges: readonly LineRange[], counts: Counts): ReadonlyMap<string, number> {
	const addresses = [...counts.keys()];
	const found = new Map<string, number>();
	for (const {file, line, start, end} of ranges) {
		const key = `${file}:${line}`;
		let count = found.get(key) ?? 0;
		for (let index = lowerBound(addresses, start); index < addresses.length && addresses[index]! < end; index += 1) {
			count = Math.max(count, counts.get(addresses[index]!)!);
		}
		found.set(key, count);
	}
	return found;
}

/** The first index whose address is not below `address`. */
function lowerBound(addresses: readonly string[], address: string): number {
	let low = 0;
	let high = addresses.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (addresses[middle]! < address) low = middle + 1;
		else high = middle;
	}
	return low;
}
