// In: a mail with a patch, or an mbox of a series, encoded as mail is. Out: an mbox whose diffs stand there as they are: git
// itself takes the mails apart and decodes them. Mails without a diff, such as a cover letter, are left out.
import {createReadStream} from 'node:fs';
import {mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Readable} from 'node:stream';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import {runTool} from '../lib/exec.js';
import {gitEnv} from '../lib/git.js';
import {makeTemporaryFolder} from '../lib/temporary.js';
import {writeMbox} from './write-mbox.js';

const timeoutMs = 60_000;

/** @throws InputError for what is no mail. */
export async function decodeMails(bytes: Buffer, ctx: Context): Promise<string> {
	const dir = await makeTemporaryFolder('kt-mail-', 'series');
	const git = async (args: readonly string[], input: string | Readable = ''): Promise<string> => {
		const {exitCode, stdout, stderr} = await runTool({stage: 'series', file: 'git', args, cwd: dir, env: gitEnv, input, timeoutMs}, ctx);
		if (exitCode !== 0) throw new InputError(`git ${args[0]!} cannot read the mail: ${stderr.trim()}`, {stage: 'series'});
		return stdout;
	};
	try {
		await writeFile(path.join(dir, 'mbox'), bytes);
		await mkdir(path.join(dir, 'mails'));
		await git(['mailsplit', '-b', `-o${path.join(dir, 'mails')}`, path.join(dir, 'mbox')]);
		const patches: Array<{text: string}> = [];
		for (const name of (await readdir(path.join(dir, 'mails'))).sort()) {
			const info = await git(['mailinfo', '-k', '--encoding=UTF-8', path.join(dir, 'message'), path.join(dir, 'patch')], createReadStream(path.join(dir, 'mails', name)));
			const patch = await readFile(path.join(dir, 'patch'), 'utf8');
			if (!/^diff --git /m.test(patch)) continue;
			const field = (key: string): string => new RegExp(`^${key}: (.*)$`, 'm').exec(info)?.[1] ?? '';
			patches.push({text: [
				`From: ${field('Author')} <${field('Email')}>`, `Date: ${field('Date')}`, `Subject: ${field('Subject')}`,
				'MIME-Version: 1.0', 'Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: 8bit', '',
				`${await readFile(path.join(dir, 'message'), 'utf8')}---\n${patch.replace(/^---\r?\n/, '')}`,
			].join('\n')});
		}
		return writeMbox(patches);
	} finally {
		await rm(dir, {recursive: true, force: true});
	}
}
