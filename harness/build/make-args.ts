// In: what a kernel is built from. Out: how make is called for it.
import type {Context} from '../context.js';
import {MachineError} from '../errors.js';
import {findTool} from '../lib/tools.js';
import type {Fragment} from './kernel-config.js';
import {readVariantSettings} from './variant-settings.js';

interface MakeInput {
	readonly buildDir: string;
	readonly fragments: readonly Fragment[];
	/** Sources that get a line table, and sources that get everything that a debugger asks for. */
	readonly lineTablesOf?: readonly string[];
	readonly debugInfoOf?: readonly string[];
}

/** What make, or a shell in a Makefile, takes for something else: a space and a colon in the kernel's own words, a comma in -Wp,-MD,FILE of its tools, and most signs. */
const oddCharacter = /[^\w.+@~/\-\u{80}-\u{10ffff}]/u;

/** The first character of the path because of which nothing can be compiled there. */
export function findOddCharacter(dir: string): string | undefined {
	return oddCharacter.exec(dir)?.[0];
}

/** Before anything is fetched for it. @throws MachineError for a cache in which make cannot work. */
export function refuseOddCache({cacheDir}: Pick<Context, 'cacheDir'>): void {
	const odd = findOddCharacter(cacheDir);
	if (odd !== undefined) throw new MachineError(`nothing can be compiled in the cache ${cacheDir}: make takes no path with '${odd}'`, {stage: 'build', hint: 'set KERNEL_TEST_CACHE to a folder whose path has letters, digits and - _ . + @ ~ only'});
}

/** Everything but the goal. */
export async function listMakeArgs({buildDir, fragments, ...debug}: MakeInput, ctx: Pick<Context, 'jobs' | 'env'>): Promise<readonly string[]> {
	const ccache = await findTool('ccache') === undefined ? '' : 'ccache ';
	return [
		`-j${ctx.jobs}`, `O=${buildDir}`, 'LOCALVERSION=', `CC=${ccache}${ctx.env['CC'] ?? 'gcc'}`,
		// The same source gives the same vmlinux, byte for byte (Documentation/kbuild/reproducible-builds.rst).
		`KBUILD_BUILD_TIMESTAMP=${ctx.env['KBUILD_BUILD_TIMESTAMP'] ?? '1970-01-01'}`,
		`KBUILD_BUILD_USER=${ctx.env['KBUILD_BUILD_USER'] ?? 'kernel-test'}`,
		`KBUILD_BUILD_HOST=${ctx.env['KBUILD_BUILD_HOST'] ?? 'localhost'}`,
		'KBUILD_BUILD_VERSION=1',
		...makeDebugArgs(debug),
		...readVariantSettings(fragments).makeVariables,
	];
}

/** The goal: a kernel without PVH boots as a bzImage. Of a .config, or of fragments in their order. Pure. */
export function makesBzImage(...configs: readonly string[]): boolean {
	return configs.join('\n').match(/^CONFIG_PVH=y$|^# CONFIG_PVH is not set$/gm)?.at(-1) !== 'CONFIG_PVH=y';
}

/**
 * ccache in depend mode: on a miss it takes the header list from the compiler's own -MD file in place
 * of preprocessing everything a second time, which made a cold build half as long again. Paths below
 * the source folder are hashed as relative ones, so that two folders with the same tree share objects.
 */
export function makeEnv(sourceDir: string, ctx: Pick<Context, 'env' | 'cacheDir'>): Readonly<Record<string, string>> {
	return {
		LC_ALL: 'C', CCACHE_DIR: ctx.env['CCACHE_DIR'] ?? `${ctx.cacheDir}/ccache`,
		CCACHE_BASEDIR: sourceDir, CCACHE_DEPEND: '1', CCACHE_NOCOMPRESS: '1',
	};
}

/**
 * Kbuild's flags for one object: CFLAGS_<object>.o, the object named from the folder of the Makefile that lists it
 * (Documentation/kbuild/makefiles.rst), so every ending of the path is tried. -g1 is line tables without variables; without
 * statement frontiers a line has an address only where an instruction of it stands. Pure.
 */
export function makeDebugArgs({lineTablesOf = [], debugInfoOf = []}: Pick<MakeInput, 'lineTablesOf' | 'debugInfoOf'>): readonly string[] {
	return [...flagObjects(lineTablesOf, '-g1 -gno-statement-frontiers -gno-variable-location-views'), ...flagObjects(debugInfoOf, '-g')];
}

function flagObjects(files: readonly string[], flags: string): readonly string[] {
	const stems = files.filter(file => file.endsWith('.c')).flatMap(file => {
		const parts = file.slice(0, -'.c'.length).split('/');
		return parts.map((_, index) => parts.slice(index).join('/'));
	});
	return [...new Set(stems)].sort().map(stem => `CFLAGS_${stem}.o=${flags}`);
}
