// What the target's series is said to reach: its benches once counted and once timed, each in a boot of its own,
// and judged.
import {judgeClaims, planClaims, type Core, type JudgedClaim} from './claims/judge-claims.js';
import type {Context} from './context.js';
import type {RunResult} from './result/result-schema.js';
import {run, type RunRequest} from './run.js';
import {loadTarget} from './target/load-target.js';

export interface MeasuredClaims {
	readonly claims: readonly JudgedClaim[];
	readonly counted: RunResult;
	readonly timed: RunResult;
}

export interface ClaimsRequest {
	readonly core: Core;
	readonly request: RunRequest;
}

export async function measureClaims({core, request}: ClaimsRequest, ctx: Context): Promise<MeasuredClaims> {
	const {claims, ...plans} = planClaims((await loadTarget(request.target, ctx)).claims, request.plan);
	// Instructions are counted on one emulated CPU, whatever the time is taken on.
	const {result: counted} = await run({...request, plan: plans.counted, accel: 'auto', cpus: undefined}, ctx);
	const {result: timed} = await run({...request, plan: plans.timed}, ctx);
	return {claims: judgeClaims({claims, counted, timed, core}), counted, timed};
}
