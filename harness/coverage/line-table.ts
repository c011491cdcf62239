// In: what `readelf --debug-dump=decodedline --wide` and `addr2line --addresses --inlines` print about a
// vmlinux. Out: the ranges of addresses of every source line. Pure.
import path from 'node:path';

export interface LineRange {
	/** Path in the kernel tree. */
	readonly file: string;
	readonly line: number;
	/** 16 hexadecimal digits; `end` is the first address behind. */
	readonly start: string;
	readonly end: string;
}

/** Paths in the kernel's debugging information are absolute, or relative to the folder that it was compiled in. */
export interface SourceDirs {
	readonly buildDir: string;
	readonly treeDir: string;
}

/**
 * A row holds up to the next one of its sequence, whose last row has no line; behind it the file is the unit's own again,
 * which is not said anew. Rows for the same address: the last one has the instruction.
 */
export function parseLineTable(readelfOutput: string, dirs: SourceDirs): readonly LineRange[] {
	const ranges: LineRange[] = [];
	let unit = '';
	let file = '';
	let open: Omit<LineRange, 'end'> | undefined;
	for (const text of readelfOutput.split('\n')) {
		const row = /^\S.*?\s+(\d+|-)\s+0x([0-9a-f]+)(?:\s+\d+)?(?:\s+x)?\s*$/.exec(text);
		if (row === null) {
			const header = /^(CU: )?(\S.*):$/.exec(text);
			if (header !== null) file = toTreePath(header[2]!, dirs);
			if (header?.[1] !== undefined) unit = file;
			continue;
		}
		const start = row[2]!.padStart(16, '0');
		if (open !== undefined && open.start < start) ranges.push({...open, end: start});
		open = row[1] === '-' ? undefined : {file, line: Number(row[1]), start};
		if (open === undefined) file = unit;
	}
	return ranges;
}

/**
 * The line table knows the line that an instruction was written in. When that is an inlined function, the lines that call
 * it ran too: `addr2lineOutput` has, for the start of each range, the line and the calls around it, inner ones first.
 */
export function addInlineCalls(ranges: readonly LineRange[], addr2lineOutput: string, dirs: SourceDirs): readonly LineRange[] {
	const frames = new Map<string, Array<Pick<LineRange, 'file' | 'line'>>>();
	let open: Array<Pick<LineRange, 'file' | 'line'>> = [];
	for (const text of addr2lineOutput.split('\n')) {
		const address = /^0x([0-9a-f]+)$/.exec(text)?.[1];
		if (address !== undefined) frames.set(address.padStart(16, '0'), open = []);
		const place = /^(.+):(\d+)(?: \(discriminator \d+\))?$/.exec(text);
		if (place !== null) open.push({file: toTreePath(place[1]!, dirs), line: Number(place[2])});
	}
	return ranges.flatMap(range => [range, ...(frames.get(range.start) ?? []).slice(1).map(call => ({...range, ...call}))]);
}

function toTreePath(file: string, {buildDir, treeDir}: SourceDirs): string {
	return path.relative(treeDir, path.resolve(buildDir, file));
}
