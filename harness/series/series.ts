// A patch series as data, and what became of it on a tree.

/** One patch mail, in series order. */
export interface Patch {
	/** 1 for the first; the prefix `--patch N` ends with this patch. */
	readonly number: number;
	/** File name, or the mail's place in an mbox. */
	readonly name: string;
	/** Subject without its [PATCH n/m]. */
	readonly subject: string;
	readonly text: string;
}

export interface Series {
	readonly source: string;
	readonly patches: readonly Patch[];
	/** Of the mails that a Message-ID brought. */
	readonly sha256?: string;
}

/** A prefix of the series as a commit, or the patch that stands in the way. */
export type AppliedSeries =
	| {
		readonly outcome: 'applied';
		readonly commit: string;
		/** Git's id of the patched tree's content. */
		readonly treeId: string;
		/** Hash over base and patches; names the prefix. */
		readonly seriesHash: string;
		/** How many patches of the series are in: 0 for `--patch none`. */
		readonly applied: number;
		readonly total: number;
		/** True when nothing of the series is missing. */
		readonly whole: boolean;
		readonly lastSubject: string | undefined;
	}
	| {
		readonly outcome: 'conflict';
		readonly patch: Pick<Patch, 'number' | 'name' | 'subject'>;
		/** Empty when git gave no place. */
		readonly file: string;
		/** The hunk of the patch that found no place. */
		readonly hunk: string;
		readonly gitWords: string;
		readonly total: number;
	};
