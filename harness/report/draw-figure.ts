// In: a figure's data and a width. Out: an SVG that needs no script and no browser to be drawn, in the colours of the page
// that it is put into. Loaded when there is something to draw: the plot library is half of the harness's bundle.
import * as Plot from '@observablehq/plot';
import {parseHTML} from 'linkedom';
import type {EngineStyle} from './engine-style.js';
import {formatChange, formatNumber} from './format.js';
import type {Line, LinesPlot, Point, StairsPlot} from './parts.js';

/** Pixels between the baselines of two labels. */
const labelGap = 13;
/** From here on there is room for the lines' names at their ends. */
const labelledWidthMin = 400;
const labelMargin = 150;
/** What an axis of costs shows at least, as a share of the cost. */
const spanMin = 0.02;
/** The change that is written beside its step, as a share of the axis. */
const changeShareMin = 0.025;
/** Pixels that the text of a change takes. */
const labelWidth = 30;

export function drawFigure(plot: LinesPlot | StairsPlot, width: number): string {
	return plot.kind === 'stairs' ? drawStairs(plot, width) : drawLines(plot, width);
}

/** What is used of the elements that are drawn; the DOM's own types belong to browsers. */
interface DrawnElement {
	readonly outerHTML: string;
	textContent: string;
	readonly ownerDocument: {createElementNS(namespace: string, name: string): DrawnElement};
	setAttribute(name: string, value: string): void;
	append(child: DrawnElement): void;
}

interface Drawn extends DrawnElement {
	scale(name: 'y'): {apply(value: number): number};
}

function drawLines({kind, lines, ticks}: LinesPlot, width: number): string {
	const isLabelled = width >= labelledWidthMin;
	const svg = plot({
		width, height: isLabelled ? 300 : 240, marginLeft: 52, marginTop: 26, marginRight: isLabelled ? labelMargin : 16, marginBottom: 40,
		x: {
			type: kind === 'iops' ? 'log' : 'linear', ticks: ticks.map(({x}) => x), tickFormat: (x: number) => ticks.find(tick => tick.x === x)?.text ?? '',
			label: kind === 'iops' ? 'queue depth' : 'percentile', labelAnchor: 'center', labelArrow: 'none',
		},
		y: kind === 'iops'
			? {zero: true, nice: true, grid: true, ticks: 5, tickFormat: shorten, label: 'IOPS', labelArrow: 'none'}
			: {type: 'log', nice: true, grid: true, ticks: 4, tickFormat: (value: number) => formatNumber(value, value < 1 ? 1 : 0), label: 'microseconds', labelArrow: 'none'},
		marks: [
			...lines.map(({style, points}) => Plot.line(points, {x: 'x', y: 'y', stroke: style.color, strokeWidth: 2, strokeDasharray: style.dash})),
			...lines.map(({style, points}) => Plot.dot(points, {
				x: 'x', y: 'y', fill: style.color, symbol: style.symbol, r: 4.5, stroke: 'var(--page)', strokeWidth: 1,
				title: ({y}: Point) => `${style.engine}: ${formatNumber(y, kind === 'iops' ? 0 : 1)}`,
			})),
		],
	});
	if (isLabelled) labelLines(svg, lines, width - labelMargin + 10);
	return svg.outerHTML;
}

/** Each line's name beside its last point, moved apart where points are close. */
function labelLines(svg: Drawn, lines: readonly Line[], x: number): void {
	const toY = svg.scale('y');
	const labels = lines.map(({style, points}) => ({style, y: toY.apply(points.at(-1)!.y)}));
	const places = spread(labels.map(({y}) => y), labelGap);
	for (const [index, {style}] of labels.entries()) svg.append(makeLabel(svg, style, x, places[index]!));
}

function makeLabel({ownerDocument}: Drawn, {engine, color}: EngineStyle, x: number, y: number): DrawnElement {
	const text = ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'text');
	for (const [name, value] of Object.entries({'x': x, 'y': y, 'dy': '0.32em', 'fill': color, 'text-anchor': 'start'})) text.setAttribute(name, String(value));
	text.textContent = engine;
	return text;
}

