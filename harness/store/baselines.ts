// Accepted counts, committed with the project: results/baselines/<target>/<fingerprint>.json, the result without what
// belongs to its run alone, and <fingerprint>.mbox, the series it is of. Where things are measured with something
// else the numbers are no comparison, but the series can be measured again.
import {copyFile, mkdir, readdir} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import type {RunResult} from '../result/result-schema.js';
import {readResult, type StoredRun} from './load-run.js';

export interface Baseline {
	readonly result: RunResult;
	readonly mbox: string;
}

/** Accepts a stored run as what later ones are compared with; returns the file. @throws InputError for a run that cannot be one. */
export async function acceptBaseline({result: run, dir: runDir}: StoredRun, ctx: Context): Promise<string> {
	if (run.outcome !== 'pass') throw new InputError(`run ${run.runId} is no baseline: ${run.summary}`, {stage: 'store', hint: 'accept a run that passed'});
	if (run.counts === undefined || run.fingerprint === undefined) {
		throw new InputError(`run ${run.runId} counted no instructions`, {stage: 'store', hint: '`kernel-test bench --count` makes one that did; times of one boot are no baseline'});
	}
	const dir = dirOf(run.target, ctx);
	await mkdir(dir, {recursive: true});
	const file = path.join(dir, `${run.fingerprint.hash}.json`);
	await copyFile(path.join(runDir, 'series.mbox'), `${file.slice(0, -'.json'.length)}.mbox`);
	await writeFileAtomic(file, `${JSON.stringify(strip(run), undefined, '\t')}\n`);
	return file;
}

/** The baselines of a target, the last accepted run first. */
export async function readBaselines(target: string, ctx: Context): Promise<readonly Baseline[]> {
	const dir = dirOf(target, ctx);
	const names = (await readdir(dir).catch(() => [] as string[])).filter(name => name.endsWith('.json'));
	const baselines = await Promise.all(names.map(async name => ({
		result: await readResult(path.join(dir, name)), mbox: path.join(dir, `${name.slice(0, -'.json'.length)}.mbox`),
	})));
	return baselines.sort((left, right) => left.result.startedAt < right.result.startedAt ? 1 : -1);
}

function dirOf(target: string, ctx: Context): string {
	return path.join(ctx.resultsDir, 'baselines', target);
}

/** What a baseline is read for: numbers, and what they were measured with and of. */
function strip({boot: _, checks: __, exec: ___, ...run}: RunResult): RunResult {
	return {...run, checks: []};
}
