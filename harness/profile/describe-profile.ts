// A profile as text for the terminal: the sums, then layers, then functions. Pure.
import {formatTable} from '../lib/plain-table.js';
import type {BenchProfile} from './make-profile.js';
import {countFunctions, formatPerIo, formatShare} from './numbers.js';

/** Functions with less of the work than this are one line. */
const shareMin = 0.001;

export function describeProfile(profile: BenchProfile, {verbose}: {readonly verbose: boolean}): string {
	return [describeSums(profile), describeLayers(profile), describeFunctions(profile, verbose)].join('\n\n');
}

/** Also beside a comparison. */
export const inexactNote = 'Interrupts come when a thread of the emulator ran: two boots of one kernel differ by a few instructions here.';

export function describeSums({bench, ios, exact, total, work, wait, user}: BenchProfile): string {
	const perIo = (instructions: number): string => formatPerIo(instructions, ios);
	return [
		`${bench}: ${perIo(total)} instructions per IO`,
		`  work ${perIo(work)}, waiting ${perIo(wait)}; kernel ${perIo(total - user)}, user space ${perIo(user)}`,
		...(exact ? [] : [`  ${inexactNote}`]),
	].join('\n');
}

function describeLayers({ios, work, layers}: BenchProfile): string {
	return formatTable(
		[['layer', 'left'], ['instructions/IO', 'right'], ['of work', 'right']],
		layers.map(({name, instructions}) => [name, formatPerIo(instructions, ios), formatShare(instructions, work)]),
	);
}

function describeFunctions({ios, work, wait, functions}: BenchProfile, verbose: boolean): string {
	const limit = verbose ? 0 : work * shareMin;
	const rows: string[][] = [];
	let cumulative = 0;
	for (const {name, layer, instructions, kind} of functions) {
		if (kind !== 'work' || instructions < limit) continue;
		cumulative += instructions;
		rows.push([name, formatPerIo(instructions, ios), formatShare(instructions, work), formatShare(cumulative, work), layer]);
	}
	const few = functions.filter(({kind, instructions}) => kind === 'work' && instructions < limit).length;
	if (few > 0) rows.push([`${countFunctions(few)} below ${formatShare(shareMin, 1)}`, formatPerIo(work - cumulative, ios), formatShare(work - cumulative, work), formatShare(work, work), '--verbose shows them']);
	const waiting = functions.filter(({kind}) => kind === 'wait');
	for (const {name, instructions} of waiting) if (instructions >= limit) rows.push([name, formatPerIo(instructions, ios), '', '', 'waiting']);
	const fewWaiting = waiting.filter(({instructions}) => instructions < limit);
	if (fewWaiting.length > 0) {
		rows.push([`${countFunctions(fewWaiting.length)} below that`, formatPerIo(fewWaiting.reduce((sum, {instructions}) => sum + instructions, 0), ios), '', '', 'waiting']);
	}
	if (wait > 0 && waiting.length > 1) rows.push(['all that wait', formatPerIo(wait, ios), '', '', '']);
	return formatTable([['function', 'left'], ['instructions/IO', 'right'], ['of work', 'right'], ['cumulative', 'right'], ['layer', 'left']], rows);
}
