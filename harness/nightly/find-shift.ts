// In: one number a night, and at which nights the kernel changed. Out: whether the nights since one of the changes differ from
// those before it. As in Pettitt's test for a change point (Applied Statistics 28, 1979) every split is tried and the strongest
// counts, with the exact probability of the rank test, which holds close to the end, too; what a few nights' ranks cannot say,
// a large step, a modified z-score does (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993). Pure.
import {mannWhitneyP, median} from '../compare/rank-test.js';

/** In standard deviations of what is compared. */
const zMin = 6;
/** Nights before a change that are looked at, and the least that say how much nights differ. */
const baseNightsMax = 20;
const baseNightsMin = 7;
/** How many nights since a change are tried, each the next that the kernel has: a step more of evidence between them. */
const headSizes = [1, 2, 3, 5, 8, 13];

export interface Shift {
	/** Nights since the change, tonight included. */
	readonly headNights: number;
	/** Of the medians of logarithms. */
	readonly change: number;
	readonly probability: number;
}

export interface ShiftInput {
	/** Newest first. */
	readonly values: readonly number[];
	/** Head sizes at which the kernel changed: 1 when tonight's is new. */
	readonly changes: readonly number[];
	/** Standard deviation that a night has anyway: of few nights alone it is badly known. */
	readonly spread: number;
	/** Of a false alarm. */
	readonly alpha: number;
	/** What is less is not looked for. */
	readonly changeMin: number;
}

export function findShift({values, changes, spread, alpha, changeMin}: ShiftInput): Shift | undefined {
	const sizes = [...new Set(headSizes.flatMap(size => changes.find(change => change >= size) ?? []))];
	const shifts = sizes.flatMap((headNights): readonly Shift[] => {
		const [head, base] = [values.slice(0, headNights), values.slice(headNights, headNights + baseNightsMax)];
		if (base.length < baseNightsMin) return [];
		const change = median(head) - median(base);
		const probability = mannWhitneyP(base, head);
		// The median of n normal numbers varies by about 1.25 standard deviations over the root of n.
		const z = Math.abs(change) / (1.25 * Math.max(spread, spreadOf(base)) * Math.sqrt(1 / head.length + 1 / base.length));
		return Math.abs(change) >= changeMin && (probability < alpha / sizes.length || z >= zMin) ? [{headNights, change, probability}] : [];
	});
	return shifts.sort((left, right) => left.probability - right.probability)[0];
}

/** The standard deviation by the median absolute deviation, which strays do not move. */
export function spreadOf(values: readonly number[]): number {
	const centre = median(values);
	return 1.4826 * median(values.map(value => Math.abs(value - centre)));
}
