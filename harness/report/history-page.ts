// In: the series of numbers over the nights. Out: one page that draws them, opens without a network and is zoomed with the
// mouse or the keyboard. Its policy lets no script run but its own, which is named by its hash.
import {createHash} from 'node:crypto';
import {Eta} from 'eta';
import type {HistorySeries} from '../nightly/list-history.js';
import {cleanText} from '../lib/clean-text.js';
import {historyScript} from './history-script.js';
import {style} from './page-template.js';

export function makeHistoryHtml(dirty: readonly HistorySeries[]): string {
	const series = cleanText(dirty).filter(({points}) => points.some(({value}) => typeof value === 'number'));
	const nights = [...new Map(series.flatMap(({points}) => points.map(({nightId, startedAt}) => [nightId, startedAt] as const)))]
		.map(([id, startedAt]) => ({id, startedAt})).sort((left, right) => left.id < right.id ? -1 : 1);
	const places = new Map(nights.map(({id}, index) => [id, index]));
	const data = {
		nights,
		series: series.map(({name, unit, points}) => ({name, unit, points: points.flatMap(({nightId, value, subject, kernel, isBuild}) =>
			typeof value === 'number' ? [{x: places.get(nightId), y: value, subject, kernel, isBuild}] : [])})),
	};
	return new Eta({autoEscape: true}).renderString(page, {
		series, last: nights.length - 1, script: historyScript, hash: createHash('sha256').update(historyScript).digest('base64'),
		// Nothing in it ends the element that it stands in.
		data: JSON.stringify(data).replaceAll('<', '\\u003c'),
	});
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-<%= it.hash %>'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>history: <%= it.last + 1 %> nights</title>
<link rel="icon" href="data:,">
<style>${style}
.plot { touch-action: pan-y; user-select: none; cursor: crosshair } .plot svg { display: block } .plot text { fill: var(--dim); font-size: 11px } .grid { stroke: var(--line) } .line { fill: none; stroke: var(--series-1); stroke-width: 2 }
.dot { fill: var(--series-1) } .build { stroke: var(--series-2); stroke-width: 1.5; stroke-dasharray: 4 3 } .mark { fill: var(--series-1); opacity: .2 }
form { position: sticky; top: 0; background: var(--page); padding: .5rem 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .3rem 1rem; align-items: center } form output { color: var(--dim); font-size: .9rem }
</style>
</head>
<body>
<header><h1>History</h1>
<p class="subject"><%= it.series.length %> numbers over <%= it.last + 1 %> nights. A dashed line is another kernel. Drag over a drawing to see those nights alone; a double click shows all.</p></header>
<form>
<label>from <input type="range" id="from" min="0" max="<%= it.last %>" value="0"></label>
<label>to <input type="range" id="to" min="0" max="<%= it.last %>" value="<%= it.last %>"></label>
<button type="button" id="all">all nights</button> <output id="said"></output>
</form>
<noscript><p>The drawings want a script, which is in this file; kernel-test history prints the same.</p></noscript>
<main>
<% it.series.forEach((series, index) => { %><figure><figcaption><%= series.name %>, <%= series.unit %> (<%= series.job %>)</figcaption><div class="plot" data-series="<%= index %>"></div></figure>
<% }) %></main>
<footer>Made by kernel-test from the night.json of each night.</footer>
<script type="application/json" id="data"><%~ it.data %></script>
<script><%~ it.script %></script>
</body>
</html>
`;
