// The report as Markdown that also reads as plain text, for a cover letter: tables are aligned, and what is folded away on
// the page is left out. Pure.
import type {RunResult} from '../result/result-schema.js';
import {makeReport} from './make-report.js';
import type {Cell, Part, Report, Table} from './parts.js';

/** Lines of a mail are not longer. */
const textWidth = 75;
/** A table whose lines are longer is told in several, a column of numbers each. */
const tableWidth = 100;

export function makeMarkdownReport(run: RunResult, others: readonly RunResult[] = []): string {
	return renderMarkdown(makeReport(run, others));
}

export function renderMarkdown({outcome, summary, subject, sections}: Report): string {
	const shown = sections.map(({heading, parts}) => ({heading, blocks: parts.flatMap(showPart)})).filter(({blocks}) => blocks.length > 0);
	return `${[
		`# ${escape(`${outcome.toUpperCase()}: ${summary}`)}`, wrap(escape(subject)),
		...shown.flatMap(({heading, blocks}) => [`## ${escape(heading)}`, ...blocks]),
	].join('\n\n')}\n`;
}

function showPart(part: Part): readonly string[] {
	switch (part.type) {
		case 'text': return [wrap(escape(part.text))];
		case 'code': return [...(part.caption === undefined ? [] : [wrap(escape(part.caption))]), part.lines.flatMap(line => line.split('\n')).map(line => `    ${line}`).join('\n')];
		case 'rows': return [part.rows.map(([name, value]) => `- ${wrap(`${escape(name)}: ${escape(value)}`).replaceAll('\n', '\n  ')}`).join('\n')];
		case 'table': return splitWide(part).flatMap(table => [wrap(escape(`${table.caption}:`)), showTable(table)]);
		// What was folded away is open again where it stands first.
		case 'details': return part.isOpen === true ? part.parts.flatMap(showPart) : [];
		case 'figures': return [];
	}
}

/** The same rows under the columns that stand before the first number, and one of numbers. */
function splitWide(table: Table): readonly Table[] {
	const lead = table.columns.findIndex(({isNumber}, index) => index > 0 && isNumber === true);
	if (lead < 0 || lead === table.columns.length - 1 || showTable(table).indexOf('\n') <= tableWidth) return [table];
	return table.columns.slice(lead).map((column, index) => ({
		...table, caption: `${table.caption}: ${column.text}`, columns: [...table.columns.slice(0, lead), {...column, text: ''}],
		rows: table.rows.filter(row => row[lead + index]!.text !== '').map(row => [...row.slice(0, lead), row[lead + index]!]),
	}));
}

function showTable({columns, rows}: Table): string {
	const cells = [columns.map(({text}) => escape(text)), ...rows.map(row => row.map(showCell))];
	const widths = columns.map((_, index) => Math.max(3, ...cells.map(row => row[index]!.length)));
	const line = (row: readonly string[]): string => `| ${row.map((cell, index) => columns[index]!.isNumber === true ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!)).join(' | ')} |`;
	const rule = `|${widths.map((width, index) => columns[index]!.isNumber === true ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2)).join('|')}|`;
	return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

function showCell({text, note}: Cell): string {
	// Names of functions are easier to read as code than with their underscores escaped.
	const shown = /^[\w.[\]-]*(?:__|\b_|_\b|[[\]])[\w.[\]-]*$/.test(text) ? `\`${text}\`` : escape(text);
	return note === undefined ? shown : `${shown} (${escape(note)})`;
}

/** Breaks at blanks; a word longer than a line stays whole, and none begins a list or a heading. */
function wrap(text: string): string {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= textWidth) lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word.replace(/^(?=[#+=-]+$)|(?<=^\d+)(?=[.)]$)/, '\\'));
	}
	return lines.join('\n');
}

/** On one line, and nothing that Markdown would obey. An underscore inside a word means nothing there, and stays as it is. */
function escape(text: string): string {
	return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*<>[\]|~]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|&(?=[#\w]+;)/g, found => `\\${found}`);
}
