// Nights drawn from IOPS that were measured: boot by boot, 36 boots of one series on a machine that did other work besides
// (iops-boots.json). A night is some boots in a row, so that what they share stays theirs, on a host that is up to a fifth
// faster or slower. Counts stand beside them, and checks that pass.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {makeRandom} from '../../harness/compare/rank-test.js';
import {concludeNight, judgeNight} from '../../harness/nightly/judge-night.js';
import {confirmTimes} from '../../harness/nightly/judge-times.js';
import type {Confirmation, JobResult, Night, NightMetric, Suspicion} from '../../harness/nightly/night.js';
import {makeCheck, makeCount, makeJob, makeNight} from './nights.js';

interface Measured {
	readonly benches: readonly string[];
	readonly boots: ReadonlyArray<readonly number[]>;
}

const measured = JSON.parse(await readFile(path.join(import.meta.dirname, 'iops-boots.json'), 'utf8')) as Measured;
const driftMax = 0.2;
const nightsBefore = 20;

export interface Scenario {
	readonly seed: number;
	readonly nights: number;
	readonly boots: number;
	/** A new kernel comes every so many nights. */
	readonly kernelNights: number;
	/** From the first judged night on: one bench, and what is left of its IOPS. */
	readonly loss?: {readonly bench: string; readonly factor: number};
	/** From the first judged night on: instructions more. */
	readonly growth?: number;
}

export interface Judged {
	readonly night: Night;
	readonly suspicions: readonly Suspicion[];
}

/** Judges nights one after the other, after others that are only history; what is suspected is run again. */
export function simulate(scenario: Scenario): readonly Judged[] {
	const random = makeRandom(scenario.seed);
	const judged: Judged[] = [];
	let history: readonly Night[] = [];
	for (let at = -nightsBefore; at < scenario.nights; at += 1) {
		const nightId = `n${String(at + nightsBefore).padStart(3, '0')}`;
		const jobs = drawJobs(at, scenario, random);
		const input = {night: {nightId, jobs}, history, baselines: []};
		const suspicions = at < 0 ? [] : judgeNight(input).suspicions;
		const confirmations = suspicions.map((suspicion): Confirmation => suspicion.kind === 'metric' && !suspicion.exact
			? confirmTimes({...input, suspicion, rerun: drawJobs(at, scenario, random)[0]!})
			: {suspicion, outcome: 'confirmed', sentence: 'again'});
		const night = makeNight(nightId, {jobs: [...jobs], findings: at < 0 ? [] : [...concludeNight({...input, confirmations})]});
		if (at >= 0) judged.push({night, suspicions});
		history = [night, ...history];
	}
	return judged;
}

function drawJobs(at: number, {boots, kernelNights, loss, growth}: Scenario, random: () => number): JobResult[] {
	const kernel = `k${Math.floor(at / kernelNights)}`;
	const drift = 1 + (random() * 2 - 1) * driftMax;
	const first = Math.floor(random() * measured.boots.length);
	const rows = Array.from({length: boots}, (_, boot) => measured.boots[(first + boot) % measured.boots.length]!);
	const metrics = measured.benches.map((bench, column): NightMetric => {
		const factor = drift * (at >= 0 && loss?.bench === bench ? loss.factor : 1);
		const samples = rows.map(row => Math.round(row[column]! * factor));
		return {name: `${bench}.iops`, unit: 'io/s', better: 'higher', exact: false, value: samples[0]!, samples, fingerprint: 'f1'};
	});
	const job = (kind: JobResult['job']['kind'], fields: Partial<JobResult>): JobResult => makeJob({kernel, job: {id: `sample/default/${kind}`, target: 'sample', variant: 'default', kind}, ...fields});
	return [
		job('iops', {metrics}),
		job('counts', {metrics: [makeCount(2292.74 + (at >= 0 ? growth ?? 0 : 0))]}),
		job('checks', {checks: [makeCheck('ring/wrap', ['pass']), makeCheck('io/slow', [at % 5 === 0 ? 'skip' : 'pass'])]}),
	];
}
