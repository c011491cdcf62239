// What `list` can list, a line each.
import {readdir} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from './context.js';
import {listChecks} from './image/build-guest-tools.js';
import {listBenches} from './plan/plan.js';
import {listRuns} from './store/list-runs.js';
import {listTargets, loadTarget} from './target/load-target.js';

export const listings: Readonly<Record<string, (target: string, ctx: Context) => Promise<readonly string[]>>> = {
	targets: async (_, ctx) => listTargets(ctx),
	checks: async (_, ctx) => listChecks(ctx),
	benches: async (target, ctx) => listBenches((await loadTarget(target, ctx)).benches),
	async variants(_, ctx) {
		const files = await readdir(path.join(ctx.projectDir, 'kernel-config'));
		const targets = await Promise.all((await listTargets(ctx)).map(async name => loadTarget(name, ctx)));
		const others = new Set(targets.flatMap(({config, variants}) => [...config, ...Object.values(variants).flat()]));
		const fragments = files.filter(file => file.endsWith('.config')).map(file => file.slice(0, -'.config'.length));
		return ['default', ...fragments.filter(name => !others.has(name)).sort()];
	},
	runs: async (target, ctx) => (await listRuns(target, ctx)).map(({runId, outcome, variant, series, summary}) =>
		`${runId}  ${outcome.padEnd(10)}  ${variant}  patch ${series.patch}/${series.total}  ${summary}`),
};
