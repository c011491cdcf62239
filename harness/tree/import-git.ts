// In: a repository's URL and a ref. Out: that one commit, fetched without its history into the cache. The remote side is not
// trusted: no hooks, filters, submodules or helpers take part, objects are checked, and every wait has a limit.
import {mkdir, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError, MachineError} from '../errors.js';
import {runTool, type ToolResult} from '../lib/exec.js';
import {exists, shortHash} from '../lib/files.js';
import {gitEnv, mustGit, resolveRef, type Repository} from '../lib/git.js';
import type {TreeSource} from '../target/target-schema.js';
import {importOnce} from './import-once.js';
import type {Tree} from './tree.js';

export type GitSource = Extract<TreeSource, {type: 'git'}>;

/** To look a ref up: resolving the name, connecting, and the answer. git:// has no such limit of its own. */
const contactMsMaxDefault = 20_000;
/** A shallow fetch of Linux is 250 MB. */
const fetchMsMax = 2 * 3600_000;
/** The other side says how far it is every few seconds. */
const fetchQuietMsMax = 120_000;
const fetchedRef = 'refs/kernel-test/fetched';

const remoteEnv: Readonly<Record<string, string>> = {
	...gitEnv,
	GIT_ALLOW_PROTOCOL: 'git:http:https:ssh:file',
	// Nobody is asked for a name or a password.
	GIT_ASKPASS: 'false',
	GIT_SSH_COMMAND: `ssh -o BatchMode=yes -o ConnectTimeout=${contactMsMaxDefault / 1000}`,
};

/** Fetches the commit unless the cache has it. @throws MachineError when it cannot be had; InputError for a ref that can be none. */
export async function importGit(source: GitSource, ctx: Context, contactMsMax = contactMsMaxDefault): Promise<Tree> {
	return importOnce({key: gitKey(source), describe: commit => describeGit(source, commit), fill: async repo => fetchCommit(source, repo, await lookUp(source, contactMsMax, ctx), ctx)}, ctx);
}

/** Folder in the cache: a ref stays what it was when it was fetched. */
export function gitKey({url, ref, commit = ''}: GitSource): string {
	return shortHash('git-1', url, ref, commit);
}

export function describeGit({url, ref}: GitSource, commit: string): string {
	return ref === commit ? `${url} ${commit.slice(0, 12)}` : `${url} ${ref} (${commit.slice(0, 12)})`;
}

async function fetchCommit({url, ref, commit}: GitSource, repo: Repository, found: RemoteRef | undefined, ctx: Context): Promise<string> {
	const isTip = found !== undefined && (commit ?? found.commit) === found.commit;
	const wanted = isTip ? found.name : commit;
	if (wanted === undefined) throw new MachineError(`${url} has no branch or tag '${ref}'`, {stage: 'tree', hint: 'name one that it has, or the id of a commit'});
	await prepare(repo, ctx);
	// Git writes the ref when it has all: then only what follows was interrupted.
	const before = await resolveRef(repo, 'tree', fetchedRef, ctx);
	if (before !== undefined && before === (commit ?? found?.commit)) return before;
	const fetched = await fetch({url, wanted, repo}, ctx);
	if (fetched.exitCode !== 0) {
		// Not every server hands out what is no branch or tag of its own.
		if (!isTip && /not our ref|unadvertised object|remote did not send/.test(fetched.stderr)) {
			throw new MachineError(`${url} does not hand out the commit ${commit}${found === undefined ? '' : `, and its '${ref}' is ${found.commit}`}`, {
				stage: 'tree', hint: 'is it another repository, or was it rewritten? A branch or tag that is at the commit can be had',
			});
		}
		throw new MachineError(`${url} could not be fetched: ${lastWords(fetched)}`, {stage: 'tree', hint: 'try again; --tree DIR uses a copy at hand'});
	}
	const got = await resolveRef(repo, 'tree', fetchedRef, ctx);
	if (got === undefined || (commit ?? got) !== got) throw new MachineError(`${url}: '${ref}' is ${got ?? 'no commit'}, expected ${commit ?? 'one'}`, {stage: 'tree'});
	return got;
}

interface RemoteRef {
	/** The whole name. */
	readonly name: string;
	readonly commit: string;
}

