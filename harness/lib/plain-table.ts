// Tables of the terminal: columns with two blanks between them, and no lines. Pure.
import Table from 'cli-table3';
import colors from 'picocolors';

/** Options of cli-table3. */
export const plainTable = {
	chars: {
		'top': '', 'top-mid': '', 'top-left': '', 'top-right': '', 'bottom': '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
		'left': '', 'left-mid': '', 'mid': '', 'mid-mid': '', 'right': '', 'right-mid': '', 'middle': '  ',
	},
	style: {'padding-left': 0, 'padding-right': 0, head: [], border: []},
};

/** Each column is a heading and the side that it is aligned to. */
export function formatTable(columns: ReadonlyArray<readonly [heading: string, align: 'left' | 'right']>, rows: ReadonlyArray<readonly string[]>): string {
	const table = new Table({...plainTable, head: columns.map(([heading]) => colors.dim(heading)), colAligns: columns.map(([, align]) => align)});
	for (const row of rows) table.push([...row]);
	return trimLines(table.toString());
}

export function trimLines(text: string): string {
	return text.split('\n').map(line => line.trimEnd()).join('\n');
}
