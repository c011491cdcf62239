// What changed between two profiles as text for the terminal. Pure.
import {formatTable} from '../lib/plain-table.js';
import {inexactNote} from './describe-profile.js';
import type {BenchDiff, DiffedRun, ProfileDiff} from './diff-profiles.js';
import type {Change} from '../result/change-per-io.js';
import {countFunctions, formatDelta, formatPerIo} from './numbers.js';

/** Where another boot of the same kernel differs, changes below this part of the work are one line. */
const shareMin = 0.001;

export function describeDiff({base, head, differences, benches, missing}: ProfileDiff, {verbose}: {readonly verbose: boolean}): string {
	return [
		`base  ${describeSide(base)}\nhead  ${describeSide(head)}`,
		...(differences.length === 0 ? [] : [['Not exactly comparable, for not only the kernel differs:', ...differences.map(line => `  ${line}`)].join('\n')]),
		...benches.map(bench => describeBench(bench, verbose)),
		...(missing.length === 0 ? [] : [missing.join('\n')]),
	].join('\n\n');
}

/** In one line. */
export function describeSide({runId, patch, lastSubject, tree}: DiffedRun): string {
	return `${patch}${lastSubject === undefined ? '' : `: ${lastSubject}`} (${tree}, run ${runId})`;
}

function describeBench({bench, exact, work, wait, changed}: BenchDiff, verbose: boolean): string {
	const limit = verbose || exact ? 0 : work.base * shareMin;
	const shown = changed.filter(({delta}) => Math.abs(delta) >= limit);
	const rest = changed.filter(({delta}) => Math.abs(delta) < limit);
	const rows = shown.map(({name, base, head, delta, kind, state, layer}) => [
		name, state === 'new' ? '' : formatPerIo(base, 1), state === 'gone' ? '' : formatPerIo(head, 1), formatDelta(delta),
		[layer, ...(kind === 'wait' ? ['waiting'] : []), ...(state === 'changed' ? [] : [state])].join(', '),
	]);
	if (rest.length > 0) rows.push([`${countFunctions(rest.length)} with less`, '', '', formatDelta(rest.reduce((sum, {delta}) => sum + delta, 0)), '--verbose shows them']);
	const sum = (name: string, {base, head, delta}: Change): string[] => [name, formatPerIo(base, 1), formatPerIo(head, 1), formatDelta(delta), ''];
	if (changed.length > 0) rows.push(sum('all work', work), ...(wait.base === 0 && wait.head === 0 ? [] : [sum('all that wait', wait)]));
	return [
		changed.length === 0 ? `${bench}: no function changed; work ${formatPerIo(work.base, 1)} instructions per IO` : `${bench}: ${countFunctions(changed.length)} changed, work ${formatDelta(work.delta)} instructions per IO`,
		...(exact ? [] : [`  ${inexactNote}`]),
		...(rows.length === 0 ? [] : ['', formatTable([['function', 'left'], ['base', 'right'], ['head', 'right'], ['delta', 'right'], ['', 'left']], rows)]),
	].join('\n');
}