/** A branch or tag of the remote repository, undefined when it has none of that name. */
async function lookUp({url, ref}: GitSource, contactMsMax: number, ctx: Context): Promise<RemoteRef | undefined> {
	ctx.emit({type: 'start', stage: 'tree', text: `fetching ${url} ${ref}`});
	const valid = await runTool({stage: 'tree', file: 'git', args: ['check-ref-format', '--allow-onelevel', ref], env: remoteEnv, timeoutMs: contactMsMax}, ctx);
	if (valid.exitCode !== 0 || ref.startsWith('-')) throw new InputError(`'${ref}' can be no branch, tag or commit of ${url}`, {stage: 'tree', hint: 'git-check-ref-format(1) says what can'});
	const listed = await talk(['ls-remote', '--quiet', '--', url, ref, `${ref}^{}`], {timeoutMs: contactMsMax}, ctx);
	if (listed.exitCode !== 0) {
		throw new MachineError(`${url} cannot be reached: ${lastWords(listed)}`, {stage: 'tree', hint: 'is the network there? --tree DIR uses a copy at hand'});
	}
	const ids = new Map(listed.stdout.split('\n').map(line => line.split('\t')).map(([id = '', name = '']) => [name, id]));
	// The order of gitrevisions(7). Beside an annotated tag stands the commit that it is of.
	const name = [ref, `refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`].find(candidate => ids.has(candidate));
	return name === undefined ? undefined : {name, commit: ids.get(`${name}^{}`) ?? ids.get(name)!};
}

/** Git goes on with whole packs only: what an interrupted fetch was writing goes. */
async function prepare(repo: Repository, ctx: Context): Promise<void> {
	await mkdir(repo.workTree, {recursive: true});
	for (const name of ['shallow.lock', 'packed-refs.lock', `${fetchedRef}.lock`, 'config.lock']) await rm(path.join(repo.gitDir, name), {force: true});
	const packDir = path.join(repo.gitDir, 'objects/pack');
	if (await exists(packDir)) {
		for (const name of await readdir(packDir)) if (name.startsWith('tmp_')) await rm(path.join(packDir, name), {force: true});
	}
	await mustGit(repo, 'tree', ['init', '--quiet'], ctx);
}

async function fetch({url, wanted, repo}: {readonly url: string; readonly wanted: string; readonly repo: Repository}, ctx: Context): Promise<ToolResult> {
	return talk([
		'--git-dir', repo.gitDir, '-c', 'core.hooksPath=/dev/null', '-c', 'fetch.fsckObjects=true', '-c', 'gc.auto=0', '-c', 'http.lowSpeedLimit=1000', '-c', 'http.lowSpeedTime=60',
		'fetch', '--depth=1', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--force', '--progress', '--', url, `${wanted}:${fetchedRef}`,
	], {timeoutMs: fetchMsMax, quietMsMax: fetchQuietMsMax, onLine(line) {
		const [, done, total] = /^Receiving objects:\s+\d+% \((\d+)\/(\d+)\)/.exec(line) ?? [];
		if (done !== undefined) ctx.emit({type: 'step', stage: 'tree', text: `fetching ${url}, objects`, done: Number(done), total: Number(total)});
	}}, ctx);
}

/** Git beside another machine. That it takes too long is an answer like any other. */
async function talk(args: readonly string[], limits: {readonly timeoutMs: number; readonly quietMsMax?: number; readonly onLine?: (line: string) => void}, ctx: Context): Promise<ToolResult> {
	try {
		return await runTool({stage: 'tree', file: 'git', args, env: remoteEnv, ...limits}, ctx);
	} catch (error) {
		if (!(error instanceof MachineError)) throw error;
		return {exitCode: 128, stdout: '', stderr: error.message, isCut: false};
	}
}

/** What git said last and does not say of every failure. */
function lastWords({stderr}: ToolResult): string {
	const lines = stderr.split(/[\r\n]+/).map(line => line.trim()).filter(line => line !== '' && !/^(?:remote: )?(?:Enumerating|Counting|Compressing|Receiving|Resolving|Total)\b|^Please make sure|^and the repository exists/.test(line));
	return lines.slice(-3).join('; ') || 'git did not say why';
}
