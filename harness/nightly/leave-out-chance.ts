// In: a run that counted, and the functions whose work depends on a random number of the kernel's. Out: the run, with work
// numbers that leave them out: two kernels differ in them for no reason of theirs, by more than an instruction. Pure.
import picomatch from 'picomatch';
import type {RunResult} from '../result/result-schema.js';

const suffix = '.work_insns_per_io';

/** `chance`: names or globs. */
export function leaveOutChance(result: RunResult, chance: readonly string[]): RunResult {
	const isChance = picomatch(chance as string[]);
	const workOf = (bench: string): number | undefined => {
		const counted = result.counts?.find(counts => counts.bench === bench);
		return counted === undefined ? undefined
			: counted.functions.reduce((sum, {name, kind, instructions}) => kind === 'work' && !isChance(name) ? sum + instructions : sum, 0) / counted.ios;
	};
	return {...result, measurements: result.measurements.map(measured => {
		const work = measured.value !== null && measured.name.endsWith(suffix) ? workOf(measured.name.slice(0, -suffix.length)) : undefined;
		return work === undefined ? measured : {...measured, value: work, samples: [work]};
	})};
}
