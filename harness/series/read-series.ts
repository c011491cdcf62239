// In: where a series comes from (a folder of patches, an mbox, a Message-ID, a commit range, none).
// Out: its patches in order, without the cover letter.
import {readdir, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {mustRunTool, runTool} from '../lib/exec.js';
import {gitEnv} from '../lib/git.js';
import {readInput} from '../lib/read-input.js';
import {fetchSeries, isMessageId} from './fetch-series.js';
import type {Patch, Series} from './series.js';

const patchBytesMax = 8 * 2 ** 20;
/** Of the mails of a commit range, as of a file. */
const rangeBytesMax = 64 * 2 ** 20;

interface SeriesRequest {
	/** `--series`, or the target's own folder. */
	readonly source: string;
	/** `--tree`: the git tree that a range `base..head` is looked up in. */
	readonly treeDir: string | undefined;
}

/** Reads the series. @throws InputError when it is not there or not made of patches. */
export async function readSeries({source, treeDir}: SeriesRequest, ctx: Context): Promise<Series> {
	if (source === 'none') return {source, patches: []};
	const found = await stat(source).catch(() => undefined);
	if (found?.isDirectory() === true) return {source, patches: await readFolder(source)};
	if (found?.isFile() === true) {
		return {source, patches: splitMbox(await readMails(source), path.basename(source))};
	}
	if (isMessageId(source)) {
		const {mbox, sha256} = await fetchSeries(source, ctx);
		return {source, patches: splitMbox(mbox, source), sha256};
	}
	if (/^[^\s/@]\S*\.\.\S+$/.test(source)) return {source, patches: await readRange(source, treeDir, ctx)};
	throw new InputError(`--series ${source} is neither a folder, an mbox file, a Message-ID nor a commit range`, {
		stage: 'series', hint: 'a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org',
	});
}

async function readFolder(dir: string): Promise<readonly Patch[]> {
	const names = (await readdir(dir)).filter(name => name.endsWith('.patch') && !/^0+-/.test(name)).sort((a, b) => numberOf(a) - numberOf(b));
	const seen = new Map<number, string>();
	for (const name of names) {
		const number = numberOf(name);
		if (Number.isNaN(number)) {
			throw new InputError(`${path.join(dir, name)} does not begin with its number in the series`, {
				stage: 'series', hint: 'name patches as git format-patch does: 0001-subject.patch',
			});
		}
		const twin = seen.get(number);
		if (twin !== undefined) throw new InputError(`${dir} has two patches with the number ${number}: ${twin} and ${name}`, {stage: 'series'});
		seen.set(number, name);
	}
	return Promise.all(names.map(async (name, index) => parsePatch(await readMails(path.join(dir, name)), index + 1, name)));
}

/** Mails as text. @throws InputError for a diff that would be another one as text. */
async function readMails(file: string): Promise<string> {
	const {text, isUtf8} = await readInput(file, {stage: 'series', bytesMax: patchBytesMax});
	const broken = isUtf8 ? undefined : text.split(/^(?=diff --git )/m).slice(1).flatMap(diff => diff.split('\n')).find(line => /^[-+ ].*\ufffd/.test(line));
	if (broken === undefined) return text;
	throw new InputError(`${file} has bytes in a diff that are not UTF-8: ${broken.slice(0, 80)}`, {stage: 'series', hint: 'let git make the patch with --binary of a file with other bytes, or make the file UTF-8 first'});
}

function numberOf(name: string): number {
	return Number.parseInt(/^\d+(?=-)/.exec(name)?.[0] ?? '', 10);
}

async function readRange(range: string, treeOption: string | undefined, ctx: Context): Promise<readonly Patch[]> {
	if (treeOption === undefined) {
		throw new InputError(`--series ${range} is a commit range, and there is no tree to look it up in`, {stage: 'series', hint: 'give the git tree with --tree DIR'});
	}
	const treeDir = await findFolder(treeOption);
	if (treeDir === undefined) {
		throw new InputError(`--series ${range} is a commit range, and --tree ${treeOption} is no folder to look it up in`, {stage: 'series', hint: 'git format-patch --stdout makes a file of it that --series takes'});
	}
	const call = {stage: 'series', file: 'git', cwd: treeDir, env: gitEnv, timeoutMs: 120_000} as const;
	const listed = await runTool({...call, args: ['rev-list', '--count', '--no-merges', '--end-of-options', range]}, ctx);
	if (listed.exitCode !== 0) {
		throw new InputError(`--series ${range}: ${listed.stderr.trim()}`, {stage: 'series', hint: `is ${treeDir} a git tree that has both ends?`});
	}
	const mails = await mustRunTool({...call, args: ['format-patch', '--stdout', '--no-signature', '--end-of-options', range], outputBytesMax: rangeBytesMax}, ctx);
	return splitMbox(mails.stdout, range);
}

/** Of `--tree DIR` or `DIR#REF`: the series is looked up where the tree came from. */
async function findFolder(treeOption: string): Promise<string | undefined> {
	for (const dir of [treeOption, treeOption.replace(/#[^#]*$/, '')]) if ((await stat(dir).catch(() => undefined))?.isDirectory() === true) return dir;
	return undefined;
}

/** The mails of an mbox that carry a diff, in order; a cover letter has none. */
export function splitMbox(text: string, name: string): readonly Patch[] {
	const mails = splitMails(text).filter(mail => /^diff --git /m.test(mail));
	if (mails.length === 0) throw new InputError(`${name} holds no patch mails`, {stage: 'series'});
	return mails.map((mail, index) => parsePatch(mail, index + 1, `${name}#${index + 1}`));
}

/** As git mailsplit does: a line of the text may begin with "From ", but does not end as a date. */
function splitMails(text: string): readonly string[] {
	return text.split(/^(?=From [^\n]*\d:\d\d:\d\d +\d{4}\r?\n)/m);
}

/** One mail as `git am` takes it. @throws InputError when it has no subject or no diff. */
export function parsePatch(text: string, number: number, name: string): Patch {
	const headersEnd = text.search(/\r?\n\r?\n/);
	const headers = headersEnd < 0 ? text : text.slice(0, headersEnd);
	const subject = /^Subject:[ \t]*(.*(?:\r?\n[ \t].*)*)/m.exec(headers)?.[1];
	if (subject === undefined) throw new InputError(`${name} has no Subject: header`, {stage: 'series', hint: 'patches are mails, as git format-patch writes them'});
	const mails = splitMails(text).filter(mail => mail.trim() !== '').length;
	if (mails > 1) throw new InputError(`${name} holds ${mails} mails`, {stage: 'series', hint: 'a file of a folder is one patch; give an mbox itself as --series'});
	if (!/^diff --git /m.test(text)) throw new InputError(`${name} has no diff`, {stage: 'series', hint: 'a cover letter is numbered 0000'});
	return {number, name, text, subject: subject.replace(/\s*\r?\n\s+/g, ' ').replace(/^\[[^\]]*\]\s*/, '').trim()};
}
