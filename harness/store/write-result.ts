// Writes a run's files to results/<target>/<run-id>/: result.json last, so that a folder with
// one is whole.
import {access, constants, copyFile, mkdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type {Context} from '../context.js';
import {MachineError, errnoOf} from '../errors.js';
import type {Kernel} from '../build/build-kernel.js';
import type {Coverage} from '../coverage/coverage.js';
import {makeCoverageHtml} from '../coverage/html-coverage.js';
import {exists, nameByTime} from '../lib/files.js';
import {quoteForShell} from '../lib/shell-words.js';
import {makeHtmlReport} from '../report/html-report.js';
import {makeJunit} from '../result/junit.js';
import type {RunResult} from '../result/result-schema.js';
import type {Series} from '../series/series.js';
import {writeMbox} from '../series/write-mbox.js';

/** A new run's folder; its name sorts by time. */
export async function openRunDir(target: string, ctx: Context): Promise<{runId: string; runDir: string}> {
	const runId = nameByTime();
	const runDir = path.join(ctx.resultsDir, target, runId);
	try {
		await mkdir(runDir, {recursive: true});
	} catch (error) {
		throw new MachineError(`cannot write results to ${runDir}: ${await findReason(runDir) ?? (error as Error).message}`, {stage: 'store', hint: 'choose another folder with --results DIR', cause: error});
	}
	return {runId, runDir};
}

/** On a file system that is read-only, mkdir() of several folders says that the first of them is not there. */
async function findReason(dir: string): Promise<string | undefined> {
	if (!await exists(dir)) return path.dirname(dir) === dir ? undefined : findReason(path.dirname(dir));
	return access(dir, constants.W_OK).then(() => undefined, (error: unknown) => (error as Error).message);
}

const fullErrnos: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EFBIG']);

/** What the system says of a full disk names no file. @returns the error itself when it is about something else */
export function explainFullDisk(error: unknown, runDir: string): unknown {
	if (error instanceof MachineError || !fullErrnos.has(errnoOf(error))) return error;
	return new MachineError(`cannot write results to ${runDir}: ${(error as Error).message}`, {stage: 'store', hint: 'free some space, or choose another folder with --results DIR', cause: error});
}

/** console.log is there already: the boot wrote it in place. */
export async function writeResult(
	{result, runDir, series, kernel, qemuArgv, coverage}: {
		readonly result: RunResult; readonly runDir: string; readonly series: Series; readonly kernel: Kernel | undefined; readonly qemuArgv: readonly string[] | undefined;
		readonly coverage?: Coverage | undefined;
	},
): Promise<void> {
	const put = async (name: string, text: string): Promise<void> => writeFile(path.join(runDir, name), text);
	if (kernel?.outcome === 'built') {
		await copyFile(path.join(kernel.dir, 'build.log'), path.join(runDir, 'build.log'));
		await copyFile(path.join(kernel.dir, 'kernel.config'), path.join(runDir, 'kernel.config'));
	} else if (kernel !== undefined) {
		await put('build.log', kernel.log);
	}
	if (qemuArgv !== undefined) await put('qemu-argv.txt', `${qemuArgv.map(quoteForShell).join(' ')}\n`);
	if (coverage !== undefined) {
		await put('coverage.json', `${JSON.stringify(coverage, undefined, '\t')}\n`);
		await put('coverage.html', makeCoverageHtml(coverage));
	}
	await put('series.mbox', writeMbox(series.patches.slice(0, result.series.patch)));
	await put('junit.xml', makeJunit(result));
	await put('report.html', await makeHtmlReport(result));
	await writeFileAtomic(path.join(runDir, 'result.json'), `${JSON.stringify(result, undefined, '\t')}\n`);
}

/** A run that was interrupted or broke leaves no half result behind. */
export async function dropRunDir(runDir: string): Promise<void> {
	await rm(runDir, {recursive: true, force: true});
}
