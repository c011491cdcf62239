// In: what `nm -n vmlinux` prints. Out: the function that an address of the kernel's text belongs to. Pure.

export interface Symbols {
	/** Start addresses, ascending, 16 hexadecimal digits. */
	readonly addresses: readonly string[];
	/** Of the same indexes. */
	readonly names: readonly string[];
}

/** Where a section of the text begins or ends, as `__lock_text_start` does where _raw_spin_lock() stands. */
const linkerMark = /^__\w+_text_(?:start|end)$/;

/** Functions only. Of several names for one address the first global one is taken, else the first; a mark of the linker script's only where nothing else starts. */
export function parseSymbols(nmOutput: string): Symbols {
	const found = new Map<string, {readonly name: string; readonly rank: number}>();
	for (const [, address = '', type, name = ''] of nmOutput.matchAll(/^([89a-f][0-9a-f]{15}) ([TtWw]) (\S+)$/gm)) {
		const rank = linkerMark.test(name) ? 0 : type === 'T' ? 2 : 1;
		const before = found.get(address);
		if (before === undefined || rank > before.rank) found.set(address, {name: nameOf(name), rank});
	}
	const addresses = [...found.keys()].sort();
	return {addresses, names: addresses.map(address => found.get(address)!.name)};
}

/** The name of the function that `address` lies in; undefined below the first. */
export function findFunction({addresses, names}: Symbols, address: string): string | undefined {
	let low = 0;
	let high = addresses.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (addresses[middle]! <= address) low = middle + 1;
		else high = middle;
	}
	return names[low - 1];
}

/** Where the functions of these names start; those that there are. */
export function findAddresses({addresses, names}: Symbols, wanted: readonly string[]): readonly string[] {
	return addresses.filter((_, index) => wanted.includes(names[index]!));
}

/** gcc splits and clones functions, and names the pieces name.cold, name.part.0, name.isra.0, name.constprop.0: all are that function. */
function nameOf(symbol: string): string {
	return symbol.replace(/(?:\.(?:cold|part|isra|constprop)(?:\.\d+)?)+$/, '');
}
