// In: judged lines, and the lines of which a target says that nothing can reach them. Out: the lines
// with the reasons, and which of the exceptions are out of date. Lines are named by their text: their
// numbers change with every patch. Pure.
import type {AddedLine, CoveredLine} from './coverage.js';

export interface CoverageException {
	readonly file: string;
	/** The source line without its indentation. */
	readonly text: string;
	/** The added line before it, likewise, where the text alone stands in several places. */
	readonly after?: string | undefined;
	readonly reason: string;
}

interface JudgedFile {
	readonly file: string;
	readonly lines: readonly CoveredLine[];
}

export function applyExceptions(files: readonly JudgedFile[], exceptions: readonly CoverageException[]): {files: readonly JudgedFile[]; problems: readonly string[]} {
	const reasons = new Map<AddedLine, string>();
	const problems = exceptions.flatMap(exception => {
		const {file, text, after} = exception;
		const name = `exception for ${file}: ${text}${after === undefined ? '' : ` (after: ${after})`}`;
		const places = (files.find(other => other.file === file)?.lines ?? [])
			.filter((line, index, lines) => line.text.trim() === text && (after === undefined || lines[index - 1]?.text.trim() === after));
		const [place] = places;
		if (place === undefined) return [`${name}: the series adds no such line`];
		if (places.length > 1) return [`${name}: ${places.length} such lines, name the one before it with "after"`];
		if (place.count === null) return [`${name}: the line has no code`];
		if (place.count > 0) return [`${name}: the line was executed`];
		reasons.set(place, exception.reason);
		return [];
	});
	const explained = files.map(({file, lines}) => ({file, lines: lines.map(line => {
		const exception = reasons.get(line);
		return exception === undefined ? line : {...line, exception};
	})}));
	return {files: explained, problems};
}
