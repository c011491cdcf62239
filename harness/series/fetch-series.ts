// In: a Message-ID, or the address of a mail in a public-inbox archive. Out: the series that the mail is of, in the version
// that it is of, as an mbox: fetched by b4, which knows the archives, and kept in the cache.
import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {InputError, MachineError} from '../errors.js';
import {runTool, type ToolResult} from '../lib/exec.js';
import {shortHash} from '../lib/files.js';

export interface FetchedSeries {
	readonly mbox: string;
	readonly sha256: string;
}

/** b4 has no limit of its own. A long thread is a few MB. */
const threadMsMax = 60_000;
const threadBytesMax = 64 * 2 ** 20;

/** `<ID>`, `ID` or the address of a mail: https://lore.kernel.org/r/ID/ */
export function isMessageId(text: string): boolean {
	return /^<[^\s<>-][^\s<>]*@[^\s<>]+>$/.test(text) || /^https?:\/\/[^\s/]+\/[^\s/]+\/[^\s/]+@[^\s/]+(?:\/\S*)?$/.test(text)
		|| (/^[^\s<>@/-][^\s<>@/]*@[^\s<>@/]+$/.test(text) && !text.includes('..'));
}

/** Fetches the series unless the cache has it. @throws MachineError when it cannot be had; InputError when there is no such series. */
export async function fetchSeries(text: string, ctx: Context): Promise<FetchedSeries> {
	const wanted = text.replace(/^<(.*)>$/, '$1');
	const file = path.join(ctx.cacheDir, 'mail', `${shortHash('mail-1', wanted)}.mbox`);
	const known = await readFile(file, 'utf8').catch(() => undefined);
	if (known !== undefined) return {mbox: known, sha256: sha256Of(known)};
	ctx.emit({type: 'start', stage: 'series', text: `fetching ${wanted}`});
	const startedAt = Date.now();
	await mkdir(path.dirname(file), {recursive: true});
	const dir = await mkdtemp(path.join(ctx.cacheDir, 'mail/tmp-'));
	try {
		const thread = path.join(dir, 'thread.mbox');
		const fetched = await b4(['mbox', '--outdir', dir, '--mbox-name', 'thread.mbox', wanted], dir, ctx);
		const mails = await readFile(thread, 'utf8').catch(() => undefined);
		if (fetched.exitCode !== 0 || mails === undefined) throw explain(wanted, fetched);
		const id = messageIdOf(wanted);
		const subject = findSubject(mails, id);
		if (subject === undefined) throw new InputError(`--series ${text}: its thread does not have it`, {stage: 'series'});
		// Left to itself b4 takes the newest version of the thread.
		const series = await b4(['am', '--use-local-mbox', thread, '--use-version', String(versionOf(subject)), '--no-add-trailers', '--no-partial-reroll', '--outdir', '-', id], dir, ctx);
		if (series.exitCode !== 0 || series.stdout === '') throw new InputError(`--series ${text}: b4 finds no patches in its thread: ${lastLine(series)}`, {stage: 'series'});
		if (/Thread incomplete/.test(series.stderr)) throw new MachineError(`--series ${text}: the archive lacks some of its mails: ${/ERROR: missing.*/.exec(series.stderr)?.[0] ?? ''}`, {stage: 'series', hint: 'try again later; a mail takes its time to the archive'});
		await writeFileAtomic(file, series.stdout);
		ctx.emit({type: 'end', stage: 'series', text: `fetched ${wanted}: ${subject}`, cached: false, durationMs: Date.now() - startedAt});
		return {mbox: series.stdout, sha256: sha256Of(series.stdout)};
	} finally {
		await rm(dir, {recursive: true, force: true});
	}
}

function sha256Of(mbox: string): string {
	return createHash('sha256').update(mbox).digest('hex');
}

/** In a folder of its own: b4 reads the settings of the tree that it is started in, and writes to the user's folders. */
async function b4(args: readonly string[], dir: string, ctx: Context): Promise<ToolResult> {
	const settings = Number(ctx.env['GIT_CONFIG_COUNT'] ?? 0);
	return runTool({
		stage: 'series', file: 'b4', args: ['--no-stdin', '--no-interactive', ...args], cwd: dir,
		env: {
			XDG_CACHE_HOME: dir, XDG_DATA_HOME: dir, LC_ALL: 'C.UTF-8', GIT_CEILING_DIRECTORIES: path.dirname(dir),
			// Signatures would be looked up by DNS.
			GIT_CONFIG_COUNT: String(settings + 1), [`GIT_CONFIG_KEY_${settings}`]: 'b4.attestation-policy', [`GIT_CONFIG_VALUE_${settings}`]: 'off',
		},
		timeoutMs: threadMsMax, outputBytesMax: threadBytesMax,
	}, ctx);
}

function explain(wanted: string, result: ToolResult): InputError | MachineError {
	if (/That message-id is not known|No messages found/.test(result.stderr)) return new InputError(`--series ${wanted}: the archive knows no such mail`, {stage: 'series', hint: 'a Message-ID is in the header of the mail, or in its address on lore.kernel.org'});
	const why = /Failed to establish a new connection: (?:\[[^\]]*\] )?([^')\n]*)/.exec(result.stderr)?.[1];
	const host = /host='([^']*)'/.exec(result.stderr)?.[1];
	return new MachineError(why !== undefined ? `${host} cannot be reached: ${why}` : `b4 could not fetch ${wanted}: ${lastLine(result)}`, {
		stage: 'series', hint: 'is the network there? --series takes an mbox file or a folder of patches too',
	});
}

function lastLine({stderr}: ToolResult): string {
	return stderr.trim().split('\n').at(-1) ?? '';
}

/** The Message-ID in the address of a mail. */
function messageIdOf(wanted: string): string {
	const part = /^https?:\/\/[^/]+\/[^/]+\/([^/]+)/.exec(wanted)?.[1];
	return part === undefined ? wanted : decodeURIComponent(part);
}

/** Subject of the mail with this Message-ID, unfolded. Pure. */
export function findSubject(mbox: string, id: string): string | undefined {
	for (const mail of mbox.split(/^(?=From )/m)) {
		const headers = mail.split(/\r?\n\r?\n/, 1)[0]!.replaceAll(/\r?\n[ \t]+/g, ' ');
		if (/^message-id:\s*<([^>]*)>/im.exec(headers)?.[1] === id) return /^subject:\s*(.*)$/im.exec(headers)?.[1]?.trim();
	}
	return undefined;
}

/** Of `[PATCH v5 03/14] ...`: 5. Pure. */
export function versionOf(subject: string): number {
	return Number(/^[^[]*\[[^\]]*\bv(\d{1,3})\b[^\]]*\]/i.exec(subject)?.[1] ?? 1);
}
