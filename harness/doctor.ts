// What the machine lacks, with the command that installs it; and whether there is room and KVM.
import {access, constants, mkdir, statfs} from 'node:fs/promises';
import {findOddCharacter} from './build/make-args.js';
import type {Context} from './context.js';
import {exists} from './lib/files.js';
import {findTool, installHint, optionalTools, packageOfTool} from './lib/tools.js';
import {loadTarget} from './target/load-target.js';
import type {Target} from './target/target-schema.js';
import {describeSource} from './tree/import-tree.js';
import {treeVariableOf} from './tree/parse-tree-option.js';

export interface Finding {
	readonly name: string;
	/** `warn`: works without it, less well. */
	readonly status: 'ok' | 'warn' | 'missing';
	readonly text: string;
}

/** Headers that the kernel build includes, by Debian package. */
const headers: Readonly<Record<string, string>> = {'libelf-dev': '/usr/include/libelf.h', 'libssl-dev': '/usr/include/openssl/ssl.h'};
const freeBytesWanted = 6 * 2 ** 30;

/** Looks at tools, headers, the target's tree, disk and KVM. Changes nothing but to make the cache folder. */
export async function examineMachine({target: targetName}: {readonly target: string}, ctx: Context): Promise<readonly Finding[]> {
	const findings: Finding[] = [];
	for (const name of Object.keys(packageOfTool).sort()) {
		const found = await findTool(name, ctx.env['PATH']);
		findings.push(found !== undefined
			? {name, status: 'ok', text: found}
			: {name, status: optionalTools.has(name) ? 'warn' : 'missing', text: installHint(name)});
	}
	const ccache = await findTool('ccache', ctx.env['PATH']);
	findings.push({name: 'ccache', status: ccache === undefined ? 'warn' : 'ok', text: ccache ?? 'rebuilds are slower without; apt-get install ccache'});
	for (const [packageName, file] of Object.entries(headers)) {
		findings.push(await exists(file)
			? {name: packageName, status: 'ok', text: file}
			: {name: packageName, status: 'missing', text: `install it with: apt-get install ${packageName}`});
	}
	const target = await loadTarget(targetName, ctx);
	findings.push(...await examineTrees(target, ctx));
	findings.push(await examineDisk(ctx), await examineKvm());
	return findings;
}

/** Nothing is fetched to find out. Of several sources one is enough. */
async function examineTrees(target: Target, ctx: Context): Promise<readonly Finding[]> {
	const variable = treeVariableOf(target.name);
	const given = ctx.env[variable];
	if (given) return [{name: 'tree', status: 'ok', text: `${given}, by ${variable}`}];
	const sources = [target.tree].flat();
	return Promise.all(sources.map(async (source): Promise<Finding> => {
		if (source.type !== 'debian') return {name: 'tree', status: 'ok', text: `${describeSource(source)}${source.type === 'git' || 'url' in source ? ', fetched when a run wants it' : ''}`};
		const file = `/usr/src/${source.package}.tar.xz`;
		return await exists(file)
			? {name: source.package, status: 'ok', text: file}
			: {name: source.package, status: sources.length === 1 ? 'missing' : 'warn', text: `install it with: apt-get install ${source.package}`};
	}));
}

async function examineDisk(ctx: Context): Promise<Finding> {
	const odd = findOddCharacter(ctx.cacheDir);
	if (odd !== undefined) return {name: 'cache', status: 'missing', text: `make takes no path with '${odd}': ${ctx.cacheDir}; set KERNEL_TEST_CACHE`};
	await mkdir(ctx.cacheDir, {recursive: true});
	const {bavail, bsize} = await statfs(ctx.cacheDir);
	const gib = ((bavail * bsize) / 2 ** 30).toFixed(1);
	return {
		name: 'cache', status: bavail * bsize >= freeBytesWanted ? 'ok' : 'warn',
		text: `${ctx.cacheDir}, ${gib} GiB free${bavail * bsize >= freeBytesWanted ? '' : ', 6 wanted; set KERNEL_TEST_CACHE to a larger file system'}`,
	};
}

async function examineKvm(): Promise<Finding> {
	return access('/dev/kvm', constants.R_OK | constants.W_OK).then(
		(): Finding => ({name: 'kvm', status: 'ok', text: '/dev/kvm opens; only a boot proves that it works, and the first run tries one'}),
		(): Finding => ({name: 'kvm', status: 'warn', text: '/dev/kvm is not there or not permitted: guests run emulated (TCG)'}),
	);
}
