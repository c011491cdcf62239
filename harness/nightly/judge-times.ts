// In: tonight's IOPS and latencies, and those of the nights before. Out: which moved since the kernel changed, by more than
// nights differ anyway (find-shift.ts). A night is one number (night-values.ts), for boots of one night are no independent
// samples; without a change of the kernel there is nothing to find. Pure.
import {median} from '../compare/rank-test.js';
import {findShift, spreadOf} from './find-shift.js';
import {findLast, findLike, type JudgedJob, type JudgedMetric} from './night-history.js';
import type {NightMetric} from './night.js';
import {valueNights} from './night-values.js';

/** Of a needless re-run of one job in one night. */
const suspicionProbability = 0.02;
/** No change below it would be acted on, as in `compare`. */
const changeMin = Math.log(1.05);
const nightsMax = 40;
/** Tails beyond them are a handful of IOs. */
const judgedNames = /\.(?:iops|lat_p50_ns|lat_p99_ns)$/;

/** A metric in the nights that have it, newest first. */
interface MetricNights {
	readonly metric: NightMetric;
	readonly nightIds: readonly string[];
	readonly runIds: readonly string[];
	readonly kernels: readonly string[];
	readonly values: readonly number[];
}

export function judgeTimes(judged: JudgedJob): readonly JudgedMetric[] {
	const series = judged.result.metrics.filter(({exact, name}) => !exact && judgedNames.test(name)).map(metric => gather(metric, judged));
	const spread = median(series.filter(({values}) => values.length > 1).map(({values}) => spreadOf(values.slice(1))));
	return series.flatMap(nights => judgeOne(nights, {spread: Number.isNaN(spread) ? 0 : spread, alpha: suspicionProbability / series.length}, judged));
}

function gather(metric: NightMetric, {nightId, result, tested}: JudgedJob): MetricNights {
	const nights = [{nightId, result}, ...tested.filter(other => findLike(other.result, metric) !== undefined).slice(0, nightsMax)];
	const found = valueNights(metric, nights.map(({result: night}) => night))
		.flatMap((value, index) => value === undefined ? [] : [{value, night: nights[index]!}]);
	return {
		metric, values: found.map(({value}) => value), nightIds: found.map(({night}) => night.nightId),
		runIds: found.map(({night}) => night.result.runIds[0] ?? ''), kernels: found.map(({night}) => night.result.subject?.kernel ?? ''),
	};
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
