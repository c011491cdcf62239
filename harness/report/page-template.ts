// The report's page as templates that escape all they are given. One file of HTML: no script, and nothing from elsewhere,
// which the page's own policy forbids, too.

export const style = `
:root { color-scheme: light dark; --page: light-dark(#fff, #14171b); --text: light-dark(#1b1f24, #e4e7eb); --dim: light-dark(#59636e, #9aa4af);
  --line: light-dark(#d5dade, #343b43); --box: light-dark(#f4f6f8, #1d2228); --good: light-dark(#17692f, #6fdc8c); --bad: light-dark(#b3261e, #ff8a80); --other: light-dark(#7a5b00, #f1c21b);
  --series-1: light-dark(#1f5fcc, #82b1ff); --series-2: light-dark(#b8500a, #ffa15c); --series-3: light-dark(#18794e, #5fd39a); --series-4: light-dark(#8040bf, #c9a2ff);
  --series-5: light-dark(#bf2c4e, #ff8ba0); --series-6: light-dark(#0c747e, #5fd0da); --series-7: light-dark(#6e6000, #d9c74a); --series-8: light-dark(#57606a, #b1bac4);
  font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page) }
* { box-sizing: border-box } body { margin: 0 auto; max-width: 62rem; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 .4rem } h2 { font-size: 1.2rem; margin: 2.4rem 0 .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line) }
p { margin: .5rem 0; max-width: 46rem } .subject, .note, figcaption, caption { color: var(--dim) } .subject { margin: 0 0 1rem }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: 1rem 0 0; padding: 0; font-size: .9rem } a { color: var(--series-1) }
.verdict { display: inline-block; padding: 0 .6rem; border: 2px solid; border-radius: .4rem; text-transform: uppercase; font-size: 1.1rem; letter-spacing: .04em; margin-right: .3rem }
.pass { color: var(--good) } .fail, .timeout, .panic, .broken, .untestable { color: var(--bad); font-weight: 600 } .skip { color: var(--other) }
dl { display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .15rem 1.2rem; margin: .5rem 0; font-size: .94rem } dt { color: var(--dim) } dd { margin: 0 }
.scroll { overflow-x: auto; margin: .9rem 0; max-width: 100% } .scroll:focus-visible { outline: 2px solid var(--series-1) }
table { border-collapse: collapse; min-width: min(100%, 26rem); font-size: .9rem; font-variant-numeric: tabular-nums; overflow-wrap: normal } caption { text-align: left; padding-bottom: .3rem; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .25rem 1.4rem .25rem 0; border-bottom: 1px solid var(--line); min-width: 3rem } thead th { color: var(--dim); font-weight: 600; vertical-align: bottom } tbody th { font-weight: 400; white-space: nowrap } .long { min-width: 14rem } tr > :last-child { padding-right: 0 }
th.number, td.number { text-align: right } tbody tr:hover > * { background: var(--box) } .note { font-size: .85em; display: inline-block; margin-left: .35em }
.bar { display: inline-block; height: .7em; background: var(--series-1); opacity: .55; border-radius: 1px; margin-left: .7em } .bars { white-space: nowrap } .track { display: inline-block; width: 8rem; text-align: left }
pre { overflow-x: auto; padding: .7rem .9rem; margin: .6rem 0; background: var(--box); border: 1px solid var(--line); border-radius: .3rem; font: .84rem/1.5 ui-monospace, monospace; tab-size: 8; overflow-wrap: normal } pre.wrap { white-space: pre-wrap; overflow-wrap: anywhere }
.spark { display: block; width: 9rem; height: 1.4em; overflow: visible; color: var(--series-1) } details { margin: .6rem 0 } summary { cursor: pointer; padding: .2rem 0 } figure { margin: 1.2rem 0; min-width: 0 } figcaption { font-size: .9rem; margin-bottom: .3rem } figure svg { max-width: 100%; height: auto; overflow: visible; font-size: 11px }
.figures { display: grid; grid-template-columns: 1fr; gap: 0 2rem } .narrow { display: none }
.legend { list-style: none; flex-wrap: wrap; gap: .1rem 1.1rem; padding: 0; margin: .8rem 0 0; font-size: .85rem; display: none } .legend svg { vertical-align: -.2em; margin-right: .3em }
footer { margin-top: 3rem; color: var(--dim); font-size: .85rem }
@media (min-width: 46.01rem) { .figures { grid-template-columns: 1fr 1fr } .whole { grid-column: 1 / -1 } }
@media (max-width: 46rem) { .wide { display: none } .narrow { display: block } .legend { display: flex } dl { grid-template-columns: 1fr } dd { margin-bottom: .45rem } h1 { font-size: 1.25rem } .track { display: none } table { font-size: .8rem } th, td { padding-right: .7rem; min-width: 0 } }
@media print { body { max-width: none } nav { display: none } pre { white-space: pre-wrap } h2, figure, tr { break-inside: avoid } h2 { break-after: avoid } }
`;

