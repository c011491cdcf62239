// In: the parts of a night, as several machines ran them. Out: its plan as if one had. Pure.
import {InputError} from '../errors.js';
import type {Job, JobResult, Night} from './night.js';
import type {NightPlan} from './plan-night.js';

export interface Part {
	/** For messages. */
	readonly dir: string;
	readonly plan: NightPlan;
	readonly night: Night;
}

/** `planned`: the jobs of the whole night, in their order. @throws InputError unless the parts are of one plan, and all of them. */
export function mergeParts(parts: readonly Part[], {configHash, planned}: {readonly configHash: string; readonly planned: readonly Job[]}): {readonly plan: NightPlan; readonly results: readonly JobResult[]} {
	const refuse = (message: string, hint: string): never => {
		throw new InputError(`--merge: ${message}`, {stage: 'night', hint});
	};
	const whole = parts.find(({plan}) => plan.shard === undefined);
	if (whole !== undefined) refuse(`${whole.dir} is a whole night`, 'give the nights of --shard i/n');
	const [first] = parts.toSorted((left, right) => left.plan.nightId < right.plan.nightId ? -1 : 1) as [Part];
	const other = parts.find(({plan}) => plan.configHash !== configHash);
	if (other !== undefined) refuse(`${other.dir} was run with another configuration`, 'give the same --config');
	const changed = parts.find(({plan}) => plan.inputsHash !== first.plan.inputsHash);
	if (changed !== undefined) refuse(`${changed.dir} and ${first.dir} did not test the same: series, checks or kernel configurations differ`, 'run the parts from one commit');
	const results = parts.flatMap(({night}) => night.jobs);
	for (const {dir, night} of parts) {
		const again = night.jobs.find(({job}) => results.filter(result => result.job.id === job.id).length > 1);
		if (again !== undefined) refuse(`${again.job.id} of ${dir} is in another part as well`, 'give each part once, all of the same n');
	}
	const lacking = planned.filter(job => !results.some(result => result.job.id === job.id));
	if (lacking.length > 0) refuse(`no part has ${lacking.map(({id}) => id).join(', ')}`, 'give all n parts');
	const ordered = planned.map(({id}) => results.find(({job}) => job.id === id)!);
	const {shard: _, ...plan} = first.plan;
	return {plan: {...plan, nightId: `${plan.nightId}-merged`, jobs: ordered.map(({job}) => job)}, results: ordered};
}
