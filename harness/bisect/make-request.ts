// From the options of `bisect` to what it asks. Pure.
import type {Threshold} from '../compare/comparison.js';
import {InputError} from '../errors.js';
import type {BisectRequest, Question} from './bisection.js';

export interface BisectOptions {
	readonly target: string;
	readonly tree?: string | undefined;
	readonly series?: string | undefined;
	readonly variant: string;
	readonly accel: BisectRequest['accel'];
	readonly smp?: number;
	readonly nvme?: BisectRequest['nvme'];
	readonly append?: readonly string[];
	readonly qemuArgs?: readonly string[];
	readonly timeout?: number;
	readonly from: number;
	readonly to?: number;
	readonly check?: readonly string[];
	readonly metric?: string;
	readonly threshold?: Threshold;
	readonly against?: string;
	readonly repeats?: number;
	readonly seed: number;
	readonly fuzzOps: number;
	readonly replay?: string;
}

/** @throws InputError unless there is one thing to look for. */
export function makeBisectRequest(options: BisectOptions): BisectRequest | {readonly replay: string} {
	if (options.replay !== undefined) return {replay: options.replay};
	const {target, tree = null, series = null, variant, accel, smp = null, nvme = {}, append = [], qemuArgs = [], timeout = null, from, to = null} = options;
	return {target, tree, series, variant, accel, cpus: smp, nvme, append: [...append], qemuArgs: [...qemuArgs], totalTimeoutMs: timeout, from, to, question: makeQuestion(options)};
}

function makeQuestion({check, metric, threshold, against, repeats = 1, seed, fuzzOps}: BisectOptions): Question {
	if (metric !== undefined) return {kind: 'metric', bench: metric, threshold: threshold ?? {percent: 0.02}, against: against ?? null};
	if (check === undefined) throw new InputError('bisect: there is nothing to look for', {stage: 'bisect', hint: 'give --check NAME, --metric BENCH or --replay FILE'});
	if (threshold !== undefined || against !== undefined) throw new InputError('--threshold and --against are for --metric', {stage: 'bisect', hint: 'a check passes or fails'});
	return {kind: 'check', checks: [...check], repeats, fuzz: {seed, ops: fuzzOps}};
}
