import t from 'tap';
import {chooseLabels, drawFigure, spread} from '../../harness/report/draw-figure.js';
import {styleEngines} from '../../harness/report/engine-style.js';
import type {LinesPlot, StairsPlot} from '../../harness/report/parts.js';

const [libaio, ring] = styleEngines(['libaio', 'ring-polled']);
const iops: LinesPlot = {
	kind: 'iops', ticks: [{x: 1, text: '1'}, {x: 32, text: '32'}],
	lines: [{style: libaio!, points: [{x: 1, y: 2891}, {x: 32, y: 17_830}]}, {style: ring!, points: [{x: 1, y: 5613}, {x: 32, y: 17_900}]}],
};
const stairs: StairsPlot = {kind: 'stairs', total: 24, steps: [{patch: 0, work: 4034.82, change: undefined}, {patch: 13, work: 4108.44, change: 73.62}, {patch: 24, work: 3855.91, change: -252.53}]};

t.test('lines: a colour, a symbol and a name each, and a title for every point', async t => {
	const svg = drawFigure(iops, 900);
	t.match(svg, /^<svg viewBox="0 0 900 300"/);
	for (const {color, engine} of [libaio!, ring!]) {
		t.ok(svg.includes(`stroke="${color}"`), color);
		t.ok(svg.includes(`>${engine}</text>`), engine);
	}
	t.match(svg, /stroke-dasharray="7,? ?3"/);
	t.match(svg, '<title>ring-polled: 5,613</title>');
	t.match(svg, />IOPS<.*>queue depth</s);
	t.notMatch(svg, /NaN|undefined/);
});

t.test('on a phone the names are in the legend', async t => {
	t.notMatch(drawFigure(iops, 340), '>ring-polled</text>');
});

t.test('latency by percentile, on a logarithmic axis', async t => {
	const svg = drawFigure({...iops, kind: 'latency', ticks: [{x: 1, text: 'p50'}, {x: 32, text: 'p99'}]}, 440);
	t.match(svg, />p50<.*>p99</s);
	t.match(svg, />microseconds</);
});

t.test('a staircase: a step at each patch, with its change', async t => {
	const svg = drawFigure(stairs, 900);
	t.ok(svg.includes('>\u{2212}253<') && svg.includes('>+74<'));
	t.match(svg, />24<.*>patch number</s);
	t.equal([...svg.matchAll(/<title>patch \d+: /g)].length, 3);
	// step-after draws level, then up: M x,y L x,y L x,y ...
	t.match(svg, /d="M[\d.]+,([\d.]+)L[\d.]+,\1L/);
	t.notMatch(svg, /NaN|undefined/);
});

t.test('a change of little does not look like much', async t => {
	const flat = (svg: string): number => {
		const heights = [.../aria-label="line"><path d="([^"]+)"/.exec(svg)![1]!.matchAll(/,([\d.]+)/g)].map(([, y]) => Number(y));
		return Math.max(...heights) - Math.min(...heights);
	};
	const step = (work: number) => drawFigure({...stairs, steps: [{patch: 0, work: 2000, change: undefined}, {patch: 1, work, change: work - 2000}]}, 900);
	t.ok(flat(step(2001)) < 20, 'an instruction of 2,000');
	t.ok(flat(step(2400)) > 100, 'four hundred');
	t.notMatch(step(2000), /NaN/, 'none');
});

t.test('the largest changes are written, none over another', async t => {
	const steps = [undefined, 50, 60, -70, 1, 0, 40].map((change, patch) => ({patch, work: 1000, change}));
	const patches = (distance: number): readonly number[] => chooseLabels(steps, {changeMin: 5, distance}).map(({patch}) => patch);
	t.strictSame(patches(1), [3, 2, 1, 6]);
	t.strictSame(patches(2), [3, 2, 6], 'the fall after the rise is written on the other side');
	t.strictSame(patches(5), [3, 2]);
});

t.test('labels that are close move apart, in their order', async t => {
	t.strictSame(spread([10, 100], 13), [10, 100]);
	t.strictSame(spread([100, 98], 13), [105.5, 92.5]);
	t.strictSame(spread([50, 50, 50], 10), [40, 50, 60]);
	const places = spread([10, 20, 21, 22, 40], 13);
	for (const [index, place] of places.slice(1).entries()) t.ok(place - places[index]! > 12.99, `${place}`);
});
