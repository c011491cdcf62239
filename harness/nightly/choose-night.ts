// In: nights that were started and did not come to their end. Out: the one that goes on, if any. Pure.
import type {NightPlan} from './plan-night.js';

/** What is older was another night. */
const ageMsMax = 24 * 3_600_000;

/** The newest that asked for the same, of the same series, less than a day ago. */
export function chooseNight(unfinished: readonly NightPlan[], {configHash, inputsHash, shard, nowMs}: Pick<NightPlan, 'configHash' | 'inputsHash' | 'shard'> & {readonly nowMs: number}): NightPlan | undefined {
	return unfinished
		.filter(plan => plan.configHash === configHash && plan.inputsHash === inputsHash && plan.shard === shard && nowMs - Date.parse(plan.startedAt) < ageMsMax)
		.sort((left, right) => left.nightId < right.nightId ? 1 : -1)[0];
}
