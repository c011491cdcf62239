// What changed between two profiles as a page: a map of layers and functions, coloured by the change, and tables. Pure.
import {inexactNote} from './describe-profile.js';
import {describeSide} from './describe-diff.js';
import type {BenchDiff, FunctionChange, ProfileDiff} from './diff-profiles.js';
import {countFunctions, formatDelta, formatPerIo} from './numbers.js';
import {makePage, type Section} from './page.js';

export function makeDiffHtml({base, head, differences, benches, missing}: ProfileDiff, command: string): string {
	return makePage({
		title: `Instructions per IO: ${base.patch} and ${head.patch}`,
		facts: [`Base: ${describeSide(base)}.`, `Head: ${describeSide(head)}.`],
		warnings: [...(differences.length === 0 ? [] : [`Not exactly comparable, for not only the kernel differs: ${differences.join('; ')}.`]), ...missing],
		sections: benches.map(toSection), command,
	});
}

function toSection({bench, exact, work, wait, changed, same}: BenchDiff, index: number): Section {
	const functions = [...changed, ...same];
	const idOf = (name: string): string => `bench-${index + 1}-${functions.findIndex(change => change.name === name) + 1}`;
	const working = functions.filter(({kind}) => kind === 'work');
	const deltaMax = Math.max(...working.map(({delta}) => Math.abs(delta)));
	const layers = [...new Set(working.map(({layer}) => layer))];
	const sumOf = (layer: string, key: 'base' | 'head' | 'delta'): number => working.filter(change => change.layer === layer).reduce((sum, change) => sum + change[key], 0);
	return {
		title: bench,
		lines: [
			`${changed.length === 0 ? 'No function changed.' : `${countFunctions(changed.length)} changed.`} Work ${formatPerIo(work.base, 1)} and ${formatPerIo(work.head, 1)} instructions per IO, ${formatDelta(work.delta)}; waiting ${formatPerIo(wait.base, 1)} and ${formatPerIo(wait.head, 1)}, ${formatDelta(wait.delta)}.`,
			...(exact ? [] : [inexactNote]),
		],
		caption: 'Area is work in instructions per IO, the larger of both; orange became more, blue became less, grey is the same. The number is the change.',
		groups: layers.map(layer => ({
			name: `${layer}${sumOf(layer, 'delta') === 0 ? '' : ` ${formatDelta(sumOf(layer, 'delta'))}`}`,
			members: working.filter(change => change.layer === layer).map(({name, base, head}) => ({id: idOf(name), size: Math.max(base, head)})),
		})),
		cells: new Map(working.map(change => [idOf(change.name), {
			label: change.state === 'same' ? change.name : `${formatDelta(change.delta)} ${change.name}`, title: describeChange(change), background: colourOf(change.delta, deltaMax),
		}])),
		tables: [{
			head: ['function', 'base', 'head', 'delta', 'layer', ''], textColumns: [0, 4, 5],
			rows: functions.map(({name, base, head, delta, kind, layer, state}) => ({id: idOf(name), cells: [
				name, state === 'new' ? '' : formatPerIo(base, 1), state === 'gone' ? '' : formatPerIo(head, 1), state === 'same' ? '' : formatDelta(delta),
				kind === 'wait' ? 'waiting' : layer, state === 'changed' ? '' : state,
			]})),
		}],
	};
}

function describeChange({name, base, head, delta, layer, state}: FunctionChange): string {
	const numbers = state === 'same' ? `${formatPerIo(head, 1)}, the same` : `${formatPerIo(base, 1)} and ${formatPerIo(head, 1)}, ${formatDelta(delta)}`;
	return `${name}: ${numbers} instructions per IO (${layer}${state === 'new' || state === 'gone' ? `, ${state}` : ''})`;
}

/** The smallest change is still told from none. */
function colourOf(delta: number, deltaMax: number): string {
	if (delta === 0) return 'var(--same)';
	return `color-mix(in srgb, var(--${delta > 0 ? 'more' : 'less'}) ${Math.round(30 + 70 * (Math.abs(delta) / deltaMax))}%, var(--same))`;
}
