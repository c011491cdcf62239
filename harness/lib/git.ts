// Git on the cache's own repositories: the git directory and the work tree are always named,
// nobody's configuration, hooks, signing or editor take part, and identities and dates are fixed,
// so that the same input gives the same commit on every machine.
import {rm} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import type {Stage} from '../progress/events.js';
import {mustRunTool, runTool, type ToolCall, type ToolResult} from './exec.js';

/** A repository in the cache. */
export interface Repository {
	readonly gitDir: string;
	readonly workTree: string;
}

type GitOptions = Partial<Pick<ToolCall, 'input' | 'env' | 'logPath' | 'onLine' | 'timeoutMs' | 'quietMsMax' | 'outputBytesMax'>>;

/** Git's environment: fixed identity, no user or system configuration, never a prompt. */
export const gitEnv: Readonly<Record<string, string>> = {
	GIT_CONFIG_NOSYSTEM: '1',
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_TERMINAL_PROMPT: '0',
	GIT_EDITOR: 'true',
	GIT_AUTHOR_NAME: 'Kernel Test',
	GIT_AUTHOR_EMAIL: 'kernel-test@example.org',
	GIT_COMMITTER_NAME: 'Kernel Test',
	GIT_COMMITTER_EMAIL: 'kernel-test@example.org',
	GIT_AUTHOR_DATE: '@0 +0000',
	GIT_COMMITTER_DATE: '@0 +0000',
	LC_ALL: 'C',
};

/** The repository and work tree of a source folder in the cache. */
export function repositoryIn(sourceDir: string): Repository {
	return {gitDir: path.join(sourceDir, 'repo.git'), workTree: path.join(sourceDir, 'tree')};
}

/** Runs git and returns its result, whatever the exit code. */
export async function git(repo: Repository, stage: Stage, args: readonly string[], ctx: Context, options: GitOptions = {}): Promise<ToolResult> {
	return runTool(gitCall(repo, stage, args, options), ctx);
}

/** Runs git, which must succeed; returns its standard output without the final newline. */
export async function mustGit(repo: Repository, stage: Stage, args: readonly string[], ctx: Context, options: GitOptions = {}): Promise<string> {
	return (await mustRunTool(gitCall(repo, stage, args, options), ctx)).stdout.trimEnd();
}

/** Puts a commit into the work tree, whatever an interrupted run left there. The lock is the caller's. */
export async function checkOut(repo: Repository, stage: Stage, commit: string, ctx: Context): Promise<void> {
	await rm(path.join(repo.gitDir, 'index.lock'), {force: true});
	// makeScriptsExecutable() may have changed modes, and with them ctime: a file that differs in nothing else is not written again.
	await mustGit(repo, stage, ['-c', 'core.fileMode=false', '-c', 'core.trustctime=false', 'checkout', '--quiet', '--force', '--detach', commit], ctx);
}

/** Commit of a ref, or undefined when there is none. */
export async function resolveRef(repo: Repository, stage: Stage, ref: string, ctx: Context): Promise<string | undefined> {
	const result = await git(repo, stage, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], ctx);
	return result.exitCode === 0 ? result.stdout.trim() : undefined;
}

const gitTimeoutMs = 600_000;

function gitCall(repo: Repository, stage: Stage, args: readonly string[], options: GitOptions): ToolCall {
	return {
		stage,
		file: 'git',
		args: [
			'--git-dir', repo.gitDir, '--work-tree', repo.workTree,
			// Kernel trees are large and local: no compression, no garbage collection in mid-run.
			'-c', 'core.compression=0', '-c', 'gc.auto=0', '-c', 'core.hooksPath=/dev/null',
			'-c', 'core.autocrlf=false', '-c', 'checkout.workers=0', '-c', 'advice.detachedHead=false',
			...args,
		],
		timeoutMs: gitTimeoutMs,
		...options,
		env: {...gitEnv, ...options.env},
	};
}
