// In: base and head of a series. Out: the lines that it adds, by file, with their numbers at head.
import type {Context} from '../context.js';
import {mustGit, repositoryIn} from '../lib/git.js';
import type {Tree} from '../tree/tree.js';
import type {AddedFile, AddedLine} from './coverage.js';

/** The difference of the two trees: what an earlier patch adds and a later one removes is not in it. */
export async function findAddedLines({tree, head}: {readonly tree: Tree; readonly head: string}, ctx: Context): Promise<readonly AddedFile[]> {
	const repo = repositoryIn(tree.sourceDir);
	return parseAddedLines(await mustGit(repo, 'count', ['diff', '--unified=0', '--no-color', '--no-ext-diff', '--no-renames', tree.baseCommit, head], ctx));
}

/** Pure. Hunks are read by their lengths: an added line may look like a header. */
export function parseAddedLines(diff: string): readonly AddedFile[] {
	const files: Array<{file: string; lines: AddedLine[]}> = [];
	let added = 0;
	let removed = 0;
	let line = 0;
	for (const text of diff.split('\n')) {
		if (removed > 0 && text.startsWith('-')) {
			removed -= 1;
			continue;
		}
		if (added > 0 && text.startsWith('+')) {
			files.at(-1)!.lines.push({line, text: text.slice(1)});
			added -= 1;
			line += 1;
			continue;
		}
		const file = /^\+\+\+ b\/(.*?)\t?$/.exec(text);
		if (file !== null) files.push({file: file[1]!, lines: []});
		const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(text);
		if (hunk === null) continue;
		removed = Number(hunk[1] ?? 1);
		line = Number(hunk[2]);
		added = Number(hunk[3] ?? 1);
	}
	return files.filter(({lines}) => lines.length > 0);
}
