// Binds what `b4-check` does around a run: a mail's patches behind a prefix of the target's series, and the run's verdicts as
// `b4 review` reads them.
import {rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {makeEntries, type B4Entry} from './b4/make-entries.js';
import type {Context} from './context.js';
import {InputError} from './errors.js';
import {listKnownWarnings} from './known-warnings.js';
import {makeTemporaryFolder} from './lib/temporary.js';
import {openSeries, run, type RunRequest} from './run.js';
import {choosePrefix, type PatchChoice} from './series/apply-series.js';
import {decodeMails} from './series/decode-mails.js';
import {writeMbox} from './series/write-mbox.js';

const mailBytesMax = 8 * 2 ** 20;

export interface B4Request {
	/** A patch, or an mbox of several. */
	readonly mail: AsyncIterable<Buffer>;
	/** The prefix of the series that the mail is applied on. */
	readonly on: PatchChoice;
	/** Globs; all without any. */
	readonly checks: readonly string[];
	readonly template: Omit<RunRequest, 'patch' | 'plan'>;
}

/** @throws InputError for what is no mail. */
export async function b4Check({mail, on, checks, template}: B4Request, ctx: Context): Promise<readonly B4Entry[]> {
	const bytes = await readBytes(mail);
	if (bytes.toString('latin1').trim() === '') throw new InputError('b4-check: standard input is empty', {stage: 'series', hint: 'it takes a patch mail or an mbox: kernel-test b4-check <patch'});
	const patches = await decodeMails(bytes, ctx);
	if (patches === '') return [{tool: 'kernel-test/apply', status: 'warn', summary: 'the mail holds no patch', url: '', details: ''}];
	const {series} = await openSeries(template, ctx);
	const before = on === 'all' ? series.patches : series.patches.slice(0, on === 'none' ? 0 : on);
	const dir = await makeTemporaryFolder('kt-b4-', 'series');
	try {
		const file = path.join(dir, 'mail.mbox');
		await writeFile(file, `${writeMbox(before)}${patches}`);
		const request = {...template, series: file, patch: 'all', plan: {checks}, ...(on === 'all' ? {} : {isPart: true as const})} as const;
		const {result, runDir} = await run(request, ctx);
		// Without a warning there is none that is new: the kernel without the patch need not be built.
		const knownWarnings = (result.build?.warnings.length ?? 0) === 0 ? [] : await listKnownWarnings({...request, patch: choosePrefix(before.length)}, ctx);
		return makeEntries({result, knownWarnings, url: pathToFileURL(path.join(runDir, 'report.html')).href});
	} finally {
		await rm(dir, {recursive: true, force: true});
	}
}

async function readBytes(input: AsyncIterable<Buffer>): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of input) {
		chunks.push(chunk);
		if ((bytes += chunk.length) > mailBytesMax) throw new InputError(`the mail is larger than ${mailBytesMax} bytes`, {stage: 'series'});
	}
	return Buffer.concat(chunks);
}
