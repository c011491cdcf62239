// The flow of `report`: from a stored run, and others of its series, to a page beside it or to Markdown. It binds the
// stages store and report.
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from './context.js';
import {InputError, MachineError} from './errors.js';
import {listHistory} from './nightly/list-history.js';
import {makeHistoryHtml} from './report/history-page.js';
import {makeHtmlReport} from './report/html-report.js';
import {makeMarkdownReport} from './report/markdown-report.js';
import type {RunResult} from './result/result-schema.js';
import {listRuns} from './store/list-runs.js';
import {loadRun} from './store/load-run.js';
import {readNights} from './store/nights.js';

export interface ReportRequest {
	readonly target: string;
	/** A run id, a folder or a result.json; the newest run without it. */
	readonly run: string | undefined;
	/** Runs at other patches of the series; without them, those that the results folder has. */
	readonly with: readonly string[] | undefined;
	readonly format: 'html' | 'markdown';
	/** The file to write; a page goes beside the result, and Markdown to the reader, without it. */
	readonly output: string | undefined;
}

/** What to print: the path of the file that was written, or the Markdown. */
export async function writeReport(request: ReportRequest, ctx: Context): Promise<string> {
	const {result, dir} = await loadRun({name: request.run, target: request.target}, ctx);
	const others = request.with === undefined ? await listOthers(result, ctx) : await loadOthers(request.with, result.target, ctx);
	if (request.format === 'markdown') {
		const text = makeMarkdownReport(result, others);
		return request.output === undefined ? text : write(request.output, text);
	}
	return write(request.output ?? path.join(dir, 'report.html'), await makeHtmlReport(result, others));
}

/** Only what was counted has a cost by patch. */
async function listOthers({target, counts}: RunResult, ctx: Context): Promise<readonly RunResult[]> {
	return counts === undefined ? [] : listRuns(target, ctx);
}

async function loadOthers(names: readonly string[], target: string, ctx: Context): Promise<readonly RunResult[]> {
	return Promise.all(names.map(async name => (await loadRun({name, target}, ctx)).result));
}

/** `report --history`: every number whose name that is, over the nights, as one page. Returns the path of the file. */
export async function writeHistory({name = '*', target, output}: {readonly name: string | undefined; readonly target: string; readonly output: string | undefined}, ctx: Context): Promise<string> {
	const series = listHistory({name, target}, await readNights(ctx)).filter(({unit}) => unit !== '');
	const dir = path.join(ctx.resultsDir, 'nightly');
	if (series.length === 0) throw new InputError(`no night in ${dir} has a number of ${target} that is called ${name}`, {stage: 'report', hint: '`kernel-test nightly` makes nights; --target and --results name others'});
	return write(output ?? path.join(dir, 'history.html'), makeHistoryHtml(series));
}

async function write(file: string, text: string): Promise<string> {
	try {
		await writeFile(file, text);
	} catch (error) {
		throw new MachineError(`cannot write ${file}: ${(error as Error).message}`, {stage: 'report', hint: 'choose another file with --output', cause: error});
	}
	return `${path.relative('', path.resolve(file))}\n`;
}
