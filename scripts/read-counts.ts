// In: what V8 counted in one process of one file (NODE_V8_COVERAGE), and the source map by which tsx translated it. Out: how
// often the code at an offset of the source was executed.

export interface FunctionCounts {
	readonly ranges: ReadonlyArray<{readonly startOffset: number; readonly endOffset: number; readonly count: number}>;
}

/** An entry of source-map-cache. */
export interface Translation {
	/** Of the translated text. */
	readonly lineLengths: readonly number[];
	readonly data: {readonly mappings: string};
}

interface Segment {
	/** In the source. */
	readonly line: number;
	readonly column: number;
	/** Offset in the translated text. */
	readonly offset: number;
}

/** `text` is the source; the result takes an offset in it. Undefined: nothing of the translated text comes from behind it. */
export function makeCounter(text: string, functions: readonly FunctionCounts[], {lineLengths, data}: Translation): (at: number) => number | undefined {
	const lineStarts = [0];
	for (const line of text.split('\n')) lineStarts.push(lineStarts.at(-1)! + line.length + 1);
	const segments = decodeMappings(data.mappings, lineLengths)
		.map(({line, column, offset}) => ({at: lineStarts[line]! + column, offset})).sort((left, right) => left.at - right.at || left.offset - right.offset);
	const ranges = functions.flatMap(({ranges}) => ranges).sort((left, right) => (left.endOffset - left.startOffset) - (right.endOffset - right.startOffset));
	return at => {
		const segment = segments.find(segment => segment.at >= at);
		// The smallest range is the innermost.
		return segment === undefined ? undefined : ranges.find(({startOffset, endOffset}) => startOffset <= segment.offset && segment.offset < endOffset)?.count;
	};
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The format is in https://tc39.es/ecma426/: numbers in base 64, five bits a digit, each relative to the one before. */
function decodeMappings(mappings: string, lineLengths: readonly number[]): readonly Segment[] {
	const segments: Segment[] = [];
	let lineStart = 0;
	let line = 0;
	let column = 0;
	for (const [index, group] of mappings.split(';').entries()) {
		let generated = 0;
		for (const coded of group.split(',').filter(coded => coded !== '')) {
			const [step, , lines = 0, columns = 0] = decodeNumbers(coded) as [number, number?, number?, number?];
			generated += step;
			line += lines;
			column += columns;
			segments.push({line, column, offset: lineStart + generated});
		}
		lineStart += (lineLengths[index] ?? 0) + 1;
	}
	return segments;
}

function decodeNumbers(coded: string): readonly number[] {
	const numbers: number[] = [];
	let value = 0;
	let shift = 0;
	for (const digit of coded) {
		const bits = digits.indexOf(digit);
		value |= (bits & 31) << shift;
		shift += 5;
		if (bits >= 32) continue;
		numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
		value = shift = 0;
	}
	return numbers;
}
