// In: patches, and what git made of them or said. Out: nothing, or an InputError that names the patch: one that leads out of
// the tree is no patch that does not apply. Git itself writes nothing outside of the tree, nor through a link.
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {findLinkOutOf} from '../lib/find-link-out.js';
import {mustGit, type Repository} from '../lib/git.js';
import type {Patch} from './series.js';

const hint = 'read this series before you try again: a patch of a kernel does nothing of the kind';

/** By git's words about the patch that it did not apply. @throws InputError */
export function refuseHostilePatch({name}: Pick<Patch, 'name'>, gitWords: string): void {
	const file = /^error: invalid path '(.*)'$/m.exec(gitWords)?.[1];
	if (file !== undefined) throw new InputError(`${name} writes outside of the tree, or where git keeps its own: ${file}`, {stage: 'series', hint});
	const beyond = /^error: affected file '(.*)' is beyond a symbolic link$/m.exec(gitWords)?.[1];
	if (beyond !== undefined) throw new InputError(`${name} writes through a symbolic link: ${beyond}`, {stage: 'series', hint});
}

/** By what the commits do with symbolic links. @throws InputError */
export async function refuseHostileCommits(
	{repo, head, commits, patches}: {readonly repo: Repository; readonly head: string; readonly commits: readonly string[]; readonly patches: readonly Patch[]},
	ctx: Context,
): Promise<void> {
	// Commits are named by their place; with more of them than patches a prefix would get another's name.
	if (commits.length > patches.length) throw new InputError(`git makes ${commits.length} commits of ${patches.length} patches: one of them holds another`, {stage: 'series', hint: 'give an mbox itself as --series'});
	const changes = await mustGit(repo, 'series', ['diff-tree', '-r', '--raw', '--stdin', '--no-renames'], ctx, {input: commits.map(commit => `${commit}\n`).join('')});
	if (!/^:\d{6} 120000 /m.test(changes)) return;
	for (const [index, commit] of commits.entries()) {
		const links = await mustGit(repo, 'series', ['diff-tree', '-r', '--raw', '--no-renames', index === 0 ? head : commits[index - 1]!, commit], ctx);
		const out = /^:\d{6} 120000 /m.test(links) ? await findLinkOutOf(repo, 'series', commit, ctx) : undefined;
		if (out !== undefined) throw new InputError(`${patches[index]!.name} makes the link '${out.name}' to '${out.target}', which leads out of the tree`, {stage: 'series', hint});
	}
}
