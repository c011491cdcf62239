// In: the symbolic links of a tree, or the commit that has them. Out: the first that leads out of it, be it over other
// links. A kernel tree has links, all of them from one of its files to another.
import path from 'node:path';
import type {Context} from '../context.js';
import type {Stage} from '../progress/events.js';
import {mustGit, type Repository} from './git.js';

/** As many as Linux follows before it says ELOOP (path_resolution(7)). */
const hopsMax = 40;

const listBytesMax = 256 * 2 ** 20;

export interface LinkOut {
	readonly name: string;
	readonly target: string;
}

/** Of a commit, all of whose files are looked through. */
export async function findLinkOutOf(repo: Repository, stage: Stage, commit: string, ctx: Context): Promise<LinkOut | undefined> {
	const entries = (await mustGit(repo, stage, ['ls-tree', '-r', '-z', '--format=%(objectmode) %(objectname) %(path)', commit], ctx, {outputBytesMax: listBytesMax})).split('\0');
	const links = new Map<string, string>();
	for (const entry of entries) {
		const [, id = '', name = ''] = /^120000 (\w+) (.*)$/s.exec(entry) ?? [];
		if (id !== '') links.set(name, await mustGit(repo, stage, ['cat-file', 'blob', id], ctx));
	}
	const name = findLinkOut(links);
	return name === undefined ? undefined : {name, target: links.get(name)!};
}

/** Targets by path; paths are relative to the tree and have no `.` or `..` in them. Pure. */
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
