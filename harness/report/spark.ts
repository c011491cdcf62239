// Numbers of the past as a line that stands in a table's cell, the last one marked. Pure.
import {formatNumber} from './format.js';

const width = 144, height = 22, edge = 3;
/** What the height shows at least, as a share of the number: a change of little is not to look like much. */
const spanMin = 0.02;

/** SVG of digits only. */
export function drawSpark(numbers: readonly number[]): string {
	const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
	const span = Math.max(most - least, Math.abs(most) * spanMin, Number.MIN_VALUE);
	const middle = (least + most) / 2;
	const place = (number: number, index: number): string => {
		const x = edge + (numbers.length === 1 ? 1 : index / (numbers.length - 1)) * (width - 2 * edge);
		return `${x.toFixed(1)},${(height / 2 - (number - middle) / span * (height - 2 * edge)).toFixed(1)}`;
	};
	const points = numbers.map(place);
	const [x, y] = points.at(-1)!.split(',');
	return `<svg class="spark" viewBox="0 0 ${width} ${height}" role="img" aria-label="from ${formatNumber(least, 2)} to ${formatNumber(most, 2)}"><polyline points="${points.join(' ')}" fill="none" stroke="currentColor" stroke-width="1.5"/><circle cx="${x!}" cy="${y!}" r="2.5" fill="currentColor"/></svg>`;
}
