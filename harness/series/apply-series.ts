// In: a tree, a series and how much of it is wanted. Out: that prefix as a commit, each patch a
// commit of its own made by `git am`. A prefix is named by a hash over the base and its patches,
// so one that was applied before costs nothing, and a changed patch re-applies only what follows it.
import {mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {hashParts} from '../lib/files.js';
import {git, mustGit, repositoryIn, resolveRef, type Repository} from '../lib/git.js';
import {withLock} from '../lib/lock.js';
import {sourceLockOf, type Tree} from '../tree/tree.js';
import type {Target} from '../target/target-schema.js';
import {findFailingHunk} from './failing-hunk.js';
import {refuseHostileCommits, refuseHostilePatch} from './refuse-hostile.js';
import {readSeries} from './read-series.js';
import type {AppliedSeries, Series} from './series.js';

/** `all`, `none` or the number of the last patch wanted. */
export type PatchChoice = 'all' | 'none' | number;

/** The prefix of so many patches. */
export function choosePrefix(patches: number): PatchChoice {
	return patches === 0 ? 'none' : patches;
}

/**
 * The series that `--series` names, else the target's own. A folder of the user's that holds the
 * target's series already is taken as it stands. @throws InputError for a series without patches that was asked for.
 */
export async function chooseSeries(
	{target, tree, option, treeDir}: {readonly target: Target; readonly tree: Tree; readonly option: string | undefined; readonly treeDir: string | undefined},
	ctx: Context,
): Promise<Series> {
	if (option !== undefined) {
		const series = await readSeries({source: option, treeDir}, ctx);
		if (series.patches.length > 0 || option === 'none') return series;
		throw new InputError(`--series ${option} holds no patches`, {stage: 'series', hint: 'a cover letter is none; `--series none` tests the tree as it stands'});
	}
	const series = await readSeries({source: path.join(target.dir, target.series), treeDir: undefined}, ctx);
	if (!await holdsSeries(tree, series, ctx)) return {...series, source: target.name};
	ctx.emit({type: 'notice', stage: 'series', text: `${tree.description} holds the series already: built as it stands`});
	return {source: 'none', patches: []};
}

/** Applies the prefix. A patch that does not apply is a result; `--patch 99`, and one that leads out of the tree, are InputErrors. */
export async function applySeries(
	{tree, series, choice}: {readonly tree: Tree; readonly series: Series; readonly choice: PatchChoice},
	ctx: Context,
): Promise<AppliedSeries> {
	const total = series.patches.length;
	const wanted = choice === 'all' ? total : choice === 'none' ? 0 : choice;
	if (wanted > total) {
		throw new InputError(`--patch ${wanted}: the series has ${total} patches`, {stage: 'series', hint: `give 1 to ${total}, all or none`});
	}
	const repo = repositoryIn(tree.sourceDir);
	const startedAt = Date.now();
	const hashes = hashPrefixes(tree.baseCommit, series);
	const finish = async (commit: string, cached: boolean, note = ''): Promise<AppliedSeries> => {
		ctx.emit({
			type: 'end', stage: 'series', cached, durationMs: Date.now() - startedAt,
			text: note || `${wanted} of ${total} patches${wanted > 0 ? `, last: ${series.patches[wanted - 1]!.subject}` : ''}`,
		});
		return {
			outcome: 'applied', commit, treeId: await mustGit(repo, 'series', ['rev-parse', `${commit}^{tree}`], ctx),
			seriesHash: hashes[wanted]!, applied: wanted, total, whole: wanted === total,
			lastSubject: series.patches[wanted - 1]?.subject,
		};
	};
	if (wanted === 0) return finish(tree.baseCommit, true);
	const known = await resolveRef(repo, 'series', refOf(hashes[wanted]!), ctx);
	if (known !== undefined) return finish(known, true);
	return withLock(sourceLockOf(tree.sourceDir), 'series', ctx, async () => {
		ctx.emit({type: 'start', stage: 'series', text: `applying ${wanted} patches`});
		let done = wanted - 1;
		let head: string | undefined;
		while (done > 0 && (head = await resolveRef(repo, 'series', refOf(hashes[done]!), ctx)) === undefined) done -= 1;
		const {commits, failed} = await applyMails({repo, head: head ?? tree.baseCommit, mails: series.patches.slice(done, wanted).map(({text}) => text)}, ctx);
		for (const {subject, number} of series.patches.slice(done, done + commits.length)) ctx.emit({type: 'step', stage: 'series', text: subject, done: number, total: wanted});
		const next = series.patches[done + commits.length];
		if (failed !== undefined && next !== undefined) refuseHostilePatch(next, failed);
		await refuseHostileCommits({repo, head: head ?? tree.baseCommit, commits, patches: series.patches.slice(done, wanted)}, ctx);
		const refs = commits.map((commit, index) => `update ${refOf(hashes[done + index + 1]!)} ${commit}\n`);
		await mustGit(repo, 'series', ['update-ref', '--stdin'], ctx, {input: refs.join('')});
		if (failed === undefined) return finish(commits.at(-1)!, false);
		const {number, name, subject, text} = next!;
		return {outcome: 'conflict', patch: {number, name, subject}, ...findFailingHunk(text, failed), gitWords: failed.trim(), total};
	});
}

/**
 * `git am` in a work tree of its own, in which nothing is checked out but what it patches: the one that is compiled sees only what
 * differs in the end, so that a patch of the series that changed costs what it changes and not what the whole series touches.
 */
async function applyMails({repo, head, mails}: {readonly repo: Repository; readonly head: string; readonly mails: readonly string[]}, ctx: Context): Promise<{commits: readonly string[]; failed: string | undefined}> {
	const workTree = `${repo.workTree}-apply`, mailDir = `${repo.workTree}-mails`;
	const linked: Repository = {gitDir: path.join(repo.gitDir, 'worktrees', path.basename(workTree)), workTree};
	const clear = async (): Promise<void> => { for (const dir of [workTree, linked.gitDir, mailDir]) await rm(dir, {recursive: true, force: true}); };
	await clear();
	try {
		const files = mails.map((_, index) => path.join(mailDir, String(index + 1).padStart(4, '0')));
		await mkdir(mailDir);
		for (const [index, file] of files.entries()) await writeFile(file, mails[index]!);
		await mustGit(repo, 'series', ['worktree', 'add', '--quiet', '--no-checkout', '--detach', workTree, head], ctx);
		await mkdir(path.join(linked.gitDir, 'info'));
		await writeFile(path.join(linked.gitDir, 'info/sparse-checkout'), '/.nothing\n');
		// An index of 80,000 files is read in milliseconds; writing it for each patch is what takes the time.
		const sparse = ['core.sparseCheckout=true', 'core.sparseCheckoutCone=false', 'sparse.expectFilesOutsideOfPatterns=true', 'core.splitIndex=true'].flatMap(setting => ['-c', setting]);
		await mustGit(linked, 'series', [...sparse, 'checkout', '--quiet', '--detach', head], ctx);
		const {exitCode, stderr, stdout} = await git(linked, 'series', [...sparse, 'am', '--quiet', '--committer-date-is-author-date', '--keep-non-patch', ...files], ctx);
		const commits = (await mustGit(linked, 'series', ['rev-list', '--reverse', `${head}..HEAD`], ctx)).split('\n').filter(commit => commit !== '');
		return {commits, failed: exitCode === 0 ? undefined : `${stderr}${stdout}`};
	} finally {
		await clear();
	}
}

/**
 * True when a folder of the user's holds the series already: its first patch does not apply, and
 * at least one of its patches can be taken back. Such a tree is built as it stands.
 */
async function holdsSeries(tree: Tree, series: Series, ctx: Context): Promise<boolean> {
	const first = series.patches[0];
	if (!tree.isUserDir || first === undefined) return false;
	const repo = repositoryIn(tree.sourceDir);
	const env = {GIT_INDEX_FILE: path.join(repo.gitDir, 'snapshot-index')};
	const applies = async (text: string, ...options: string[]): Promise<boolean> =>
		(await git(repo, 'series', ['apply', '--cached', '--check', ...options], ctx, {input: text, env})).exitCode === 0;
	if (await applies(first.text)) return false;
	for (const patch of series.patches) {
		if (await applies(patch.text, '--reverse')) return true;
	}
	return false;
}

/** hashes[n] names the prefix of n patches. */
export function hashPrefixes(baseCommit: string, series: Series): readonly string[] {
	const hashes = [hashParts('series-1', baseCommit)];
	for (const patch of series.patches) hashes.push(hashParts(hashes.at(-1)!, patch.text));
	return hashes;
}

function refOf(hash: string): string {
	return `refs/kernel-test/series/${hash}`;
}
