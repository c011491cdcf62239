// Profiles as a page: the work of each bench as a map of layers and functions, and the same as tables. Pure.
import type {RunResult} from '../result/result-schema.js';
import {inexactNote} from './describe-profile.js';
import {describeSide} from './describe-diff.js';
import {describeRun} from './diff-profiles.js';
import type {BenchProfile} from './make-profile.js';
import {formatPerIo, formatShare} from './numbers.js';
import {makePage, type Section} from './page.js';

export function makeProfileHtml(result: RunResult, profiles: readonly BenchProfile[]): string {
	const run = describeRun(result);
	return makePage({
		title: `Instructions per IO: ${run.patch}`,
		facts: [`${describeSide(run)}, target ${result.target}, variant ${result.variant}.`],
		warnings: [], sections: profiles.map(toSection), command: result.command,
	});
}

function toSection({bench, ios, exact, total, work, wait, user, functions, layers}: BenchProfile, index: number): Section {
	const perIo = (instructions: number): string => formatPerIo(instructions, ios);
	const idOf = (name: string): string => `bench-${index + 1}-${functions.findIndex(counted => counted.name === name) + 1}`;
	return {
		title: bench,
		lines: [
			`${perIo(total)} instructions per IO: work ${perIo(work)}, waiting ${perIo(wait)}; kernel ${perIo(total - user)}, user space ${perIo(user)}.`,
			...(exact ? [] : [inexactNote]),
		],
		caption: 'Area is work in instructions per IO, by layer and function; a function leads to its line in the table.',
		groups: layers.map(layer => ({name: `${layer.name} ${formatShare(layer.instructions, work)}`, members: layer.functions.map(({name, instructions}) => ({id: idOf(name), size: instructions}))})),
		cells: new Map(layers.flatMap((layer, place) => layer.functions.map(({name, instructions}) => [idOf(name), {
			label: name, title: `${name}: ${perIo(instructions)} instructions per IO, ${formatShare(instructions, work)} of work (${layer.name})`, background: colourOf(place),
		}]))),
		tables: [
			{
				head: ['layer', 'instructions/IO', 'of work'], textColumns: [0],
				rows: layers.map(layer => ({cells: [layer.name, perIo(layer.instructions), formatShare(layer.instructions, work)]})),
			},
			{
				head: ['function', 'instructions/IO', 'of work', 'cumulative', 'layer'], textColumns: [0, 4],
				rows: functions.map(({name, instructions, kind, layer}, place) => ({id: idOf(name), cells: [
					name, perIo(instructions), ...(kind === 'wait' ? ['', '', 'waiting']
						: [formatShare(instructions, work), formatShare(functions.slice(0, place + 1).reduce((sum, counted) => sum + counted.instructions, 0), work), layer]),
				]})),
			},
		],
	};
}

/** Neighbours in the list get hues that are far from each other. */
function colourOf(index: number): string {
	const hue = (210 + index * 137) % 360;
	return `light-dark(hsl(${hue} 55% 82%), hsl(${hue} 32% 27%))`;
}
