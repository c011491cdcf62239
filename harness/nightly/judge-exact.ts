// In: tonight's counted instructions. Out: those that are more or fewer than the accepted baseline's, else the last
// night's of another kernel, by more than the threshold that compare has. Equal kernels give equal counts. Pure.
import {findLike, isSameKernel, type JudgedJob, type JudgedMetric} from './night-history.js';
import type {Finding, NightMetric} from './night.js';

/** As in `compare`; what is seen again and searched for goes by it, too. */
export const thresholdPct = 0.02;

interface Base {
	readonly nightId: string;
	readonly value: number;
	readonly runId: string;
}

export function judgeExact(judged: JudgedJob): readonly JudgedMetric[] {
	return judged.result.metrics.filter(({exact}) => exact).flatMap(metric => judgeOne(metric, judged));
}

function judgeOne(metric: NightMetric, judged: JudgedJob): readonly JudgedMetric[] {
	const {name, value, better, unit} = metric;
	const {result, tested, baselines} = judged;
	const nights = tested.flatMap(({nightId, result: other, findings}) => {
		const like = findLike(other, metric);
		return like === undefined ? [] : [{nightId, value: like.value, runId: other.runIds[0] ?? '', isSame: isSameKernel(result, other), findings}];
	});
	const last = nights[0];
	const open = last?.findings.find(finding => finding.kind === 'metric-worse' && finding.name === name);
	// Against the last night of another kernel, however often this one was measured since: what was not confirmed for want of time is seen again.
	const base = findBaseline(metric, baselines) ?? pickOpen(open, nights) ?? nights.find(({isSame}) => !isSame);
	if (base === undefined || isWithin(value, base.value)) return [];
	const verdict = (value > base.value) === (better === 'lower') ? 'worse' : 'better';
	const isUnchanged = last !== undefined && isWithin(value, last.value);
	// Good news is told once.
	if (verdict === 'better' && isUnchanged) return [];
	return [{
		name, exact: true, verdict, runId: base.runId, change: {base: base.value, head: value, unit, baseNight: base.nightId},
		sentence: describe(base, value, unit), ...(isUnchanged && open !== undefined ? {known: open} : {}),
	}];
}

/** What is worse stays so until the number is back, or accepted as a baseline. */
function pickOpen(open: Finding | undefined, nights: readonly Base[]): Base | undefined {
	if (open?.change === undefined) return undefined;
	const {base, baseNight} = open.change;
	return {nightId: baseNight, value: base, runId: nights.find(({nightId}) => nightId === baseNight)?.runId ?? ''};
}

/** The last accepted number that was measured with the same. */
function findBaseline({name, fingerprint}: NightMetric, baselines: JudgedJob['baselines']): Base | undefined {
	for (const {result} of baselines) {
		if (result.fingerprint?.hash !== fingerprint) continue;
		const value = result.measurements.find(measurement => measurement.name === name)?.value;
		if (value !== undefined && value !== null) return {nightId: 'baseline', value, runId: result.runId};
	}
	return undefined;
}

function isWithin(value: number, base: number): boolean {
	return Math.abs(value - base) <= base * thresholdPct / 100;
}

function describe(base: Base, value: number, unit: string): string {
	const delta = value - base.value;
	const signed = (number: number, digits: number): string => `${number < 0 ? '' : '+'}${Number(number.toFixed(digits))}`;
	return `${signed(delta, 2)} ${unit} (${signed(delta / base.value * 100, 2)} %) against ${base.nightId === 'baseline' ? 'the baseline' : `the night ${base.nightId}`}`;
}
