// Writes what a night is read as in the morning, beside its night.json: nightly.html, junit.xml for CI pages, and Markdown
// for a job's summary, on the page of the CI run, too, where there is one.
import {appendFile} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Night} from '../nightly/night.js';
import {makeNightJunit} from '../report/night-junit.js';
import {makeNightHtml, makeNightMarkdown} from '../report/night-report.js';

/** `history` is newest first, without this night. Returns the files, the page first. A part of a night is no summary. */
export async function writeNightPages({night, history, dir, env = {}}: {
	readonly night: Night; readonly history: readonly Night[]; readonly dir: string; readonly env?: Readonly<Record<string, string | undefined>>;
}): Promise<readonly string[]> {
	const markdown = makeNightMarkdown(night, history);
	const files = [['nightly.html', await makeNightHtml(night, history)], ['junit.xml', makeNightJunit(night)], ['summary.md', markdown]] as const;
	for (const [name, text] of files) await writeFileAtomic(path.join(dir, name), text);
	// docs.github.com, workflow commands, "Adding a job summary".
	const summaryFile = env['GITHUB_STEP_SUMMARY'];
	if (summaryFile !== undefined && summaryFile !== '' && night.shard === undefined) await appendFile(summaryFile, markdown);
	return files.map(([name]) => path.join(dir, name));
}