/** The page: `it` is the report, with its figures drawn. */
export const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<header>
<h1><span class="verdict <%= it.outcome %>"><%= it.outcome %></span> <%= it.summary %></h1>
<p class="subject"><%= it.subject %></p>
<nav aria-label="Sections"><ul><% for (const section of it.sections) { %><li><a href="#<%= section.id %>"><%= section.heading %></a></li><% } %></ul></nav>
</header>
<main>
<% for (const section of it.sections) { %><section aria-labelledby="<%= section.id %>">
<h2 id="<%= section.id %>"><%= section.heading %></h2>
<%~ include('@parts', {parts: section.parts, drawSpark: it.drawSpark}) %></section>
<% } %></main>
<footer>Made by kernel-test from <%= it.source %>; a verdict and its reason are words, never a colour alone.</footer>
</body>
</html>
`;

/** The parts of a section, or of what is folded away in one. Only drawn SVG goes in as it is. */
export const parts = `<% for (const part of it.parts) { switch (part.type) {
case 'text': %><p><%= part.text %></p>
<% break;
case 'code': %><% if (part.caption) { %><p><%= part.caption %></p>
<% } %><pre tabindex="0"<% if (part.lines.length === 1) { %> class="wrap"<% } %>><%= part.lines.join('\\n') %></pre>
<% break;
case 'rows': %><dl>
<% for (const [name, value] of part.rows) { %><dt><%= name %></dt><dd><%= value %></dd>
<% } %></dl>
<% break;
case 'details': %><details<% if (part.isOpen) { %> open<% } %>><summary><%= part.summary %></summary>
<%~ include('@parts', {parts: part.parts, drawSpark: it.drawSpark}) %></details>
<% break;
case 'table': %><%~ include('@table', {...part, drawSpark: it.drawSpark}) %><% break;
case 'figures': %><% if (part.legend.length > 1) { %><ul class="legend" aria-label="Lines">
<% for (const style of part.legend) { %><li><svg width="40" height="14" viewBox="0 0 40 14" aria-hidden="true" style="color: <%= style.color %>"><path d="M1 7H39" stroke="currentColor" stroke-width="2" stroke-dasharray="<%= style.dash %>"/><path d="<%= style.path %>" fill="currentColor"/></svg><%= style.engine %></li>
<% } %></ul>
<% } %><div class="figures">
<% for (const figure of part.figures) { %><figure class="<%= figure.size %>"><figcaption><%= figure.caption %></figcaption><div class="wide"><%~ figure.wide %></div><div class="narrow"><%~ figure.narrow %></div></figure>
<% } %></div>
<% break;
} } %>`;

/** A table scrolls in a box of its own, which the keyboard reaches. */
export const table = `<div class="scroll" role="region" tabindex="0" aria-label="<%= it.caption %>"><table><caption><%= it.caption %></caption>
<thead><tr><% for (const column of it.columns) { %><th scope="col"<% if (column.isNumber) { %> class="number"<% } %>><%= column.text %></th><% } %></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr><% row.forEach((cell, index) => { const classes = [it.columns[index].isNumber ? 'number' : it.columns[index].isLong ? 'long' : '', cell.outcome ?? '', cell.bar === undefined ? '' : 'bars'].join(' ').trim(); const tag = index === 0 ? 'th' : 'td';
%><<%= tag %><% if (index === 0) { %> scope="row"<% } %><% if (classes !== '') { %> class="<%= classes %>"<% } %>><%= cell.text %><% if (cell.note) { %> <span class="note"><%= cell.note %></span><% } %><% if (cell.bar !== undefined) { %><span class="track" aria-hidden="true"><span class="bar" style="width: <%= (cell.bar * 90).toFixed(1) %>%"></span></span><% } %><% if (cell.spark) { %><%~ it.drawSpark(cell.spark) %><% } %></<%= tag %>><% }) %></tr>
<% } %></tbody></table></div>
`;
