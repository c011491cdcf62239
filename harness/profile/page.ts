// In: benches, each as a map and a table. Out: one self-contained page that opens offline. The map is laid out twice, for a
// wide and for a narrow screen. Pure; text is escaped by the template.
import {Eta} from 'eta';
import {layOut, stripHeight, type Rectangle, type SizedGroup} from './treemap.js';

export interface Page {
	readonly title: string;
	/** Under the title, a line each. */
	readonly facts: readonly string[];
	/** What wants attention, before all numbers. */
	readonly warnings: readonly string[];
	readonly sections: readonly Section[];
	/** The command that made it. */
	readonly command: string;
}

export interface Section {
	readonly title: string;
	readonly lines: readonly string[];
	/** What area and colour mean. */
	readonly caption: string;
	readonly groups: readonly SizedGroup[];
	/** Of the groups' members, by id. */
	readonly cells: ReadonlyMap<string, Cell>;
	readonly tables: readonly PageTable[];
}

export interface Cell {
	readonly label: string;
	readonly title: string;
	/** CSS of its background. */
	readonly background: string;
}

export interface PageTable {
	readonly head: readonly string[];
	/** A row that a cell of the map leads to has its id. */
	readonly rows: ReadonlyArray<{readonly id?: string; readonly cells: readonly string[]}>;
	/** Columns of text; others are numbers. */
	readonly textColumns: readonly number[];
}

/** Heights are pixels of the page; of the width only the proportion counts, as it is what there is. */
const screens = [{name: 'wide', width: 1120, height: 620}, {name: 'narrow', width: 380, height: 760}] as const;
/** Of the map's text and cells. */
const lineHeight = 15;
const borderWidth = 1;
const labelWidthMin = 34;
/** A zero width space: names are broken between their words. */
const breakHere = '\u{200B}';
/** In pixels; what is smaller is seen in the table. */
const areaMin = 12;

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style>
:root { color-scheme: light dark; font: 15px/1.45 system-ui, sans-serif; --ground: light-dark(#fff, #16181b); --line: light-dark(#0002, #fff3); --text: light-dark(#111, #eee); --more: light-dark(#f59f5c, #a9521a); --less: light-dark(#7db4f0, #1f5f9e); --same: light-dark(#e4e6e8, #34383d) }
body { max-width: 70rem; margin: 1.5rem auto; padding: 0 1rem; background: var(--ground); color: var(--text) }
h1 { font-size: 1.5rem; line-height: 1.25; overflow-wrap: anywhere } h2 { font-size: 1.15rem; margin-top: 2.2rem; overflow-wrap: anywhere } p { margin: .3rem 0; overflow-wrap: anywhere }
.warning { border-left: .3rem solid var(--more); padding-left: .7rem } .caption { color: light-dark(#555, #aaa); font-size: .9rem }
.map { position: relative; margin: .8rem 0; overflow: hidden } .narrow { display: none }
.map > * { position: absolute; box-sizing: border-box; overflow: hidden; white-space: nowrap; font-size: 12px; line-height: 15px; padding: 0 3px }
.map > a { color: var(--text); text-decoration: none; white-space: normal; border: solid var(--ground); border-width: 0 1px 1px 0 } .map span { display: block; overflow: hidden; overflow-wrap: anywhere } .map > a:hover, .map > a:focus-visible { outline: 2px solid var(--text); outline-offset: -2px }
.map > b { line-height: 18px; padding: 0 1px; text-overflow: ellipsis }
.scroll { overflow-x: auto } table { border-collapse: collapse; margin: .8rem 0 } th, td { text-align: right; padding: .15rem 0 .15rem 1.1rem; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; white-space: nowrap }
th.text, td.text { text-align: left } th:first-child, td:first-child { padding-left: 0 } tr:target { background: light-dark(#fff2a8, #57480b) } pre { overflow-x: auto; padding: .6rem; background: #8882 }
@media (max-width: 46rem) { .wide { display: none } .narrow { display: block } table { font-size: .87rem } th, td { padding-left: .7rem } }
</style>
<h1><%= it.title %></h1>
<% for (const fact of it.facts) { %><p><%= fact %></p>
<% } %><% for (const warning of it.warnings) { %><p class="warning"><%= warning %></p>
<% } %><% for (const section of it.sections) { %><h2><%= section.title %></h2>
<% for (const line of section.lines) { %><p><%= line %></p>
<% } %><p class="caption"><%= section.caption %></p>
<% for (const map of section.maps) { %><div class="map <%= map.name %>" style="height: <%= map.height %>px">
<% for (const group of map.groups) { %><b style="<%= group.place %>" title="<%= group.name %>"><%= group.name %></b>
<% } %><% for (const member of map.members) { %><a href="#<%= member.id %>" style="<%= member.place %>; background: <%= member.background %>" title="<%= member.title %>"><% if (member.textHeight > 0) { %><span style="max-height: <%= member.textHeight %>px"><%= member.label %></span><% } %></a>
<% } %></div>
<% } %><% for (const table of section.tables) { %><div class="scroll"><table><tr><% for (const [column, text] of table.head.entries()) { %><th<% if (table.textColumns.includes(column)) { %> class="text"<% } %>><%= text %><% } %>
<% for (const row of table.rows) { %><tr<% if (row.id) { %> id="<%= row.id %>"<% } %>><% for (const [column, text] of row.cells.entries()) { %><td<% if (table.textColumns.includes(column)) { %> class="text"<% } %>><%= text %><% } %>
<% } %></table></div>
<% } %><% } %><h2>Again</h2><pre><%= it.command %></pre>
</html>
`;

export function makePage({sections, ...rest}: Page): string {
	return new Eta({autoEscape: true}).renderString(page, {...rest, sections: sections.map(section => ({...section, maps: screens.map(screen => drawMap(section, screen))}))});
}

function drawMap({groups, cells}: Section, {name, width, height}: (typeof screens)[number]): object {
	const map = layOut(groups, {width, height});
	const percent = (part: number): string => `${((part / width) * 100).toFixed(3)}%`;
	const place = (rectangle: Rectangle): string =>
		`left: ${percent(rectangle.x)}; top: ${rectangle.y}px; width: ${percent(rectangle.width)}; height: ${rectangle.height}px`;
	return {
		name, height,
		groups: map.groups.map(group => ({name: group.name, place: place({...group, height: Math.min(group.height, stripHeight)})})),
		members: map.members.filter(member => member.width * member.height >= areaMin).map(member => {
			const {label, title, background} = cells.get(member.id)!;
			// Whole lines only.
			const textHeight = member.width < labelWidthMin ? 0 : Math.floor((member.height - borderWidth) / lineHeight) * lineHeight;
			return {id: member.id, place: place(member), title, background, label: label.replaceAll('_', `_${breakHere}`), textHeight};
		}),
	};
}
