// Which of the lines that a series adds were executed, as data: what coverage.json holds.

/** A line that the series adds, as it stands in the patched tree. */
export interface AddedLine {
	/** From 1. */
	readonly line: number;
	readonly text: string;
}

export interface AddedFile {
	readonly file: string;
	readonly lines: readonly AddedLine[];
}

export interface CoveredLine extends AddedLine {
	/** How often its most executed instruction ran; 0: never; null: the line has no instruction in this kernel. */
	readonly count: number | null;
	/** Why it cannot be reached, where the target says so. */
	readonly exception?: string;
}

export interface CoveredFile {
	readonly file: string;
	/** Lines with instructions. */
	readonly executable: number;
	readonly executed: number;
	readonly lines: readonly CoveredLine[];
}

export interface Coverage {
	readonly executable: number;
	readonly executed: number;
	/** Lines that were not executed and of which the target says why. */
	readonly excepted: number;
	readonly percent: number;
	/** The bar. */
	readonly percentMin: number;
	/** Files with executable lines. */
	readonly files: readonly CoveredFile[];
	/** Files whose added lines have no instruction: headers, tables, and what this configuration leaves out. */
	readonly filesWithoutCode: readonly string[];
	/** Exceptions that are out of date. */
	readonly problems: readonly string[];
}
