// What became of a series' patches from one version to the next, for the terminal. Pure.
import colors from 'picocolors';
import type {PatchChange, RangeDiff} from '../series/range-diff.js';

interface DescribeOptions {
	/** All lines; otherwise the first few of each patch. */
	readonly verbose: boolean;
}

const linesShown = 20;

export function describeRangeDiff({patches, linesCut}: RangeDiff, {verbose}: DescribeOptions): string {
	if (patches.length === 0) return 'neither series has a patch';
	return [
		...patches.map(patch => describePatch(patch, verbose)),
		...(linesCut === 0 ? [] : [`and ${linesCut} lines more, which are left out`]),
	].join('\n');
}

function describePatch({base, head, change, subject, lines}: PatchChange, verbose: boolean): string {
	const number = (value: number | null): string => String(value ?? '-').padStart(3);
	const shown = verbose ? lines : lines.slice(0, linesShown);
	return [
		`${number(base)} -> ${number(head)}  ${change.padEnd(8)}${subject}`,
		...shown.map(line => `    ${paint(line)}`),
		...(shown.length < lines.length ? [`    and ${lines.length - shown.length} lines more; --verbose shows all`] : []),
	].join('\n');
}

/** By the outer of the two diffs: what the head has, and what it has no more. */
function paint(line: string): string {
	return line.startsWith('+') ? colors.green(line) : line.startsWith('-') ? colors.red(line) : line;
}
