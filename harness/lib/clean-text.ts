// Takes out of all strings what a terminal or a browser would obey instead of show: control characters, and
// those that turn the direction of writing. Results, errors and progress hold words of guests, compilers, patches and files. Pure.

const obeyed = /(?![\n\t])[\p{Cc}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

/** The same data with U+FFFD in their place. */
export function cleanText<T>(value: T): T {
	return clean(value) as T;
}

function clean(value: unknown): unknown {
	if (typeof value === 'string') return value.replaceAll(obeyed, '\u{fffd}');
	if (Array.isArray(value)) return value.map(clean);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, member]) => [clean(key), clean(member)]));
}
