// In: a folder under git and a range of its commits. Out: the same as a tree and a series that stay what they are: the tree
// at the base, and on it the commits up to the head.
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {runTool} from '../lib/exec.js';
import {gitEnv} from '../lib/git.js';

interface Range {
	/** As --tree takes it. */
	readonly tree: string;
	/** As --series takes it. */
	readonly series: string;
}

/** @throws InputError when it is no range, or the folder does not have both ends in this order. */
export async function resolveRange({range, treeDir}: {readonly range: string; readonly treeDir: string | undefined}, ctx: Context): Promise<Range> {
	const [, from, to] = /^([^.\s](?:\S*[^.\s])?)\.\.([^.\s]\S*)?$/.exec(range) ?? [];
	if (from === undefined) throw new InputError(`--range ${range} is no commit range`, {stage: 'series', hint: 'it is BASE..HEAD, or BASE.. for all that follows'});
	if (treeDir === undefined) throw new InputError(`--range ${range}: there is no tree to look it up in`, {stage: 'series', hint: 'give the git tree with --tree DIR'});
	const git = async (...args: readonly string[]) => runTool({stage: 'series', file: 'git', args: ['-C', treeDir, ...args], env: gitEnv, timeoutMs: 120_000}, ctx);
	const resolve = async (commit: string): Promise<string> => {
		const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`);
		if (found.exitCode === 0) return found.stdout.trim();
		throw new InputError(`--range ${range}: ${treeDir} has no commit '${commit}'`, {stage: 'series', hint: 'is it a git tree that has both ends?'});
	};
	const [base, head] = [await resolve(from), await resolve(to ?? 'HEAD')];
	if (base === head || (await git('merge-base', '--is-ancestor', base, head)).exitCode !== 0) {
		throw new InputError(`--range ${range}: '${to ?? 'HEAD'}' does not follow '${from}'`, {stage: 'series', hint: 'the base comes first'});
	}
	return {tree: `${treeDir}#${base}`, series: `${base}..${head}`};
}
