// Numbers as a report shows them. Pure.

export function formatNumber(value: number, digits = 0): string {
	return value.toLocaleString('en-US', {minimumFractionDigits: digits, maximumFractionDigits: digits});
}

/** Nanoseconds as microseconds, with a digit behind the point where there is one to see. */
export function formatMicros(nanoseconds: number): string {
	return formatNumber(nanoseconds / 1000, nanoseconds < 1_000_000 ? 1 : 0);
}

export function formatSeconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** With its sign, and a true minus; what rounds to nothing is 0. */
export function formatChange(value: number, digits = 2): string {
	const text = formatNumber(Math.abs(value), digits);
	if (!/[1-9]/.test(text)) return '0';
	return `${value < 0 ? '\u{2212}' : '+'}${text}`;
}

/** `1 check`, `2 checks`. */
export function formatCount(count: number, noun: string): string {
	return `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
}
