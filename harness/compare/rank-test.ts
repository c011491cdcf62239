// Is one sample larger than the other? The Mann-Whitney U test, two-sided, and a bootstrap interval of the ratio
// of medians. Both without any assumption on how times are distributed. Pure.

const resamples = 4000;

/**
 * The probability that ranks as far apart as these come from one distribution (H. B. Mann and D. R. Whitney, 1947):
 * exact by counting, ties half each. 1 when a side is empty.
 */
export function mannWhitneyP(base: readonly number[], head: readonly number[]): number {
	if (base.length === 0 || head.length === 0) return 1;
	const u = base.reduce((sum, before) => head.reduce((more, after) => more + (after > before ? 1 : after === before ? 0.5 : 0), sum), 0);
	const ways = countWays(base.length, head.length);
	const total = ways.reduce((sum, way) => sum + way, 0);
	const distance = Math.abs(u - base.length * head.length / 2);
	const asFar = ways.reduce((sum, way, other) => Math.abs(other - base.length * head.length / 2) >= distance ? sum + way : sum, 0);
	return asFar / total;
}

/** In how many orders of n and m values U is 0, 1, ... n * m: the coefficients of a Gaussian binomial. */
function countWays(n: number, m: number): readonly number[] {
	let ways: readonly number[] = [1];
	for (let i = 1; i <= n; i += 1) {
		// Times (1 - q^(m + i)), divided by (1 - q^i).
		const next = Array.from({length: i * m + 1}, () => 0);
		for (let u = 0; u < next.length; u += 1) {
			next[u] = (ways[u] ?? 0) - (ways[u - m - i] ?? 0) + (next[u - i] ?? 0);
		}
		ways = next;
	}
	return ways;
}

/** An interval that holds the ratio of the medians, head to base, with this confidence. The same samples give the same interval. */
export function ratioInterval(base: readonly number[], head: readonly number[], confidence: number): readonly [number, number] {
	const random = makeRandom(1);
	const draw = (samples: readonly number[]): number => median(samples.map(() => samples[Math.floor(random() * samples.length)]!));
	const ratios = Array.from({length: resamples}, () => draw(head) / draw(base)).sort((left, right) => left - right);
	const tail = (1 - confidence) / 2;
	const at = (part: number): number => ratios[Math.round(part * (ratios.length - 1))]!;
	return [at(tail), at(1 - tail)];
}

/** Mulberry32: a small generator of numbers from 0 to 1, good enough to draw samples. */
export function makeRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** The middle of some samples. */
export function median(samples: readonly number[]): number {
	const sorted = [...samples].sort((left, right) => left - right);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
