// The boots of one prefix in a bisection: is what is wrong at the bad end wrong here? Binds run.ts and the judges.
import {isSilent, judgeCheck, listFailing, mergeSymptoms} from './bisect/judge-check.js';
import {findCounts, judgeMetric} from './bisect/judge-metric.js';
import {matchPrefix} from './bisect/match-prefix.js';
import type {Probe, Question, Symptom} from './bisect/bisection.js';
import type {Context} from './context.js';
import {MachineError} from './errors.js';
import type {BenchCounts, RunResult} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {choosePrefix, hashPrefixes} from './series/apply-series.js';
import type {Series} from './series/series.js';
import {listRuns} from './store/list-runs.js';
import type {Target} from './target/target-schema.js';

type QuestionOf<Kind extends Question['kind']> = Extract<Question, {readonly kind: Kind}>;

interface PrefixInput {
	readonly patch: number;
	readonly subject: string;
	readonly seriesHash: string;
	readonly template: Omit<RunRequest, 'patch' | 'plan'>;
}

/** At the bad end, which has no symptom yet, every boot is made: how often it fails says how sure the others are. */
export async function probeChecks({question, symptom, ...input}: PrefixInput & {readonly question: QuestionOf<'check'>; readonly symptom: Symptom | undefined}, ctx: Context): Promise<Probe> {
	const {checks, fuzz, repeats} = question;
	const startedAt = Date.now();
	const results: RunResult[] = [];
	let boots = 0;
	for (let boot = 0; boot < repeats; boot += 1) {
		const {result, ...booted} = await bootPrefix(input, {checks, fuzz}, ctx);
		results.push(result);
		boots += booted.boots;
		if (result.outcome === 'untestable' || (symptom !== undefined && judgeCheck(result, symptom).verdict !== 'good')) break;
	}
	const found = symptom ?? mergeSymptoms(results);
	const judged = results.map(result => found === undefined ? {verdict: result.outcome === 'untestable' ? 'skip' as const : 'good' as const, sentence: result.summary} : judgeCheck(result, found));
	const bad = judged.filter(({verdict}) => verdict === 'bad');
	const shown = bad[0] ?? judged.find(({verdict}) => verdict === 'skip') ?? judged[0]!;
	return {
		...start(input, startedAt), ...shown, boots, badBoots: bad.length, runIds: results.map(({runId}) => runId),
		symptom: symptom === undefined ? found ?? null : null,
		failing: found === undefined || bad.length === 0 ? [] : listFailing(results[judged.indexOf(bad[0]!)]!, found),
	};
}

interface MetricInput extends PrefixInput {
	readonly question: QuestionOf<'metric'>;
	/** The good end's; undefined at the good end itself. */
	readonly good: BenchCounts | undefined;
	readonly series: Series;
	readonly reference: Series | undefined;
	readonly baseCommit: string;
	readonly target: Target;
}

export async function probeMetric(input: MetricInput, ctx: Context): Promise<Probe> {
	const {question: {bench, threshold}, good, target} = input;
	const startedAt = Date.now();
	const {result, boots} = await bootPrefix(input, {benches: [bench], countInstructions: true}, ctx);
	const reference = await findReference(input, result, ctx);
	const judged = judgeMetric({result, bench, threshold, chance: target.chance, base: reference === null ? good : reference.counts ?? 'no number'});
	return {
		...start(input, startedAt), ...judged, boots, badBoots: judged.verdict === 'bad' ? 1 : 0, runIds: [result.runId],
		symptom: null, failing: [], counts: findCounts(result, bench) ?? null, reference,
	};
}

/** What was expected of this prefix: a run of the results that was measured in the same way, or else another boot. */
async function findReference({patch, series, reference, question, baseCommit, target, template}: MetricInput, {fingerprint}: RunResult, ctx: Context): Promise<Probe['reference']> {
	if (reference === undefined || question.against === null || fingerprint === undefined) return null;
	const expected = matchPrefix(patch, series.patches, reference.patches);
	const hash = hashPrefixes(baseCommit, reference)[expected]!;
	const stored = (await listRuns(target.name, ctx)).find(run => run.outcome === 'pass' && run.series.hash === hash && run.tree.commit === baseCommit && run.fingerprint?.hash === fingerprint.hash);
	if (stored === undefined) ctx.emit({type: 'notice', stage: 'bisect', text: `the reference was not counted at patch ${expected} yet`});
	const counted = stored ?? (await bootPrefix({patch: expected, template: {...template, series: question.against}}, {benches: [question.bench], countInstructions: true}, ctx)).result;
	return {patch: expected, runId: counted.runId, booted: stored === undefined, counts: findCounts(counted, question.bench) ?? null};
}

/** A kernel that is silent is booted again, for the search would not come back to it. @throws MachineError when a boot says nothing of the kernel. */
async function bootPrefix({patch, template}: Pick<PrefixInput, 'patch' | 'template'>, plan: RunRequest['plan'], ctx: Context): Promise<{result: RunResult; boots: number}> {
	const boot = async (): Promise<RunResult> => (await run({...template, patch: choosePrefix(patch), plan}, ctx)).result;
	const first = await boot();
	const again = isSilent(first);
	if (again) ctx.emit({type: 'notice', stage: 'bisect', text: `booting once more, for a machine that is busy could do the same: ${first.summary}`});
	const result = again ? await boot() : first;
	if (result.outcome === 'broken') throw new MachineError(`patch ${patch} was not tested: ${result.summary}`, {stage: 'bisect', hint: 'the same command goes on from here'});
	return {result, boots: result.boot === undefined ? 0 : again ? 2 : 1};
}

function start({patch, subject, seriesHash}: PrefixInput, startedAtMs: number): Pick<Probe, 'patch' | 'subject' | 'seriesHash' | 'durationMs' | 'counts' | 'reference'> {
	return {patch, subject, seriesHash, durationMs: Date.now() - startedAtMs, counts: null, reference: null};
}
