// The result as one self-contained page that opens offline. Pure; text is escaped by the template.
import {Eta} from 'eta';
import type {RunResult} from './result-schema.js';

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.outcome %>: <%= it.target %> <%= it.runId %></title>
<style>
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif }
body { max-width: 60rem; margin: 1.5rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .2rem .6rem .2rem 0; vertical-align: top; border-bottom: 1px solid #8884 }
td.number { text-align: right; font-variant-numeric: tabular-nums } pre { overflow-x: auto; padding: .6rem; background: #8882 }
.pass { color: light-dark(#17692f, #6fdc8c) } .fail, .timeout, .panic, .broken, .untestable { color: light-dark(#b3261e, #ff8a80) } .skip { color: light-dark(#7a5b00, #f1c21b) }
</style>
<h1><span class="<%= it.outcome %>"><%= it.outcome %></span> <%= it.summary %></h1>
<table>
<tr><th>target<td><%= it.target %>, variant <%= it.variant %>
<tr><th>tree<td><%= it.tree.description %>
<tr><th>series<td>patch <%= it.series.patch %> of <%= it.series.total %> <%= it.series.lastSubject ?? '' %>
<% if (it.build) { %><tr><th>build<td><%= it.build.outcome %>, <%= it.build.compiler %>, configuration <%= it.build.configHash.slice(0, 12) %><% } %>
<% if (it.boot) { %><tr><th>boot<td><%= it.boot.outcome %> <%= it.boot.reason %>, <%= it.boot.accel %>, QEMU <%= it.boot.qemu %>, poll queues: <%= it.boot.pollQueues %><% } %>
<tr><th>started<td><%= it.startedAt %>
</table>
<% if (it.series.conflict) { %><h2>The patch that does not apply</h2><p><%= it.series.conflict.patch %>, <%= it.series.conflict.file %><pre><%= it.series.conflict.hunk || it.series.conflict.gitWords %></pre><% } %>
<% if (it.build && it.build.errors.length) { %><h2>Compiler</h2><pre><%= it.build.errors.join('\\n') %></pre><% } %>
<% if (it.boot && it.boot.outcome !== 'ok') { %><h2>Last lines of the console</h2><pre><%= it.boot.consoleTail.join('\\n') %></pre><% } %>
<% if (it.checks.length) { %><h2>Checks</h2><table><tr><th>check<th>verdict<th>ms<th>
<% for (const check of it.checks) { %><tr><td><%= check.name %><td class="<%= check.outcome %>"><%= check.outcome %><td class="number"><%= check.durationMs %><td><%= check.reason %>
<% } %></table><% } %>
<% if (it.measurements.length) { %><h2>Numbers</h2><% if (it.boot.accel === 'tcg') { %><p>Measured on an emulated CPU (TCG): for comparison inside this one run only.</p><% } %>
<table><tr><th>measurement<th>value<th>unit<th>
<% for (const m of it.measurements) { %><tr><td><%= m.name %><td class="number"><%= m.value === null ? m.outcome : m.value.toLocaleString('en-US') %><td><%= m.unit %><td><%= m.reason %>
<% } %></table><% } %>
<% if (it.boot && it.boot.kernelWarnings.length) { %><h2>Kernel warnings</h2><pre><%= it.boot.kernelWarnings.map(w => (w.entry ?? '') + ' ' + w.line).join('\\n') %></pre><% } %>
<h2>Again</h2><pre><%= it.command %></pre>
</html>
`;

export function makeHtmlReport(result: RunResult): string {
	return new Eta({autoEscape: true}).renderString(page, result);
}
