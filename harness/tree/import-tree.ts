// In: where a kernel tree comes from. Out: that tree as a commit in a git repository of the
// cache. An archive is imported once; a folder of the user's is looked at anew every time, as it
// stands, and never written to.
import {stat} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError, MachineError} from '../errors.js';
import {exists} from '../lib/files.js';
import {runTool} from '../lib/exec.js';
import type {Target, TreeSource} from '../target/target-schema.js';
import {importArchive} from './import-archive.js';
import {snapshotDir} from './snapshot-dir.js';
import type {Tree} from './tree.js';

/**
 * Imports the target's own tree, or the one that `--tree` names instead.
 * @throws InputError for a tree that is not there or not a kernel; MachineError when importing fails.
 */
export async function importTree({target, override}: {readonly target: Target; readonly override: string | undefined}, ctx: Context): Promise<Tree> {
	const source = override === undefined ? target.tree : await parseTreeOption(override);
	switch (source.type) {
		case 'debian':
			return importArchive(await findDebianSource(source.package, ctx), ctx);
		case 'tarball':
			return importArchive({
				file: path.resolve(target.dir, source.file), sha256: source.sha256,
				identity: source.sha256, description: path.basename(source.file),
			}, ctx);
		case 'dir':
			return snapshotDir(path.resolve(override === undefined ? target.dir : '.', source.dir), ctx);
	}
}

async function parseTreeOption(text: string): Promise<TreeSource> {
	const found = await stat(text).catch(() => undefined);
	if (found?.isDirectory() === true) return {type: 'dir', dir: text};
	const what = found === undefined ? 'is not there' : 'is not a folder';
	throw new InputError(`--tree ${text} ${what}`, {stage: 'tree', hint: 'give the folder of a kernel tree'});
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
