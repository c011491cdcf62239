// In: the counted instructions of a bench by function. Out: its profile: sums, and each function with its layer. Sums are
// exact integers over all IOs; only what is shown is divided. Pure.
import {userSpace} from '../count/sum-functions.js';
import {isExactName} from '../plan/bench-name.js';
import type {BenchCounts} from '../result/result-schema.js';
import type {Target} from '../target/target-schema.js';
import {listLayers, makeLayerFinder} from './layers.js';

export interface ProfiledFunction {
	readonly name: string;
	readonly layer: string;
	readonly kind: 'work' | 'wait';
	readonly instructions: number;
}

export interface ProfiledLayer {
	readonly name: string;
	readonly instructions: number;
	/** Those that work, most instructions first. */
	readonly functions: readonly ProfiledFunction[];
}

/** All numbers are instructions of all IOs together. */
export interface BenchProfile {
	readonly bench: string;
	readonly ios: number;
	/** Does another boot execute the same instructions? */
	readonly exact: boolean;
	readonly total: number;
	readonly work: number;
	readonly wait: number;
	readonly user: number;
	/** Those that work first, then those that wait; most instructions first. */
	readonly functions: readonly ProfiledFunction[];
	/** Of work, in the target's order; without those that have none. */
	readonly layers: readonly ProfiledLayer[];
}

export function makeProfile({bench, ios, functions}: BenchCounts, layers: Target['layers']): BenchProfile {
	const layerOf = makeLayerFinder(layers);
	const sorted = functions
		.map(({name, kind, instructions}): ProfiledFunction => ({name, layer: layerOf(name), kind, instructions}))
		.sort((left, right) => Number(left.kind === 'wait') - Number(right.kind === 'wait') || right.instructions - left.instructions || (left.name < right.name ? -1 : 1));
	const working = sorted.filter(({kind}) => kind === 'work');
	return {
		bench, ios, exact: isExactName(bench),
		total: sum(sorted), work: sum(working), wait: sum(sorted) - sum(working),
		user: sum(sorted.filter(({name}) => name === userSpace)),
		functions: sorted,
		layers: listLayers(layers).map(name => {
			const members = working.filter(({layer}) => layer === name);
			return {name, instructions: sum(members), functions: members};
		}).filter(layer => layer.instructions > 0),
	};
}

function sum(functions: readonly ProfiledFunction[]): number {
	return functions.reduce((total, {instructions}) => total + instructions, 0);
}
