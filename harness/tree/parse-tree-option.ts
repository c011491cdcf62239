// In: the text of `--tree`, or of the variable that stands for it. Out: a source of a tree: a folder, an archive here or
// elsewhere, a repository and a ref.
import {stat} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {InputError} from '../errors.js';
import {hashFile} from '../lib/files.js';
import {describeIssues} from '../lib/zod-issues.js';
import {treeSource, type TreeSource} from '../target/target-schema.js';

const forms = 'it is a folder, FILE.tar.xz (or .tar, .tar.gz; #sha256=... behind it is checked), the URL of one with #sha256=..., or a repository and a ref: URL#REF, DIR#REF';

/** The environment variable that stands for `--tree` when that target is tested. */
export function treeVariableOf(target: string): string {
	return `KERNEL_TEST_TREE_${target.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`;
}

/** @throws InputError for a text that names no tree, with the forms that do. */
export async function parseTreeOption(text: string): Promise<TreeSource> {
	const kind = await kindOf(text);
	if (kind === 'folder') return {type: 'dir', dir: text};
	const hash = text.lastIndexOf('#');
	const [place, behind] = hash < 0 ? [text, undefined] : [text.slice(0, hash), text.slice(hash + 1)];
	const sha256 = /^sha256=(.*)$/.exec(behind ?? '')?.[1];
	if (/^[a-z][a-z0-9+.-]*:/i.test(place)) {
		return /\.(?:tar(?:\.\w+)?|tgz|txz)$/.test(place) && (sha256 !== undefined || behind === undefined)
			? check({type: 'tarball', url: place, sha256})
			: check(gitSource(place, behind));
	}
	const placeKind = kind ?? await kindOf(place);
	if (placeKind === 'file') return check({type: 'tarball', file: path.resolve(place), sha256: sha256 ?? await hashFile(place)});
	if (placeKind === 'folder') return check(gitSource(pathToFileURL(path.resolve(place)).href, behind));
	throw new InputError(`--tree ${text} is not there`, {stage: 'tree', hint: forms});

	function check(source: object): TreeSource {
		const parsed = treeSource.safeParse(source);
		if (parsed.success) return parsed.data;
		throw new InputError(`--tree ${text}: ${describeIssues(parsed.error)}`, {stage: 'tree', hint: forms});
	}
}

function gitSource(url: string, ref = 'HEAD'): object {
	return {type: 'git', url, ref, ...(/^[0-9a-f]{40}$/.test(ref) ? {commit: ref} : {})};
}

async function kindOf(text: string): Promise<'folder' | 'file' | undefined> {
	const found = await stat(text).catch(() => undefined);
	return found === undefined ? undefined : found.isDirectory() ? 'folder' : 'file';
}
