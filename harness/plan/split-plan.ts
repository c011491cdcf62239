// One plan for several guests that run side by side, each with devices of its own. A check has a whole guest to itself, as
// with one guest; what is measured waits for the other guests' end. Pure.
import {timeoutMsMax, type Plan} from './plan.js';

export interface HostSize {
	readonly cpus: number;
	readonly memoryMiB: number;
}

/** Below so many checks a guest would boot for longer than they take. */
const checksPerGuestMin = 25;
/** Checks wait for grace periods and devices: so many that the processors have something to do meanwhile. */
const guestsPerCpu = 1.5;
const guestsMax = 4;

/** How many guests share these checks; `wanted` is the user's number. */
export function chooseGuests({checks, wanted, host, guestMemoryMiB}: {
	readonly checks: number; readonly wanted: number | undefined; readonly host: HostSize; readonly guestMemoryMiB: number;
}): number {
	if (wanted !== undefined) return Math.max(1, Math.min(wanted, checks));
	// The other half is the host's own.
	const fitting = Math.floor(host.memoryMiB / 2 / guestMemoryMiB);
	return Math.max(1, Math.min(Math.floor(host.cpus * guestsPerCpu), guestsMax, fitting, Math.floor(checks / checksPerGuestMin)));
}

/**
 * A plan for each guest. Checks are dealt out in turn, so that each guest has its share of every group. Benches are the
 * first guest's, which waits for the others as long as they may take: to boot, and for their checks.
 */
export function splitPlan(plan: Plan, guests: number, bootTimeoutMs: number): readonly Plan[] {
	if (guests === 1) return [plan];
	const {checks, benches, ...rest} = plan;
	const shares = Array.from({length: guests}, (_, guest) => checks.filter((_, index) => index % guests === guest));
	const longestMs = Math.max(...shares.slice(1).map(share => share.reduce((sum, {timeoutMs}) => sum + timeoutMs, 2 * bootTimeoutMs)));
	return shares.map((share, guest) => guest > 0
		? {checks: share, benches: []}
		: {...rest, checks: share, benches, ...(benches.length === 0 ? {} : {awaitHostMs: Math.min(longestMs, timeoutMsMax)})});
}
