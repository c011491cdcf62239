// Accepted counts, committed with the project: results/baselines/<target>/<fingerprint>.json, each the result that
// was accepted without what belongs to its run alone. What has another fingerprint is no comparison, so each has
// one of its own.
import {mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import type {RunResult} from '../result/result-schema.js';
import {parseRun} from './read-run.js';

/** Accepts a run as what later ones are compared with; returns the file. @throws InputError for a run that cannot be one. */
export async function acceptBaseline(run: RunResult, ctx: Context): Promise<string> {
	if (run.outcome !== 'pass') throw new InputError(`run ${run.runId} is no baseline: ${run.summary}`, {stage: 'store', hint: 'accept a run that passed'});
	if (run.counts === undefined || run.fingerprint === undefined) {
		throw new InputError(`run ${run.runId} counted no instructions`, {stage: 'store', hint: '`kernel-test bench --count` makes one that did; times of one boot are no baseline'});
	}
	const dir = dirOf(run.target, ctx);
	await mkdir(dir, {recursive: true});
	const file = path.join(dir, `${run.fingerprint.hash}.json`);
	await writeFileAtomic(file, `${JSON.stringify(strip(run), undefined, '\t')}\n`);
	return file;
}

/** The baselines of a target, the last accepted run first. */
export async function readBaselines(target: string, ctx: Context): Promise<readonly RunResult[]> {
	const dir = dirOf(target, ctx);
	const names = (await readdir(dir).catch(() => [] as string[])).filter(name => name.endsWith('.json'));
	const runs = await Promise.all(names.map(async name => parseRun(path.join(dir, name))));
	return runs.sort((left, right) => left.startedAt < right.startedAt ? 1 : -1);
}

function dirOf(target: string, ctx: Context): string {
	return path.join(ctx.resultsDir, 'baselines', target);
}

/** What a baseline is read for: numbers, and what they were measured with and of. */
function strip({boot: _, checks: __, exec: ___, ...run}: RunResult): RunResult {
	return {...run, checks: []};
}
