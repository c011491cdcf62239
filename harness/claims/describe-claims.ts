// Judged claims as a person reads them on the terminal; what is estimated and not measured is called
// that. Pure: text out.
import type {Core, JudgedClaim} from './judge-claims.js';

const words: Readonly<Record<JudgedClaim['verdict'], string>> = {
	'reached': 'reached', 'missed': 'not reached', 'not-judged': 'cannot be judged here', 'broken': 'no number',
};

export function describeClaims(claims: readonly JudgedClaim[], {clockGhz, ipc}: Core): string {
	const one = (claim: JudgedClaim): string => [
		`${claim.bench}: ${claim.description}`,
		row('claimed', `${group(claim.iops)} IOPS (${claim.source})`),
		row('measured', `${group(claim.measuredIops)} IOPS: ${words[claim.verdict]}${claim.reason === '' ? '' : `, ${claim.reason}`}`),
		row('instructions', `${group(claim.insnsPerIo)} an IO, ${group(claim.workInsnsPerIo)} of them work and not waiting for the device`),
		row('estimate', `${group(claim.estimatedIops)} IOPS, ${percentOf(claim)} of what is claimed`),
		row('', `not measured: ${clockGhz} GHz * ${ipc} instructions per cycle / ${group(claim.workInsnsPerIo)} instructions of work`),
		...(claim.estimatedIops === null ? [] : [row('', `the claim takes ${needed(claim, clockGhz)} instructions per cycle at ${clockGhz} GHz`)]),
	].join('\n');
	return [
		...claims.map(one),
		'An estimate is for a core that never waits: a device that is always ready, no cache misses beyond what the\ninstructions per cycle stand for. --clock-ghz and --ipc are of the core that you mean.',
	].join('\n\n');
}

/** Instructions per cycle with which the claim would be met. */
function needed({iops, workInsnsPerIo}: JudgedClaim, clockGhz: number): string {
	return ((iops * workInsnsPerIo!) / (clockGhz * 1e9)).toFixed(2);
}

function percentOf({estimatedIops, iops}: JudgedClaim): string {
	return estimatedIops === null ? 'nothing' : `${Math.round((estimatedIops / iops) * 100)} %`;
}

function row(key: string, text: string): string {
	return `  ${key.padEnd(14)}${text}`;
}

function group(value: number | null): string {
	return value === null ? 'no' : value.toLocaleString('en-US', {maximumFractionDigits: 1});
}
