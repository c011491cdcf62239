// In: the executed instructions of benches, and how many IOs each did. Out: instructions per IO by
// function, work told from waiting by the functions that the target names. Pure.
import picomatch from 'picomatch';
import type {CountedBench} from '../count/count-benches.js';
import type {MeasurementRecord} from '../guest-log/records.js';
import type {BenchCounts} from './result-schema.js';

interface DivideInput {
	readonly counted: readonly CountedBench[];
	readonly records: readonly MeasurementRecord[];
	/** Names or globs of functions that wait. */
	readonly waiting: readonly string[];
}

/** A bench without a record of its IOs has no counts. */
export function divideCounts({counted, records, waiting}: DivideInput): BenchCounts[] {
	const isWaiting = picomatch(waiting as string[]);
	return counted.flatMap(({name, functions}) => {
		const ios = records.find(record => record.name === name)?.ios ?? 0;
		return ios === 0 ? [] : [{
			bench: name, ios,
			functions: functions.map(({name, instructions}) => ({name, kind: isWaiting(name) ? 'wait' as const : 'work' as const, instructions, insnsPerIo: instructions / ios})),
		}];
	});
}
