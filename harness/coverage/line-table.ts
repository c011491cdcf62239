// In: what `readelf --debug-dump=decodedline --wide vmlinux` prints. Out: the ranges of addresses of
// every source line. Pure.
import path from 'node:path';

export interface LineRange {
	/** Path in the kernel tree. */
	readonly file: string;
	readonly line: number;
	/** 16 hexadecimal digits; `end` is the first address behind. */
	readonly start: string;
	readonly end: string;
}

/**
 * Paths are relative to the folder that was compiled in, or absolute; `treeDir` is the tree's. A row holds up to the
 * next one of its sequence, whose last row has no line. Rows for the same address: the last one has the instruction.
 */
export function parseLineTable(readelfOutput: string, {buildDir, treeDir}: {readonly buildDir: string; readonly treeDir: string}): readonly LineRange[] {
	const ranges: LineRange[] = [];
	let file = '';
	let open: Omit<LineRange, 'end'> | undefined;
	for (const text of readelfOutput.split('\n')) {
		const row = /^\S.*?\s+(\d+|-)\s+0x([0-9a-f]+)(?:\s+\d+)?(?:\s+x)?\s*$/.exec(text);
		if (row === null) {
			const header = /^(?:CU: )?(\S.*):$/.exec(text);
			if (header !== null) file = path.relative(treeDir, path.resolve(buildDir, header[1]!));
			continue;
		}
		const start = row[2]!.padStart(16, '0');
		if (open !== undefined && open.start < start) ranges.push({...open, end: start});
		open = row[1] === '-' ? undefined : {file, line: Number(row[1]), start};
	}
	return ranges;
}
