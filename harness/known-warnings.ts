// What the compiler said before a patch: all of it, of the prefix that the patch stands on.
import {listAllWarnings} from './build/build-kernel.js';
import type {Context} from './context.js';
import {useEntries} from './lib/cache-use.js';
import {prepareRun, type RunRequest} from './run.js';

/** None when that prefix does not apply or compile. */
export async function listKnownWarnings(request: RunRequest, ctx: Context): Promise<readonly string[]> {
	const prepare = async () => {
		const {build} = await prepareRun(request, ctx);
		return {prepared: build, entries: build === undefined ? [] : [build.tree.sourceDir]};
	};
	return useEntries({stage: 'build', prepare}, ctx, async build => build === undefined ? [] : listAllWarnings(build, ctx));
}
