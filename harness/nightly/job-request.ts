// In: a job of a night. Out: what each of its boots runs, and the command that does the same by hand. Pure.
import {quoteForShell} from '../lib/shell-words.js';
import type {PlanRequest} from '../plan/plan.js';
import type {Job} from './night.js';

/** Random checks are a job of their own. */
const allButFuzz = ['!fuzz/*'];
const fuzzOnly = ['fuzz/*'];

/** `only` takes the place of the job's own checks or benches. */
export function planJob({kind, checks, benches, fuzz}: Job, only?: readonly string[]): PlanRequest {
	switch (kind) {
		case 'checks': return {checks: only ?? checks ?? allButFuzz};
		case 'fuzz': return {checks: only ?? checks ?? fuzzOnly, ...(fuzz === undefined ? {} : {fuzz})};
		case 'counts': return {benches: only ?? benches ?? [], countInstructions: true};
		case 'iops': return {benches: only ?? benches ?? []};
	}
}

export function commandOf(job: Job, only?: readonly string[]): string {
	const {checks, benches, countInstructions, fuzz} = planJob(job, only);
	const words = checks !== undefined ? ['check', ...checks] : ['bench', ...(countInstructions === true ? ['--count'] : []), ...benches ?? []];
	const random = fuzz === undefined ? [] : ['--seed', String(fuzz.seed), '--fuzz-ops', String(fuzz.ops)];
	return ['kernel-test', ...words, ...random, ...optionsOf(job)].map(quoteForShell).join(' ');
}

/** What is tested, for any command. */
export function optionsOf({target, variant, tree, series}: Job): readonly string[] {
	return [
		'--target', target, ...(tree === undefined ? [] : ['--tree', tree]), ...(series === undefined ? [] : ['--series', series]),
		...(variant === 'default' ? [] : ['--variant', variant]),
	];
}
