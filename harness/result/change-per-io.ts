// Counted instructions of two sides, per IO. Pure.

/** In instructions per IO. */
export interface Change {
	readonly base: number;
	readonly head: number;
	/** 0 only for equal numbers. */
	readonly delta: number;
}

export interface Counted {
	readonly instructions: number;
	readonly ios: number;
}

/** One quotient of integers: exactly 0, or exactly rounded once. */
export function changePerIo(base: Counted, head: Counted): Change {
	return {
		base: base.instructions / base.ios, head: head.instructions / head.ios,
		delta: base.ios === head.ios ? (head.instructions - base.instructions) / base.ios : (head.instructions * base.ios - base.instructions * head.ios) / (base.ios * head.ios),
	};
}

/** The largest change first, whatever its sign, then by name. */
export function byDelta(left: Change & {readonly name: string}, right: Change & {readonly name: string}): number {
	return Math.abs(right.delta) - Math.abs(left.delta) || (left.name < right.name ? -1 : 1);
}
