// Writes what a night is read as in the morning, beside its night.json: nightly.html, junit.xml for CI pages, and Markdown
// for a job's summary.
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Night} from '../nightly/night.js';
import {makeNightJunit} from '../report/night-junit.js';
import {makeNightHtml, makeNightMarkdown} from '../report/night-report.js';

/** `history` is newest first, without this night. Returns the files, the page first. */
export async function writeNightPages({night, history, dir}: {readonly night: Night; readonly history: readonly Night[]; readonly dir: string}): Promise<readonly string[]> {
	const files = [['nightly.html', await makeNightHtml(night, history)], ['junit.xml', makeNightJunit(night)], ['summary.md', makeNightMarkdown(night, history)]] as const;
	for (const [name, text] of files) await writeFileAtomic(path.join(dir, name), text);
	return files.map(([name]) => path.join(dir, name));
}
