// In: executions by address, and the kernel's symbols. Out: executed instructions by function, most
// first; all of user space is one entry. Pure.
import {isKernelAddress, type Counts} from './read-counts.js';
import {findFunction, type Symbols} from './symbols.js';

export interface FunctionCount {
	/** A kernel function, `[user]`, or `[unknown]` for kernel addresses without a symbol. */
	readonly name: string;
	readonly instructions: number;
}

export const userSpace = '[user]';

export function sumFunctions(counts: Counts, symbols: Symbols): readonly FunctionCount[] {
	const sums = new Map<string, number>();
	for (const [address, count] of counts) {
		const name = isKernelAddress(address) ? findFunction(symbols, address) ?? '[unknown]' : userSpace;
		sums.set(name, (sums.get(name) ?? 0) + count);
	}
	return [...sums]
		.map(([name, instructions]) => ({name, instructions}))
		.sort((left, right) => right.instructions - left.instructions || (left.name < right.name ? -1 : 1));
}
