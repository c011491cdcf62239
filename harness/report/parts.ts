// What a report is made of, before it is HTML or Markdown: sections of parts. Data only.
import type {EngineStyle} from './engine-style.js';

export interface Column {
	readonly text: string;
	readonly isNumber?: true;
	/** Sentences, which are not to be squeezed. */
	readonly isLong?: true;
}

export interface Cell {
	readonly text: string;
	/** Smaller, behind the text. */
	readonly note?: string;
	/** An outcome, which gives the cell its colour. */
	readonly outcome?: string;
	/** The length of a bar behind the text, from 0 to 1. */
	readonly bar?: number;
	/** Numbers of the past as a small line behind the text, the last one now; a page only. */
	readonly spark?: readonly number[];
}

/** The first cell of a row is its header. */
export interface Table {
	readonly type: 'table';
	readonly caption: string;
	readonly columns: readonly Column[];
	readonly rows: ReadonlyArray<readonly Cell[]>;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

export interface Line {
	readonly style: EngineStyle;
	readonly points: readonly Point[];
}

/** IOPS by queue depth, or latency by percentile, a line per engine. */
export interface LinesPlot {
	readonly kind: 'iops' | 'latency';
	readonly lines: readonly Line[];
	/** The values of x, and how each is called. */
	readonly ticks: ReadonlyArray<{readonly x: number; readonly text: string}>;
}

/** Work instructions per IO by patch number, of one bench. */
export interface StairsPlot {
	readonly kind: 'stairs';
	readonly total: number;
	readonly steps: ReadonlyArray<{readonly patch: number; readonly work: number; readonly change: number | undefined}>;
}

export interface Figure {
	readonly type: 'figure';
	readonly caption: string;
	/** Two of them stand side by side where there is room. */
	readonly size: 'whole' | 'half';
	readonly plot: LinesPlot | StairsPlot;
}

export type Part =
	| {readonly type: 'text'; readonly text: string}
	| {readonly type: 'code'; readonly caption?: string; readonly lines: readonly string[]}
	| {readonly type: 'rows'; readonly rows: ReadonlyArray<readonly [string, string]>}
	| {readonly type: 'details'; readonly summary: string; readonly isOpen?: boolean; readonly parts: readonly Part[]}
	| {readonly type: 'figures'; readonly figures: readonly Figure[]; readonly legend: readonly EngineStyle[]}
	| Table;

export interface Section {
	readonly id: string;
	readonly heading: string;
	readonly parts: readonly Part[];
}

export interface Report {
	readonly title: string;
	readonly outcome: string;
	readonly summary: string;
	/** What was tested, in one line. */
	readonly subject: string;
	readonly sections: readonly Section[];
	/** The file that it is made from; result.json without. */
	readonly source?: string;
}
