// How sure a bisection is of its answer when a check fails now and then. A bad prefix is taken for good when it passes
// in every one of its boots: with the chance q that a bad kernel passes that is q to the power of their number. What is
// known of q is what the bad end did, by Laplace's rule of succession: never seen is not never. Pure.
import type {Confidence, Probe} from './bisection.js';

/** Null when no boot was repeated: then nothing is known of how often it fails. */
export function stateConfidence({probes, from, to, repeats}: {
	readonly probes: readonly Probe[];
	/** The good end is what the user says it is. */
	readonly from: number; readonly to: number; readonly repeats: number;
}): Confidence | null {
	const end = probes.find(({patch}) => patch === to);
	if (end === undefined || repeats < 2) return null;
	const missed = (end.boots - end.badBoots + 1) / (end.boots + 2);
	const passed = probes.filter(({verdict, patch}) => verdict === 'good' && patch !== from);
	return {probability: passed.reduce((sure, {boots}) => sure * (1 - missed ** boots), 1), badBoots: end.badBoots, boots: end.boots, repeats};
}
