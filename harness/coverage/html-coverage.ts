// The coverage as one self-contained page: the added lines of every file, coloured, with their counts.
// Pure; text is escaped by the template.
import {Eta} from 'eta';
import type {Coverage, CoveredLine} from './coverage.js';
import {formatPercent} from './describe-coverage.js';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>coverage: <%= it.title %></title>
<style>
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }
body { max-width: 72rem; margin: 1.5rem auto; padding: 0 1rem }
table { border-collapse: collapse } th, td { text-align: left; padding: .1rem .8rem .1rem 0; vertical-align: top }
td.number { text-align: right; font-variant-numeric: tabular-nums; color: light-dark(#555, #aaa); user-select: none }
.source { width: 100%; font: 13px/1.4 ui-monospace, monospace } .scroll { overflow-x: auto } .source td:last-child { white-space: pre; tab-size: 8; width: 100% }
.run { background: light-dark(#dff3e4, #12351f) } .missed { background: light-dark(#fbdcd9, #5a1e19) } .excepted { background: light-dark(#fdf0cf, #4a3a0c) }
.gap td { border-top: 1px dashed #8888 } .reason { font-style: italic }
</style>
<h1><%= it.title %></h1>
<p>Of the lines that the series adds: <span class="run">executed</span>, <span class="missed">not executed</span>, <span class="excepted">not executed, with the reason</span>, without code. Counts are of the most executed instruction of a line, and approximate where several CPUs ran.</p>
<table><tr><th>file<th>executed<th>
<% for (const file of it.files) { %><tr><td><a href="#<%= file.file %>"><%= file.file %></a><td class="number"><%= file.executed %>/<%= file.executable %><td class="number"><%= file.percent %>
<% } %><% for (const file of it.filesWithoutCode) { %><tr><td><%= file %><td>without code<td>
<% } %></table>
<% if (it.problems.length) { %><h2>Exceptions to look at</h2><ul><% for (const problem of it.problems) { %><li><%= problem %><% } %></ul><% } %>
<% for (const file of it.files) { %><h2 id="<%= file.file %>"><%= file.file %></h2>
<div class="scroll"><table class="source">
<% for (const line of file.lines) { %><tr class="<%= line.kind %>"><td class="number"><%= line.line %><td class="number"><%= line.count ?? '' %><td><%= line.text %><% if (line.exception) { %>  <span class="reason"><%= line.exception %></span><% } %></tr>
<% } %></table></div>
<% } %>
</html>
`;

export function makeCoverageHtml(coverage: Coverage): string {
	const {executed, executable} = coverage;
	return new Eta({autoEscape: true}).renderString(page, {
		...coverage,
		title: `${formatPercent(executed, executable)}: ${executed} of ${executable} added lines executed`,
		files: coverage.files.map(file => ({
			...file, percent: formatPercent(file.executed, file.executable),
			lines: file.lines.map((line, index, lines) => ({...line, kind: `${kindOf(line)}${index > 0 && lines[index - 1]!.line !== line.line - 1 ? ' gap' : ''}`})),
		})),
	});
}

function kindOf({count, exception}: CoveredLine): string {
	if (exception !== undefined) return 'excepted';
	return count === null ? '' : count > 0 ? 'run' : 'missed';
}
