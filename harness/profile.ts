// Binds what `profile` does around a run: a counted boot or two, or stored runs, the profile of it or what changed between
// them, and the page beside the run.
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import type {Context} from './context.js';
import {InputError} from './errors.js';
import {diffProfiles, type ProfileDiff} from './profile/diff-profiles.js';
import {makeDiffHtml} from './profile/html-diff.js';
import {makeProfileHtml} from './profile/html-profile.js';
import {makeProfile, type BenchProfile} from './profile/make-profile.js';
import type {Sides} from './profile/sides.js';
import type {RunResult} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {loadRun} from './store/load-run.js';
import {loadTarget} from './target/load-target.js';

interface ProfileRequest extends Omit<RunRequest, 'plan'> {
	/** None means those that the target names. */
	readonly benches: readonly string[];
	/** The page; beside the run unless it is said. */
	readonly output: string | undefined;
}

interface ProfiledRun {
	readonly result: RunResult;
	readonly runDir: string;
}

export async function profile(request: ProfileRequest, ctx: Context): Promise<ProfiledRun & {readonly profiles: readonly BenchProfile[]; readonly page: string}> {
	const target = await loadTarget(request.target, ctx);
	const benches = request.benches.length > 0 ? request.benches : target.profile;
	if (benches.length === 0) throw new InputError(`target ${target.name} names no bench to profile`, {stage: 'target', hint: 'name one, or list some as `profile` in its target.json'});
	const {result, runDir} = await run({...request, plan: {benches, countInstructions: true}}, ctx);
	const profiles = (result.counts ?? []).map(counts => makeProfile(counts, target.layers));
	const page = request.output ?? path.join(runDir, 'profile.html');
	if (profiles.length > 0) await writeFile(page, makeProfileHtml(result, profiles));
	return {result, runDir, profiles, page};
}

/** Without a diff when one of the kernels could not be counted: then its run says why. */
export async function diffProfile(
	request: Omit<ProfileRequest, 'patch' | 'benches'> & {readonly sides: Sides}, ctx: Context,
): Promise<{readonly failed: ProfiledRun} | {readonly failed?: undefined; readonly diff: ProfileDiff; readonly page: string}> {
	const {sides: {base, head, benches}, output} = request;
	const {layers, name: target} = await loadTarget(request.target, ctx);
	const stored = await Promise.all([base, head].map(async side => side.type === 'run' ? readCounted(side.runId) : undefined));
	// Beside a stored run a prefix boots with the same benches, whatever is shown of them: one finds the kernel as others left it.
	const counted = (stored[0] ?? stored[1])?.result.counts?.map(({bench}) => bench);
	if (counted !== undefined && benches.length > 0 && !counted.some(bench => picomatch.isMatch(bench, benches as string[]))) {
		throw new InputError(`the stored run did not count ${benches.join(', ')}`, {stage: 'profile', hint: `it counted ${counted.join(', ')}`});
	}
	const wanted = counted ?? benches;
	const runs: ProfiledRun[] = [];
	for (const [index, side] of [base, head].entries()) {
		if (side.type === 'run') {
			runs.push(stored[index]!);
			continue;
		}
		const measured = await profile({...request, patch: side.patch, benches: wanted, output: undefined}, ctx);
		if (measured.result.outcome !== 'pass') return {failed: measured};
		runs.push(measured);
	}
	const [before, after] = [chooseCounts(runs[0]!.result, benches), chooseCounts(runs[1]!.result, benches)];
	const diff = diffProfiles({base: before, head: after, layers});
	if (diff.benches.length === 0) throw new InputError('the two sides counted no bench in common', {stage: 'profile', hint: diff.missing.join(' ')});
	const page = output ?? path.join(runs[1]!.runDir, 'profile-diff.html');
	await writeFile(page, makeDiffHtml(diff, request.command));
	return {diff, page};

	async function readCounted(runId: string): Promise<ProfiledRun> {
		const {result, dir} = await loadRun({name: runId, target}, ctx);
		if (result.counts === undefined) throw new InputError(`run ${runId} counted no instructions`, {stage: 'profile', hint: '`kernel-test profile` and `bench --count` make runs that do'});
		return {result, runDir: dir};
	}
}

/** Of a run that counted more than was asked for. */
function chooseCounts(result: RunResult, globs: readonly string[]): RunResult {
	if (globs.length === 0 || result.counts === undefined) return result;
	return {...result, counts: result.counts.filter(({bench}) => picomatch.isMatch(bench, globs as string[]))};
}
