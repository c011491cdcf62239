// In: a name or glob, and the nights. Out: the series of each metric and check of that name, oldest night first: what
// `history` prints and the page of the history draws. Pure.
import picomatch from 'picomatch';
import type {JobResult, Night} from './night.js';

export interface HistoryPoint {
	readonly nightId: string;
	readonly startedAt: string;
	/** A number, or a check's outcomes. */
	readonly value: number | string;
	/** From the night before, of a number that was measured with the same. */
	readonly change?: number;
	/** Tree and series in words. */
	readonly subject: string;
	readonly kernel: string;
	/** The kernel is another one than in the night before. */
	readonly isBuild: boolean;
	/** Measured with something else than in the night before. */
	readonly isOther: boolean;
}

export interface HistorySeries {
	readonly job: string;
	readonly name: string;
	/** Empty for a check. */
	readonly unit: string;
	readonly points: readonly HistoryPoint[];
}

export interface HistoryFilter {
	/** Of a metric or a check: a name or a glob. */
	readonly name: string;
	readonly target: string | undefined;
}

export function listHistory({name, target}: HistoryFilter, nights: readonly Night[]): readonly HistorySeries[] {
	const isWanted = picomatch(name, {bash: true});
	const series = new Map<string, HistorySeries & {readonly points: HistoryPoint[]; fingerprint: string}>();
	for (const night of [...nights].reverse()) {
		for (const result of night.jobs.filter(({job}) => target === undefined || job.target === target)) {
			for (const {name: own, value, unit, fingerprint} of listValues(result).filter(entry => isWanted(entry.name))) {
				const key = JSON.stringify([result.job.id, own]);
				const found = series.get(key) ?? {job: result.job.id, name: own, unit, points: [], fingerprint};
				found.points.push(makePoint({night, result, value, isOther: found.fingerprint !== fingerprint, before: found.points.at(-1)}));
				found.fingerprint = fingerprint;
				series.set(key, found);
			}
		}
	}
	return [...series.values()].map(({fingerprint: _, ...found}) => found);
}

interface PointInput {
	readonly night: Night;
	readonly result: JobResult;
	readonly value: number | string;
	readonly isOther: boolean;
	readonly before: HistoryPoint | undefined;
}

function makePoint({night: {nightId, startedAt}, result: {subject}, value, isOther, before}: PointInput): HistoryPoint {
	const kernel = subject?.kernel ?? '';
	return {
		nightId, startedAt, value, kernel, isOther, isBuild: before !== undefined && before.kernel !== kernel,
		...(typeof value === 'number' && typeof before?.value === 'number' && before.value !== 0 && !isOther ? {change: (value - before.value) / before.value} : {}),
		subject: subject === undefined ? '' : `${subject.tree}, ${subject.patches} patches`,
	};
}

function listValues({checks, metrics}: JobResult): ReadonlyArray<{readonly name: string; readonly value: number | string; readonly unit: string; readonly fingerprint: string}> {
	return [
		...metrics.map(({name, value, unit, fingerprint}) => ({name, value, unit, fingerprint})),
		...checks.filter(({outcomes}) => outcomes.length > 0).map(({name, outcomes}) => ({name, value: outcomes.join(', '), unit: '', fingerprint: ''})),
	];
}
