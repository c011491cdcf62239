// Stored results of real runs. Most checks of run.json and most functions of counted-<patch>.json, six prefixes of one
// series, were taken out to keep them small.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {parseResult} from '../../harness/store/load-run.js';
import type {CheckResult, Measurement, RunResult} from '../../harness/result/result-schema.js';
import type {Part, Section, Table} from '../../harness/report/parts.js';
import {projectDir} from '../support.js';

export const fixturesDir = path.join(projectDir, 'test/fixtures/report');

async function read(name: string): Promise<RunResult> {
	const file = path.join(fixturesDir, name);
	return parseResult(await readFile(file, 'utf8'), file);
}

/** All checks, and the short benchmark in time. */
export const timedRun = await read('run.json');
/** Three benches, counted after all 24 patches. */
export const countedRun = await read('counted-24.json');
/** The same, counted after 0, 13, 18, 19 and 23 of them; the rings come with the 13th. */
export const prefixRuns = await Promise.all([0, 13, 18, 19, 23].map(async patch => read(`counted-${patch}.json`)));

export function makeCheck(name: string, fields: Partial<CheckResult> = {}): CheckResult {
	return {name, outcome: 'pass', reason: '', durationMs: 5, kernelWarnings: [], output: [], ...fields};
}

export function makeMeasurement(name: string, value: number | null, fields: Partial<Measurement> = {}): Measurement {
	return {name, outcome: value === null ? 'broken' : 'pass', reason: '', unit: 'io/s', better: 'higher', value, samples: value === null ? [] : [value], ...fields};
}

/** Every part, those that are folded away, too. */
export function listParts(sections: readonly Section[]): readonly Part[] {
	const open = (part: Part): readonly Part[] => part.type === 'details' ? [part, ...part.parts.flatMap(open)] : [part];
	return sections.flatMap(({parts}) => parts.flatMap(open));
}

/** The texts of a table whose caption is like this. */
export function findTable(sections: readonly Section[], caption: RegExp): ReadonlyArray<readonly string[]> {
	const table = listParts(sections).find((part): part is Table => part.type === 'table' && caption.test(part.caption));
	return (table?.rows ?? []).map(row => row.map(({text, note}) => note === undefined ? text : `${text} (${note})`));
}
