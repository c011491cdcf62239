// Which patch is at fault for what a night found: searches over the prefixes of the series, as long as there is time. One
// search answers for every finding with the same cause. An answer stands in the night's folder, and is not looked for again.
import path from 'node:path';
import {z} from 'zod';
import {bisectSeries} from './bisect-series.js';
import type {Bisection, Question} from './bisect/bisection.js';
import {compareCounts} from './compare/compare-counts.js';
import type {FunctionChange} from './compare/comparison.js';
import type {Context} from './context.js';
import {HarnessError} from './errors.js';
import {exists, shortHash} from './lib/files.js';
import {readWhole, writeJson} from './lib/json-file.js';
import {quoteForShell} from './lib/shell-words.js';
import {limitTime, templateOf} from './night-job.js';
import {commandOf, optionsOf, planJob} from './nightly/job-request.js';
import {thresholdPct} from './nightly/judge-exact.js';
import {askBisection, explains, isSameSubject, makeGuilt, makeNoGuilt, shareGuilt, wantsGuilt} from './nightly/make-guilt.js';
import {guiltSchema, type Finding, type Guilt, type JobResult, type Night} from './nightly/night.js';
import {benchOf} from './plan/bench-name.js';
import {readBaselines} from './store/baselines.js';
import {loadRun} from './store/load-run.js';
import {loadTarget} from './target/load-target.js';

interface GuiltInput {
	readonly findings: readonly Finding[];
	readonly jobs: readonly JobResult[];
	readonly history: readonly Night[];
	readonly nightDir: string;
	readonly msMax: number;
}

/** A search that came to its end: for which checks it answers, or with which functions. */
interface Answer {
	readonly durationMs: number;
	readonly guilt: Guilt;
	readonly names: string[];
	readonly functions: readonly FunctionChange[];
}

const answerSchema = z.object({durationMs: z.int().nonnegative(), guilt: guiltSchema, names: z.array(z.string()), functions: z.array(z.object({name: z.string(), base: z.number(), head: z.number(), delta: z.number()}).loose())});

