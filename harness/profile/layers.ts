// In: the layers that a target names. Out: the layer of a function. Pure.
import picomatch from 'picomatch';
import {userSpace} from '../count/sum-functions.js';
import type {Target} from '../target/target-schema.js';

export const userLayer = 'user space';
export const otherLayer = 'other kernel';

/** The first layer with a name or glob that fits; user space is one of its own, and so is what fits none. */
export function makeLayerFinder(layers: Target['layers']): (functionName: string) => string {
	const matchers = layers.map(({name, functions}) => ({name, isMatch: picomatch(functions)}));
	return functionName => functionName === userSpace ? userLayer : matchers.find(({isMatch}) => isMatch(functionName))?.name ?? otherLayer;
}

/** All of them, in the order of the target. */
export function listLayers(layers: Target['layers']): readonly string[] {
	return [...layers.map(({name}) => name), otherLayer, userLayer];
}
