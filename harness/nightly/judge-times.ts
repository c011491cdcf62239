// In: tonight's IOPS and latencies, and those of the nights before. Out: which moved since the kernel changed, by more than
// nights differ anyway (find-shift.ts). A night is one number (night-values.ts), for boots of one night are no independent
// samples; without a change of the kernel there is nothing to find. Pure.
import {median} from '../compare/rank-test.js';
import {findShift, spreadOf} from './find-shift.js';
import {findLast, findLike, listTested, type JudgedJob, type JudgedMetric} from './night-history.js';
import type {Confirmation, JobResult, Night, NightMetric, Suspicion} from './night.js';
import {valueNights} from './night-values.js';

/** Of a needless re-run of one job in one night. */
const suspicionProbability = 0.1;
/** No change below it would be acted on, as in `compare`. */
const changeMin = Math.log(1.05);
const nightsMax = 40;
/** Tails beyond them are a handful of IOs. */
const judgedNames = /\.(?:iops|lat_p50_ns|lat_p99_ns)$/;

/** One-sided, of what the nights before alone would give: 1 % of the needless re-runs. */
const confirmedZ = 2.33;

interface ConfirmInput {
	readonly night: Pick<Night, 'nightId' | 'jobs'>;
	readonly history: readonly Night[];
	readonly suspicion: Extract<Suspicion, {kind: 'metric'}>;
	/** The job, run again. */
	readonly rerun: JobResult;
}

/** Whether new boots of tonight's kernel say the same, without those that raised the suspicion: they were picked for being far off. */
export function confirmTimes({night, history, suspicion, rerun}: ConfirmInput): Confirmation {
	const metric = rerun.metrics.find(({name}) => name === suspicion.name);
	const tonight = night.jobs.find(({job}) => job.id === suspicion.job)?.metrics.find(({name}) => name === suspicion.name);
	if (metric === undefined || tonight === undefined) return {suspicion, outcome: 'unknown', sentence: 'the number was not measured again'};
	const before = listTested(suspicion.job, history).filter(({nightId}) => nightId <= suspicion.base.nightId);
	const [again, ...base] = gather(rerun.metrics.filter(({exact}) => !exact), {nightId: night.nightId, result: rerun, tested: before}).find(({metric: {name}}) => name === suspicion.name)?.values ?? [];
	if (again === undefined || base.length < 2) return {suspicion, outcome: 'unknown', sentence: 'there are no nights to hold it against'};
	const change = again - median(base);
	// Fewer boots than a night has vary more.
	const scale = Math.sqrt(Math.max(1, tonight.samples.length / metric.samples.length) + 1 / base.length);
	const isLess = tonight.value < suspicion.base.value;
	const isConfirmed = (isLess ? -change : change) >= confirmedZ * spreadOf(base) * scale;
	return {suspicion, outcome: isConfirmed ? 'confirmed' : 'refuted', sentence: `${isConfirmed ? 'and again' : 'when run again'} ${((Math.exp(change) - 1) * 100).toFixed(1)} %`};
}

/** A metric in the nights that have it, newest first. */
interface MetricNights {
	readonly metric: NightMetric;
	readonly nightIds: readonly string[];
	readonly runIds: readonly string[];
	readonly kernels: readonly string[];
	readonly values: readonly number[];
}

export function judgeTimes(judged: JudgedJob): readonly JudgedMetric[] {
	const metrics = judged.result.metrics.filter(({exact, name}) => !exact && judgedNames.test(name));
	const series = gather(metrics, judged);
	const spread = median(series.filter(({values}) => values.length > 1).map(({values}) => spreadOf(values.slice(1))));
	return series.flatMap(nights => judgeOne(nights, {spread: Number.isNaN(spread) ? 0 : spread, alpha: suspicionProbability / series.length}, judged));
}

function gather(metrics: readonly NightMetric[], {nightId, result, tested}: Pick<JudgedJob, 'nightId' | 'result' | 'tested'>): readonly MetricNights[] {
	const nights = [{nightId, result}, ...tested.filter(other => metrics.some(metric => findLike(other.result, metric) !== undefined)).slice(0, nightsMax)];
	const valued = valueNights(metrics, nights.map(({result: night}) => night));
	return metrics.map(metric => {
		const found = valued.get(metric.name)!.flatMap((value, index) => value === undefined ? [] : [{value, night: nights[index]!}]);
		return {
			metric, values: found.map(({value}) => value), nightIds: found.map(({night}) => night.nightId),
			runIds: found.map(({night}) => night.result.runIds[0] ?? ''), kernels: found.map(({night}) => night.result.subject?.kernel ?? ''),
		};
	});
}

function judgeOne({metric, nightIds, runIds, kernels, values}: MetricNights, {spread, alpha}: {readonly spread: number; readonly alpha: number}, judged: JudgedJob): readonly JudgedMetric[] {
	const {name, better, unit} = metric;
	const changes = kernels.flatMap((kernel, index) => index + 1 < kernels.length && kernel !== kernels[index + 1] ? [index + 1] : []);
	const open = findLast(judged.tested, ['metric-worse'], name);
	// Told, and the kernel is the same: neither more nor less is known of it than last night.
	if (open?.change !== undefined && kernels[0] === kernels[1] && nightIds[1] === judged.tested[0]?.nightId) {
		return [{name, exact: false, verdict: 'worse', sentence: open.sentence, change: open.change, runId: '', known: open}];
	}
	const shift = findShift({values, changes, spread, alpha, changeMin});
	if (shift === undefined) return [];
	const verdict = (shift.change > 0) === (better === 'higher') ? 'better' : 'worse';
	const {headNights} = shift;
	// Good news is told once.
	if (verdict === 'better' && judged.tested.some(night => nightIds.slice(0, headNights).includes(night.nightId) && findLast([night], ['metric-better'], name) !== undefined)) return [];
	const ratio = Math.exp(shift.change);
	const percent = `${ratio < 1 ? '' : '+'}${((ratio - 1) * 100).toFixed(1)} %`;
	return [{
		name, exact: false, verdict, runId: runIds[headNights]!,
		// What this night's machine would have given before the change.
		change: {base: metric.value / ratio, head: metric.value, unit, baseNight: nightIds[headNights]!},
		sentence: `${percent} against other engines, in ${headNights === 1 ? 'the night' : `${headNights} nights`} since the kernel changed after ${nightIds[headNights]!}`,
		...(verdict === 'worse' && open !== undefined ? {known: open} : {}),
	}];
}
