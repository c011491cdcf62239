// In: what a series is said to reach, the same benches once counted and once timed, and a core that
// there need not be. Out: measured IOPS, instructions per IO, what that core would reach, and a verdict
// where time means something. Pure.
import {InputError} from '../errors.js';
import type {PlanRequest} from '../plan/plan.js';
import type {RunResult} from '../result/result-schema.js';
import type {Target} from '../target/target-schema.js';

export type Claim = Target['claims'][number];

/** What it is to be estimated for. */
export interface Core {
	readonly clockGhz: number;
	/** Instructions per cycle. */
	readonly ipc: number;
}

/** One run for the instructions, one for the time. @throws InputError where there is nothing to claim, or more was asked for. */
export function planClaims(claims: readonly Claim[], {benches = [], countInstructions, benchOptions: {ms, ...others} = {}}: PlanRequest): {
	readonly claims: readonly Claim[]; readonly counted: PlanRequest; readonly timed: PlanRequest;
} {
	if (claims.length === 0) throw new InputError('this target\'s series claims nothing', {stage: 'target', hint: '`claims` in target.json names benches and the IOPS that they are said to reach'});
	if (benches.length > 0 || countInstructions === true || Object.keys(others).length > 0) {
		throw new InputError('--claims measures what target.json names, as it is named there', {stage: 'target', hint: 'leave names, --count, --batch, --threads and --ios away'});
	}
	const names = claims.map(({bench}) => bench);
	return {claims, counted: {benches: names, countInstructions: true}, timed: {benches: names, benchOptions: ms === undefined ? {} : {ms}}};
}

type Measured = Pick<RunResult, 'measurements' | 'boot'>;

export interface JudgedClaim extends Claim {
	/** not-judged: emulated, where time means nothing. broken: there is no number. */
	readonly verdict: 'reached' | 'missed' | 'not-judged' | 'broken';
	/** Why it is neither reached nor missed; empty otherwise. */
	readonly reason: string;
	readonly measuredIops: number | null;
	/** All of them, and those that are work: the rest waits for the device. */
	readonly insnsPerIo: number | null;
	readonly workInsnsPerIo: number | null;
	/** Not measured: clock * ipc / work instructions per IO. */
	readonly estimatedIops: number | null;
}

export function judgeClaims(
	{claims, counted, timed, core}: {readonly claims: readonly Claim[]; readonly counted: Measured; readonly timed: Measured; readonly core: Core},
): readonly JudgedClaim[] {
	return claims.map(claim => {
		const iops = timed.measurements.find(({name}) => name === `${claim.bench}.iops`);
		const insns = counted.measurements.find(({name}) => name === `${claim.bench}.insns_per_io`);
		const work = valueOf(counted, `${claim.bench}.work_insns_per_io`);
		return {
			...claim,
			...judge(claim, iops?.value ?? null, iops?.reason ?? 'not measured', timed.boot?.accel),
			measuredIops: iops?.value ?? null, insnsPerIo: insns?.value ?? null, workInsnsPerIo: work,
			estimatedIops: work === null ? null : estimateIops(work, core),
		};
	});
}

/**
 * What one core reaches that only works and never waits: an upper bound for a device that is always ready. At depth 1 the
 * device's own time comes on top.
 */
export function estimateIops(workInsnsPerIo: number, {clockGhz, ipc}: Core): number {
	return Math.round((clockGhz * 1e9 * ipc) / workInsnsPerIo);
}

function judge({iops}: Claim, measured: number | null, reason: string, accel: 'kvm' | 'tcg' | undefined): Pick<JudgedClaim, 'verdict' | 'reason'> {
	if (measured === null) return {verdict: 'broken', reason};
	if (accel !== 'kvm') return {verdict: 'not-judged', reason: 'time on an emulated CPU (TCG) says nothing about it'};
	return {verdict: measured >= iops ? 'reached' : 'missed', reason: ''};
}

function valueOf({measurements}: Measured, name: string): number | null {
	return measurements.find(measurement => measurement.name === name)?.value ?? null;
}
