// In: the planned benches, the guest's raw integers, and the instructions of those that were counted.
// Out: measurements with unit and direction. A polled number from a device without a granted poll
// queue is broken, not a number. Pure.
import type {Boot} from '../boot/boot.js';
import type {DeviceFacts, MeasurementRecord} from '../guest-log/records.js';
import {isPolledEngine, pollingDevice} from '../plan/bench-name.js';
import type {PlannedBench} from '../plan/plan.js';
import type {BenchCounts, Measurement} from './result-schema.js';

const nsPerSecond = 1e9;

interface JudgeInput {
	readonly planned: readonly PlannedBench[];
	readonly boot: Boot;
	readonly counts: readonly BenchCounts[];
}

/**
 * IOPS and latency percentiles per bench, or instructions per IO where those were counted (there time means
 * nothing); one entry without a value where there is no number.
 */
export function judgeBenches({planned, boot, counts}: JudgeInput): Measurement[] {
	const records = new Map(boot.report.measurements.map(record => [record.name, record]));
	const entries = new Map(boot.report.entries.map(entry => [entry.name, entry]));
	return planned.flatMap(bench => {
		const isCounted = bench.mark !== undefined;
		const without = (outcome: 'skip' | 'broken', reason: string): Measurement[] => [isCounted
			? {name: `${bench.name}.insns_per_io`, outcome, reason, unit: 'insns/io', better: 'lower', value: null, samples: []}
			: {name: `${bench.name}.iops`, outcome, reason, unit: 'io/s', better: 'higher', value: null, samples: []}];
		const entry = entries.get(`bench/${bench.name}`);
		const record = records.get(bench.name);
		if (entry === undefined) return without('broken', boot.outcome === 'ok' ? 'the guest gave no result' : `${boot.outcome}: ${boot.reason}`);
		if (entry.outcome === 'skip') return without('skip', entry.reason);
		if (entry.outcome !== 'pass') return without('broken', entry.reason || entry.outcome);
		if (record === undefined || record.ios === 0) return without('broken', 'the bench reported no number');
		const device = pollingDevice(bench.parameters.device);
		if (isPolledEngine(bench.parameters.engine) && grantedPollQueues(device, boot.report.devices) === 0) {
			return without('broken', `${device} was granted no poll queue`);
		}
		if (!isCounted) return toMeasurements(bench.name, record);
		const counted = counts.find(({bench: name}) => name === bench.name);
		return counted === undefined ? without('broken', 'the bench set no marks') : toCountMeasurements(counted);
	});
}

/** Poll queues of the first device of this kind; 0 when there is none. */
export function grantedPollQueues(kind: string, devices: readonly DeviceFacts[]): number {
	return devices.find(device => device.kind === kind)?.pollQueues ?? 0;
}

function toMeasurements(name: string, record: MeasurementRecord): Measurement[] {
	const iops = Math.round((record.ios * nsPerSecond) / record.elapsed_ns);
	return [
		{name: `${name}.iops`, outcome: 'pass', reason: '', unit: 'io/s', better: 'higher', value: iops, samples: [iops]},
		...Object.entries(record.lat_ns ?? {}).map(([percentile, value]): Measurement =>
			({name: `${name}.lat_${percentile}_ns`, outcome: 'pass', reason: '', unit: 'ns', better: 'lower', value, samples: [value]})),
	];
}

function toCountMeasurements({bench, ios, functions}: BenchCounts): Measurement[] {
	const sum = (kind?: 'work' | 'wait'): number =>
		functions.filter(counted => kind === undefined || counted.kind === kind).reduce((total, {instructions}) => total + instructions, 0) / ios;
	return ([['insns_per_io', sum()], ['work_insns_per_io', sum('work')], ['wait_insns_per_io', sum('wait')]] as const)
		.map(([metric, value]) => ({name: `${bench}.${metric}`, outcome: 'pass', reason: '', unit: 'insns/io', better: 'lower', value, samples: [value]}));
}
