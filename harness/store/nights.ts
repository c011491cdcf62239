// The history: a folder a night, results/nightly/<night id>/. One with a night.json is whole, for that is written last and at
// once; one without is a night that did not end. What cannot be read is named and passed over, never fatal.
import {readFile, readdir, rm} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {errnoOf} from '../errors.js';
import {exists} from '../lib/files.js';
import {validate} from '../lib/zod-issues.js';
import {nightSchema, type Night} from '../nightly/night.js';

const issuesShown = 200;
const dayMs = 24 * 60 * 60_000;

export type NightsContext = Pick<Context, 'resultsDir' | 'emit'>;

/** The whole nights, newest first. A part of a night is none. */
export async function readNights(ctx: NightsContext): Promise<readonly Night[]> {
	const names = (await listFolders(ctx)).reverse();
	const nights = await Promise.all(names.map(async name => readNight(name, ctx)));
	return nights.filter(night => night !== undefined).filter(({shard}) => shard === undefined);
}

/** Written at once: a crash leaves the night without it, and the next start goes on. Returns the file. */
export async function writeNight(night: Night, ctx: Pick<Context, 'resultsDir'>): Promise<string> {
	const file = path.join(folderOf(ctx), night.nightId, 'night.json');
	await writeFileAtomic(file, `${JSON.stringify(night, undefined, '\t')}\n`);
	return file;
}

/** How much of the history is kept; without a limit everything is. */
export interface Retention {
	readonly nights?: number | undefined;
	readonly days?: number | undefined;
}

/**
 * Removes whole nights, the oldest first, until no more than so many are left, none older than so many days. The newest stays, and
 * so does what is not whole: it may be running, or go on. Runs go with the last night that names them. Returns what was removed.
 */
export async function pruneNights({nights: count, days}: Retention, ctx: NightsContext): Promise<readonly string[]> {
	const nights = await readNights(ctx);
	const oldestMs = days === undefined ? 0 : Date.now() - days * dayMs;
	const removed = nights.filter(({startedAt}, index) => index > 0 && (index >= (count ?? Infinity) || Date.parse(startedAt) < oldestMs)).reverse();
	const kept = new Set(nights.filter(night => !removed.includes(night)).flatMap(listRuns));
	for (const night of removed) {
		const dir = path.join(folderOf(ctx), night.nightId);
		for (const run of listRuns(night).filter(run => !kept.has(run))) await removeRun(path.join(ctx.resultsDir, run));
		// Interrupted in between it is no night any more, and no damaged one.
		await rm(path.join(dir, 'night.json'), {force: true});
		await rm(dir, {recursive: true, force: true});
	}
	return removed.map(({nightId}) => nightId);
}

/** Only what is one, whatever a night.json says. */
async function removeRun(dir: string): Promise<void> {
	if (await exists(path.join(dir, 'result.json'))) await rm(dir, {recursive: true, force: true});
}

function listRuns({jobs, findings}: Night): readonly string[] {
	return jobs.flatMap(({job, runIds}) => {
		const searched = findings.filter(finding => finding.job === job.id).flatMap(({guilt}) => guilt?.runIds ?? []);
		return [...runIds, ...searched].map(runId => path.join(job.target, runId));
	});
}

async function readNight(nightId: string, ctx: NightsContext): Promise<Night | undefined> {
	const file = path.join(folderOf(ctx), nightId, 'night.json');
	const passOver = (reason: string): undefined => {
		ctx.emit({type: 'notice', stage: 'store', text: `passed over ${file}: ${reason}`});
	};
	let json: unknown;
	try {
		json = JSON.parse(await readFile(file, 'utf8'));
	} catch (error) {
		return errnoOf(error) === 'ENOENT' ? undefined : passOver((error as Error).message);
	}
	const parsed = validate<Night>(nightSchema, json);
	if (parsed.wrong !== undefined) return passOver(parsed.wrong.slice(0, issuesShown));
	// By its name it is written and removed.
	return parsed.data.nightId === nightId ? parsed.data : passOver(`it is of another night, ${parsed.data.nightId}`);
}

async function listFolders(ctx: Pick<Context, 'resultsDir'>): Promise<string[]> {
	const entries = await readdir(folderOf(ctx), {withFileTypes: true}).catch(() => []);
	return entries.filter(entry => entry.isDirectory()).map(({name}) => name).sort();
}

function folderOf({resultsDir}: Pick<Context, 'resultsDir'>): string {
	return path.join(resultsDir, 'nightly');
}
