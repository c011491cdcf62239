// Numbers of a profile as texts. Pure.

/** Instructions per IO. */
export function formatPerIo(instructions: number, ios: number): string {
	return formatDigits(instructions / ios, 2);
}

/** With its sign, and with as many digits as one instruction among some thousand IOs needs. */
export function formatDelta(delta: number): string {
	return `${delta > 0 ? '+' : delta < 0 ? '-' : ''}${formatDigits(Math.abs(delta), 6)}`;
}

export function formatShare(part: number, whole: number): string {
	return `${(whole === 0 ? 0 : (part / whole) * 100).toFixed(1)} %`;
}

export function countFunctions(count: number): string {
	return `${count} ${count === 1 ? 'function' : 'functions'}`;
}

function formatDigits(value: number, digitsMax: number): string {
	return value.toLocaleString('en-US', {minimumFractionDigits: 2, maximumFractionDigits: digitsMax});
}
