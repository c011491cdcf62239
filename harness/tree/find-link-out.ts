// In: the symbolic links of a tree. Out: the first that leads out of it, be it over other links. A kernel tree has links,
// all of them from one of its files to another. Pure.
import path from 'node:path';

/** As many as Linux follows before it says ELOOP (path_resolution(7)). */
const hopsMax = 40;

/** Targets by path; paths are relative to the tree and have no `.` or `..` in them. */
export function findLinkOut(links: ReadonlyMap<string, string>): string | undefined {
	return [...links.keys()].find(name => leadsOut(name, links));
}

function leadsOut(name: string, links: ReadonlyMap<string, string>): boolean {
	let hops = 0;
	let at: string[] = [];
	const rest = name.split('/');
	while (rest.length > 0) {
		const part = rest.shift()!;
		if (part === '' || part === '.') continue;
		if (part === '..') {
			if (at.pop() === undefined) return true;
			continue;
		}
		at.push(part);
		const target = links.get(at.join('/'));
		if (target === undefined) continue;
		if (path.posix.isAbsolute(target)) return true;
		hops += 1;
		if (hops > hopsMax) return false;
		at = at.slice(0, -1);
		rest.unshift(...target.split('/'));
	}
	return false;
}
