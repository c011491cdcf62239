// Members of a list by key, keys in the order in which they first come (Map.groupBy() needs Node 21). Pure.

export function groupBy<K, V>(values: readonly V[], keyOf: (value: V) => K): ReadonlyMap<K, readonly V[]> {
	const groups = new Map<K, V[]>();
	for (const value of values) {
		const members = groups.get(keyOf(value));
		if (members === undefined) groups.set(keyOf(value), [value]);
		else members.push(value);
	}
	return groups;
}