/** @throws InterruptedError */
export async function findGuilt({findings, jobs, history, nightDir, msMax}: GuiltInput, ctx: Context): Promise<readonly Finding[]> {
	let msLeft = msMax;
	const answers: Array<{readonly finding: Finding; readonly job: JobResult; readonly answer: Answer}> = [];
	const told: Finding[] = [];
	for (const finding of findings) {
		const job = jobs.find(({job}) => job.id === finding.job);
		told.push(job === undefined || !wantsGuilt(finding) ? finding : {...finding, guilt: await (finding.kind === 'check-failed' ? blameCheck(finding, job) : blameMetric(finding, job))});
	}
	return told;

	async function blameCheck(finding: Finding, job: JobResult): Promise<Guilt> {
		const own = answers.find(other => other.job === job && other.answer.names.includes(finding.name));
		if (own !== undefined) return own.answer.guilt;
		const elsewhere = answers.find(other => isSameSubject(other.job.job, job.job) && other.answer.names.includes(finding.name));
		if (elsewhere !== undefined) return shareGuilt(elsewhere.answer.guilt, elsewhere.finding, 'the same check');
		// All that failed in this job and has no answer: those that one patch broke are answered at once.
		const open = finding.name === '' ? [] : findings.filter(other => other.job === finding.job && other.kind === finding.kind && other.name !== '' && wantsGuilt(other)
			&& !answers.some(({job: known, answer}) => known === job && answer.names.includes(other.name))).map(({name}) => name);
		const {checks = [], fuzz = {seed: 0, ops: 5000}} = planJob(job.job, finding.name === '' ? undefined : open);
		const asked = answers.length;
		const guilt = await search(finding, job, {kind: 'check', checks: [...checks], repeats: 1, fuzz: {...fuzz}},
			({failing}) => finding.name === '' ? [''] : failing.length === 0 ? open : failing.map(({name}) => name));
		// The first bad patch may have broken others of them, and this one fails since a later one.
		return answers.length > asked && !answers.at(-1)!.answer.names.includes(finding.name) && open.length > 1 ? blameCheck(finding, job) : guilt;
	}

	async function blameMetric(finding: Finding, job: JobResult): Promise<Guilt> {
		const bench = benchOf(finding.name);
		const base = await findBase(finding, job);
		const isTime = job.metrics.find(({name}) => name === finding.name)?.exact !== true;
		if (isTime) {
			const counted = answers.find(other => isSameSubject(other.job.job, job.job) && other.finding.kind === 'metric-worse' && other.finding.name.startsWith(`${bench}.`));
			if (counted !== undefined) return shareGuilt(counted.answer.guilt, counted.finding, 'the same bench');
			return makeNoGuilt('a time differs from boot to boot, and only counts are searched', base === undefined ? [commandOf(job.job, [bench])] : [compareSeries(job, base.mbox, bench)]);
		}
		const [before, after] = [base?.run, await loadRun({name: job.runIds[0]!, target: job.job.target}, ctx).then(({result}) => result, () => undefined)].map(run => run?.counts?.find(counted => counted.bench === bench));
		const {chance} = await loadTarget(job.job.target, ctx);
		const functions = before === undefined || after === undefined ? [] : compareCounts({base: before, head: after, chance, threshold: {percent: 0}}).functions ?? [];
		const same = answers.find(other => isSameSubject(other.job.job, job.job) && other.finding.kind === finding.kind && explains(other.answer.functions, functions));
		if (same !== undefined) return shareGuilt(same.answer.guilt, same.finding, 'the same functions');
		if (base === undefined) return makeNoGuilt('the series that it is compared with is not kept', [commandOf(job.job, [bench])]);
		return search(finding, job, {kind: 'metric', bench, threshold: {percent: thresholdPct}, against: base.mbox}, () => [], functions);
	}

	/** `functions`: what executes more or less than before, by the whole night's runs. */
	async function search(finding: Finding, job: JobResult, question: Question, namesOf: (bisection: Bisection) => string[], functions: readonly FunctionChange[] = []): Promise<Guilt> {
		const again = [question.kind === 'check' ? commandOf(job.job, question.checks) : compareSeries(job, question.against!, question.bench)];
		const file = path.join(nightDir, 'guilt', `${shortHash(finding.job, JSON.stringify(question))}.json`);
		const stored = await readWhole<Answer>(file, answerSchema);
		const startedAt = Date.now();
		if (stored === undefined && msLeft <= 0) return makeNoGuilt('there was no time', again);
		const limited = limitTime(msLeft, ctx);
		try {
			if (stored === undefined) ctx.emit({type: 'notice', stage: 'night', text: `which patch: ${finding.name || finding.job}`});
			const answer = stored ?? await ask(limited);
			msLeft -= answer.durationMs;
			answers.push({finding, job, answer});
			if (stored === undefined) await writeJson(file, answer);
			return answer.guilt;
		} catch (error) {
			if (ctx.signal.aborted) throw error;
			msLeft -= Date.now() - startedAt;
			if (limited.signal.aborted) return makeNoGuilt('the time for it was up', again);
			if (!(error instanceof HarnessError)) throw error;
			return {sentence: `no patch is named: ${error.message}`, functions: [], reproduce: again};
		}

		async function ask(limited: Context): Promise<Answer> {
			const template = templateOf(job.job, ctx);
			const bisection = await bisectSeries({command: template.command, request: askBisection(job.job, template.tree, question)}, limited);
			return {durationMs: Date.now() - startedAt, guilt: makeGuilt(bisection), names: namesOf(bisection), functions: functions.length > 0 ? functions : bisection.work?.functions ?? []};
		}
	}

	/** The run that a metric is compared with, and its series. */
	async function findBase({job: id, name, change}: Finding, {job: {target}, metrics}: JobResult) {
		if (change?.baseNight === 'baseline') {
			const fingerprint = metrics.find(metric => metric.name === name)?.fingerprint;
			const found = (await readBaselines(target, ctx)).find(({result}) => result.fingerprint?.hash === fingerprint);
			return found === undefined ? undefined : {run: found.result, mbox: found.mbox};
		}
		const runId = history.find(({nightId}) => nightId === change?.baseNight)?.jobs.find(({job}) => job.id === id)?.runIds[0];
		if (runId === undefined) return undefined;
		const stored = await loadRun({name: runId, target}, ctx).catch(() => undefined);
		const mbox = path.join(ctx.resultsDir, target, runId, 'series.mbox');
		return stored === undefined || !await exists(mbox) ? undefined : {run: stored.result, mbox};
	}

	function compareSeries({job: {series: _, ...job}, runIds}: JobResult, base: string, bench: string): string {
		const head = path.join(ctx.resultsDir, job.target, runIds[0]!, 'series.mbox');
		return ['kernel-test', 'compare', '--series', base, '--series', head, bench, ...optionsOf(job)].map(quoteForShell).join(' ');
	}
}
