// A night, or its plan, as a person at a terminal reads it. Pure.
import Table from 'cli-table3';
import colors from 'picocolors';
import {plainTable} from '../lib/plain-table.js';
import {listParts, type Shard} from './plan-night.js';
import type {Finding, Job, JobResult, Night} from './night.js';

const paints: Readonly<Record<JobResult['outcome'], (text: string) => string>> = {
	'pass': colors.green, 'fail': colors.red, 'untestable': colors.red, 'broken': colors.yellow, 'missing': colors.yellow, 'not-run': colors.yellow,
};

/** `nightDir` as the reader shall see it. */
export function describeNight({jobs, findings, summary, exitCode}: Night, {nightDir}: {readonly nightDir: string}): string {
	const table = new Table({head: ['job', '', 'time', ''], colAligns: ['left', 'left', 'right', 'left'], ...plainTable});
	for (const {job, outcome, reason, durationMs} of jobs) table.push([job.id, paints[outcome](outcome), `${Math.round(durationMs / 1000)} s`, reason.split('\n', 1)[0]]);
	const verdict = exitCode === 0 ? colors.green('PASS') : exitCode === 1 ? colors.red('FAIL') : colors.yellow('BROKEN');
	return [table.toString(), ...findings.map(describeFinding), `night: ${nightDir}\n${verdict}: ${summary}`].join('\n\n');
}

function describeFinding({kind, job, name, sentence, guilt}: Finding): string {
	return [
		`${kind} ${name === '' ? job : `${name} (${job})`}: ${sentence}`,
		...(guilt === undefined ? [] : [`  ${guilt.sentence}`, ...guilt.functions.map(line => `    ${line}`), ...guilt.reproduce.map(command => `  again: ${command}`)]),
	].join('\n');
}

export function describePlan(jobs: readonly Job[], shard: Shard | undefined): string {
	const lines = listParts(jobs).flatMap(part => part.map(({id, mayBeMissing}) => `${id}${mayBeMissing === true ? '  (may be missing)' : ''}`));
	return [...(shard === undefined ? [] : [`part ${shard.index} of ${shard.count}`]), ...lines, `${jobs.length} jobs`].join('\n');
}
