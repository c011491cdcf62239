// In: two versions of a series, both applied to one tree. Out: which patches are the same, changed, new or gone, and
// how they changed, as git-range-diff(1) finds it.
import type {Context} from '../context.js';
import {mustGit, repositoryIn} from '../lib/git.js';
import type {Tree} from '../tree/tree.js';

export interface PatchChange {
	/** Number in either version; null on the side that does not have it. */
	readonly base: number | null;
	readonly head: number | null;
	readonly change: 'same' | 'changed' | 'new' | 'gone';
	/** That of the head, where it has the patch. */
	readonly subject: string;
	/** A diff of the two diffs; empty unless they changed. */
	readonly lines: readonly string[];
}

export interface RangeDiff {
	readonly patches: readonly PatchChange[];
	/** Lines left out at the end. */
	readonly linesCut: number;
}

/** It compares every patch with every other. */
const rangeDiffMsMax = 120_000;
const linesMax = 5000;

/** `base` and `head` are commits of that tree's repository. */
export async function makeRangeDiff({tree, base, head}: {readonly tree: Tree; readonly base: string; readonly head: string}, ctx: Context): Promise<RangeDiff> {
	const text = await mustGit(repositoryIn(tree.sourceDir), 'series', ['range-diff', '--no-color', '--no-notes', tree.baseCommit, base, head], ctx, {timeoutMs: rangeDiffMsMax});
	return parseRangeDiff(text);
}

const changes = {'=': 'same', '!': 'changed', '<': 'gone', '>': 'new'} as const;

/** Pure. What does not belong to a patch is left out. */
export function parseRangeDiff(text: string): RangeDiff {
	const patches: Array<PatchChange & {lines: string[]}> = [];
	const lines = text === '' ? [] : text.split('\n');
	for (const line of lines.slice(0, linesMax)) {
		const [, base = '', sign = '', head = '', subject = ''] = /^ *(\d+|-): +(?:[0-9a-f]+|-+) ([=!<>]) +(\d+|-): +(?:[0-9a-f]+|-+) (.*)$/.exec(line) ?? [];
		if (sign === '') patches.at(-1)?.lines.push(line.replace(/^ {4}/, ''));
		else patches.push({base: numberOf(base), head: numberOf(head), change: changes[sign as keyof typeof changes], subject, lines: []});
	}
	return {patches, linesCut: Math.max(0, lines.length - linesMax)};
}

function numberOf(text: string): number | null {
	return text === '-' ? null : Number(text);
}
