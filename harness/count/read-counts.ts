// In: what host-tools/count-plugin.c wrote. Out: its sections, each how often every instruction ran,
// by address. Pure. Addresses stay texts of 16 hexadecimal digits, which sort as the numbers do and
// lose nothing.

/** Executions by address, in ascending order of address. */
export type Counts = ReadonlyMap<string, number>;

export interface CountFile {
	/** By number: 0 is the whole boot, others are what ran between marks. A later section replaces an earlier one of its number. */
	readonly sections: ReadonlyMap<number, Counts>;
	/** What does not fit: such a file is not to be trusted. */
	readonly problems: readonly string[];
}

const firstLine = 'kernel-test counts 1';
const problemsMax = 10;

export function readCounts(text: string): CountFile {
	const sections = new Map<number, Counts>();
	const problems: string[] = [];
	const lines = text.split('\n');
	if (lines[0] !== firstLine) problems.push(`the first line is not '${firstLine}'`);
	let open: {readonly number: number; readonly counts: Map<string, number>} | undefined;
	for (const line of lines.slice(1)) {
		const counted = /^([0-9a-f]{16}) ([0-9]{1,15})$/.exec(line);
		if (counted !== null && open !== undefined) {
			open.counts.set(counted[1]!, Number(counted[2]));
			continue;
		}
		const [, word, number] = /^(begin|end) (\d{1,4})$/.exec(line) ?? [];
		if (word === 'begin' && open === undefined) {
			open = {number: Number(number), counts: new Map()};
		} else if (word === 'end' && open?.number === Number(number)) {
			sections.set(open.number, open.counts);
			open = undefined;
		} else if (line !== '' && problems.length < problemsMax) {
			problems.push(`does not fit: ${line.slice(0, 80)}`);
		}
	}
	if (open !== undefined) problems.push(`section ${open.number} has no end`);
	return {sections, problems};
}

/** True for the upper half of the address space, which is the kernel's on x86-64. */
export function isKernelAddress(address: string): boolean {
	return address >= '8';
}
