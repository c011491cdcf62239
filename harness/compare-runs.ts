// Compares two sides, each a stored run, the accepted baseline, or a prefix of a series that is built and booted
// here: once to count instructions, and several times in turn (A B B A) for times. Of two series, their patches too.
import type {Context} from './context.js';
import {InputError} from './errors.js';
import {compareResults, type ComparedSide} from './compare/compare-results.js';
import type {Comparison, SideChoice} from './compare/comparison.js';
import type {RunResult} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {applySeries} from './series/apply-series.js';
import {makeRangeDiff, type RangeDiff} from './series/range-diff.js';
import {readSeries} from './series/read-series.js';
import {readBaselines} from './store/baselines.js';
import {loadRun} from './store/load-run.js';
import {loadTarget} from './target/load-target.js';
import type {Target} from './target/target-schema.js';
import {importTree} from './tree/import-tree.js';

export interface CompareRequest {
	readonly base: SideChoice;
	readonly head: SideChoice;
	/** Of each side, for times; 0: instructions only. */
	readonly boots: number;
	readonly thresholdPct: number;
	/** Names or globs; all that the target counts (and, for times, measures) when there are none. */
	readonly benches: readonly string[];
	/** Everything else that a boot wants. */
	readonly template: Omit<RunRequest, 'patch' | 'plan'>;
}

/** `stopped` is the result of a boot that gave no numbers: a kernel that does not build, or does not come through. */
export async function compareRuns(request: CompareRequest, ctx: Context): Promise<{comparison: Comparison} | {stopped: RunResult}> {
	const {base, head, boots, benches, template} = request;
	if (base.kind === 'baseline' && head.kind === 'baseline') throw new InputError('the baseline is compared with itself', {stage: 'store', hint: 'name a run or a patch as HEAD'});
	const target = await loadTarget(template.target, ctx);
	const baselines = base.kind === 'baseline' || head.kind === 'baseline' ? await readBaselines(target.name, ctx) : [];
	if (baselines.length === 0 && [base.kind, head.kind].includes('baseline')) {
		throw new InputError(`${target.name} has no baseline`, {stage: 'store', hint: '`kernel-test bench --count`, then `kernel-test baseline` accepts what it measured'});
	}
	const results = new Map<SideChoice, RunResult[]>([[base, []], [head, []]]);
	for (const side of [base, head]) {
		if (side.kind === 'run') results.get(side)!.push((await loadRun({name: side.name, target: target.name}, ctx)).result);
	}
	// Beside a stored side the same benches are booted, whatever is shown of them: each finds the kernel as those before it left it.
	const stored = [...results.values()].flat().concat(baselines.map(({result}) => result))[0]?.counts?.map(({bench}) => bench);
	const measure = async (side: SideChoice, countInstructions: boolean): Promise<RunResult | undefined> => {
		if (side.kind !== 'patch') return undefined;
		const {result} = await run({...template, ...(side.series === undefined ? {} : {series: side.series}), patch: side.patch, plan: countInstructions ? {benches: stored ?? benches, countInstructions: true} : {benches}}, ctx);
		results.get(side)!.push(result);
		return result.outcome === 'pass' ? undefined : result;
	};
	const rangeDiff = await diffSeries(request, target, ctx);
	for (const side of [base, head]) {
		const stopped = await measure(side, true);
		if (stopped !== undefined) return {stopped};
	}
	// A stored side has what samples it has: boots of the other alone would not be interleaved with anything.
	if (base.kind === 'patch' && head.kind === 'patch') {
		for (let boot = 0; boot < boots; boot += 1) {
			for (const side of boot % 2 === 0 ? [base, head] : [head, base]) {
				const stopped = await measure(side, false);
				if (stopped !== undefined) return {stopped};
			}
		}
	}
	for (const [side, other] of [[base, head], [head, base]] as const) {
		if (side.kind !== 'baseline') continue;
		const matching = baselines.find(({result}) => result.fingerprint?.hash === results.get(other)![0]!.fingerprint?.hash);
		// Measured with something else, or nobody accepted this yet: the series that was accepted last is measured here.
		const {result} = matching ?? await run({...template, series: baselines[0]!.mbox, patch: 'all', plan: {benches: stored ?? benches, countInstructions: true}}, ctx);
		results.get(side)!.push(result);
		if (result.outcome !== 'pass') return {stopped: result};
	}
	const name = (side: SideChoice): ComparedSide => ({name: nameOf(side, results.get(side)!), results: results.get(side)!});
	const comparison = compareResults({base: name(base), head: name(head), benches, chance: target.chance, thresholdPct: request.thresholdPct});
	return {comparison: rangeDiff === undefined ? comparison : {...comparison, rangeDiff}};
}

/** Of two series; undefined when the sides are none, or when one does not apply, which its run says. */
async function diffSeries({base, head, template}: CompareRequest, target: Target, ctx: Context): Promise<RangeDiff | undefined> {
	if (base.kind !== 'patch' || head.kind !== 'patch' || base.series === undefined || head.series === undefined) return undefined;
	const tree = await importTree({target, override: template.tree}, ctx);
	const commits: string[] = [];
	for (const source of [base.series, head.series]) {
		const applied = await applySeries({tree, series: await readSeries({source, treeDir: template.tree}, ctx), choice: 'all'}, ctx);
		if (applied.outcome === 'conflict') return undefined;
		commits.push(applied.commit);
	}
	return makeRangeDiff({tree, base: commits[0]!, head: commits[1]!}, ctx);
}

function nameOf(side: SideChoice, [first]: readonly RunResult[]): string {
	if (first === undefined) return side.kind;
	const {runId, series} = first;
	const patch = `patch ${series.patch} of ${series.total}${series.lastSubject === undefined ? '' : `: ${series.lastSubject}`}`;
	if (side.kind === 'patch') return side.series === undefined ? patch : `${side.series}, ${patch}`;
	return `${side.kind} ${runId}, ${patch}`;
}