/** The same places in the same order, no two closer than `gap`, and as close to their own as that allows. */
export function spread(places: readonly number[], gap: number): readonly number[] {
	const order = places.map((_, index) => index).sort((a, b) => places[a]! - places[b]!);
	// Clusters of labels that touch, each around the mean of where its members want to be.
	const clusters: Array<{members: number[]; centre: number}> = [];
	for (const index of order) {
		let cluster = {members: [index], centre: places[index]!};
		for (let before = clusters.at(-1); before !== undefined && cluster.centre - before.centre < gap * (cluster.members.length + before.members.length) / 2; before = clusters.at(-1)) {
			const members = [...before.members, ...cluster.members];
			cluster = {members, centre: members.reduce((sum, member) => sum + places[member]!, 0) / members.length};
			clusters.pop();
		}
		clusters.push(cluster);
	}
	const moved = [...places];
	for (const {members, centre} of clusters) for (const [rank, member] of members.entries()) moved[member] = centre + (rank - (members.length - 1) / 2) * gap;
	return moved;
}

function drawStairs({total, steps}: StairsPlot, width: number): string {
	const isWide = width >= labelledWidthMin;
	const works = steps.map(({work}) => work);
	const [least, most] = [Math.min(...works), Math.max(...works)];
	// A change of little is not to look like much.
	const room = Math.max((most - least) * 0.15, (most * spanMin - (most - least)) / 2, 0.5);
	const last = Math.max(total, steps.at(-1)!.patch);
	const said = chooseLabels(steps, {changeMin: (most - least + 2 * room) * changeShareMin, distance: labelWidth * last / (width - 88)});
	const svg = plot({
		width, height: isWide ? 260 : 230, marginLeft: 58, marginRight: 30, marginTop: 26, marginBottom: 40,
		x: {domain: [0, last], ticks: range(last, isWide && last <= 40 ? 1 : Math.ceil(last / 8)), tickFormat: String, label: 'patch number', labelAnchor: 'center', labelArrow: 'none'},
		y: {domain: [least - room, most + room], grid: true, ticks: 5, tickFormat: (value: number) => formatNumber(value), label: 'instructions per IO', labelArrow: 'none'},
		marks: [
			Plot.line(steps, {x: 'patch', y: 'work', curve: 'step-after', stroke: 'var(--series-1)', strokeWidth: 2}),
			Plot.dot(steps, {x: 'patch', y: 'work', fill: 'var(--series-1)', r: 3.5, title: ({patch, work}: {patch: number; work: number}) => `patch ${patch}: ${formatNumber(work, 2)}`}),
			...([-1, 1] as const).map(sign => Plot.text(said.filter(({change}) => Math.sign(change!) === sign), {
				x: 'patch', y: 'work', text: ({change}: {change: number | undefined}) => formatChange(change!, Math.abs(change!) < 10 ? 1 : 0), dy: sign < 0 ? 13 : -11, fontWeight: 600,
			})),
		],
	});
	return svg.outerHTML;
}

type Step = StairsPlot['steps'][number];

/** Of the changes that can be seen, the largest first, those that find room beside the ones before: up is written above, down below. */
export function chooseLabels(steps: readonly Step[], {changeMin, distance}: {readonly changeMin: number; readonly distance: number}): readonly Step[] {
	const chosen: Step[] = [];
	const sizeOf = ({change}: Step): number => Math.abs(change ?? 0);
	for (const step of steps.filter(step => sizeOf(step) > 0 && sizeOf(step) >= changeMin).sort((a, b) => sizeOf(b) - sizeOf(a))) {
		if (!chosen.some(other => Math.sign(other.change!) === Math.sign(step.change!) && Math.abs(other.patch - step.patch) < distance)) chosen.push(step);
	}
	return chosen;
}

function plot(options: Plot.PlotOptions): Drawn {
	const {document} = parseHTML('<html><body></body></html>') as unknown as {document: object};
	return Plot.plot({document, ...options}) as Drawn;
}

function range(last: number, step: number): number[] {
	return Array.from({length: Math.floor(last / step) + 1}, (_, index) => index * step);
}

function shorten(value: number): string {
	return value.toLocaleString('en-US', {notation: 'compact', maximumSignificantDigits: 3});
}
