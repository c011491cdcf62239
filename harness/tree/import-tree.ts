// In: where a kernel tree comes from, one source or several to choose from. Out: that tree as a commit in a git repository
// of the cache. What comes from elsewhere is imported once; a folder of the user's is looked at anew every time, as it
// stands, and never written to.
import {rm, stat} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {HarnessError, InterruptedError, MachineError} from '../errors.js';
import {exists} from '../lib/files.js';
import {runTool} from '../lib/exec.js';
import type {Target, TreeSource} from '../target/target-schema.js';
import {downloadArchive, downloadedFile} from './download-archive.js';
import {archiveKey, importArchive} from './import-archive.js';
import {describeGit, gitKey, importGit} from './import-git.js';
import {findImported} from './import-once.js';
import {parseTreeOption, treeVariableOf} from './parse-tree-option.js';
import {snapshotDir} from './snapshot-dir.js';
import type {PassedOver, Tree} from './tree.js';

/**
 * Imports the tree that `--tree` names, or the first of the target's own that can be had.
 * @throws InputError for a tree that is not there or not a kernel; MachineError when importing fails.
 */
export async function importTree({target, override}: {readonly target: Target; readonly override: string | undefined}, ctx: Context): Promise<Tree> {
	if (override !== undefined) return importSource(await parseTreeOption(override), '.', ctx);
	const sources = [target.tree].flat();
	if (sources.length === 1) return importSource(sources[0]!, target.dir, ctx);
	// Without a network each attempt may take its whole time: what the cache has is used, and the ones before it wait for an empty one.
	const cached = await findFirst(sources, async source => isCached(source, ctx));
	const passedOver: PassedOver[] = [];
	const errors: unknown[] = [];
	for (const [index, source] of sources.entries()) {
		const name = describeSource(source);
		if (cached !== undefined && index < cached && isRemote(source)) {
			passedOver.push({source: name, reason: 'not tried, for the cache has a later choice'});
			continue;
		}
		try {
			return {...await importSource(source, target.dir, ctx), ...(passedOver.length === 0 ? {} : {passedOver})};
		} catch (error) {
			if (!(error instanceof HarnessError) || error instanceof InterruptedError) throw error;
			ctx.emit({type: 'notice', stage: 'tree', text: `passed over: ${error.message}`});
			passedOver.push({source: name, reason: error.message});
			errors.push(error);
		}
	}
	throw new MachineError(`none of the trees of ${target.name} can be had:${passedOver.map(({reason}) => `\n  ${reason}`).join('')}`, {
		stage: 'tree', hint: `--tree, or ${treeVariableOf(target.name)}, names a copy at hand`, cause: new AggregateError(errors),
	});
}

async function importSource(source: TreeSource, baseDir: string, ctx: Context): Promise<Tree> {
	switch (source.type) {
		case 'debian':
			return importArchive(await findDebianSource(source.package, ctx), ctx);
		case 'git':
			return importGit(source, ctx);
		case 'tarball':
			return importTarball(source, baseDir, ctx);
		case 'dir':
			return snapshotDir(path.resolve(baseDir, source.dir), ctx);
	}
}

async function importTarball({file, url, sha256}: Extract<TreeSource, {type: 'tarball'}>, baseDir: string, ctx: Context): Promise<Tree> {
	const archive = {identity: sha256, description: path.basename(file ?? new URL(url!).pathname), sha256};
	if (url === undefined) return {...await importArchive({...archive, file: path.resolve(baseDir, file!)}, ctx), sha256};
	const downloaded = downloadedFile({url, sha256}, ctx);
	const tree = await importArchive({...archive, file: downloaded, provide: async () => downloadArchive({url, sha256}, ctx)}, ctx);
	await rm(downloaded, {force: true});
	return {...tree, sha256};
}

/** The archive that a linux-source package installed, with its package version as identity. */
async function findDebianSource(packageName: string, ctx: Context): Promise<{file: string; identity: string; description: string}> {
	const file = `/usr/src/${packageName}.tar.xz`;
	if (!await exists(file)) {
		throw new MachineError(`${file} is missing`, {stage: 'tree', hint: `install it with: apt-get install ${packageName}`});
	}
	const query = await runTool({
		stage: 'tree', file: 'dpkg-query', args: ['--show', '--showformat=${Version}', packageName], timeoutMs: 30_000,
	}, ctx);
	const {size} = await stat(file);
	const version = query.exitCode === 0 ? query.stdout.trim() : `${size} bytes`;
	return {file, identity: `${packageName} ${version} ${size}`, description: `${packageName} ${version}`};
}

function isRemote(source: TreeSource): boolean {
	return source.type === 'git' || (source.type === 'tarball' && source.url !== undefined);
}

async function isCached(source: TreeSource, ctx: Context): Promise<boolean> {
	if (source.type === 'git') return await findImported({key: gitKey(source), describe: commit => describeGit(source, commit)}, ctx) !== undefined;
	return source.type === 'tarball' && source.url !== undefined && await findImported({key: archiveKey(source.sha256), describe: () => source.sha256}, ctx) !== undefined;
}

async function findFirst<T>(items: readonly T[], isIt: (item: T) => Promise<boolean>): Promise<number | undefined> {
	for (const [index, item] of items.entries()) if (await isIt(item)) return index;
	return undefined;
}

/** As `passedOver` and `doctor` name it. */
export function describeSource(source: TreeSource): string {
	switch (source.type) {
		case 'debian': return source.package;
		case 'git': return `${source.url} ${source.ref}`;
		case 'tarball': return source.url ?? source.file!;
		case 'dir': return source.dir;
	}
}
