// The report as one self-contained page that opens offline. Text is escaped by the templates; figures are drawn before,
// once for a wide page and once for a phone.
import {Eta} from 'eta';
import type {RunResult} from '../result/result-schema.js';
import type {EngineStyle} from './engine-style.js';
import {makeReport} from './make-report.js';
import {page, parts, table} from './page-template.js';
import type {Figure, Part, Report} from './parts.js';
import {drawSpark} from './spark.js';

const widths = {whole: 900, half: 440, narrow: 340} as const;

const symbolPaths: Readonly<Record<EngineStyle['symbol'], string>> = {
	circle: 'M16 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0', square: 'M16 3h8v8h-8z', diamond: 'M20 2l5 5l-5 5l-5 -5z', triangle: 'M20 2l5 9h-10z',
};

export async function makeHtmlReport(run: RunResult, others: readonly RunResult[] = []): Promise<string> {
	return renderHtml(makeReport(run, others));
}

export async function renderHtml(report: Report): Promise<string> {
	const hasFigures = report.sections.some(section => section.parts.some(({type}) => type === 'figures'));
	const drawn = hasFigures ? await drawAll(report.sections) : report.sections;
	const eta = new Eta({autoEscape: true});
	eta.loadTemplate('@parts', parts);
	eta.loadTemplate('@table', table);
	return eta.renderString(page, {source: 'result.json', drawSpark, ...report, sections: drawn});
}

async function drawAll(sections: ReadonlyArray<{readonly parts: readonly Part[]}>): Promise<readonly object[]> {
	const {drawFigure} = await import('./draw-figure.js');
	const draw = (figure: Figure): object => ({...figure, wide: drawFigure(figure.plot, widths[figure.size]), narrow: drawFigure(figure.plot, widths.narrow)});
	return sections.map(section => ({
		...section,
		parts: section.parts.map(part => part.type !== 'figures' ? part : {
			...part, figures: part.figures.map(draw), legend: part.legend.map(style => ({...style, path: symbolPaths[style.symbol]})),
		}),
	}));
}
