// Every prefix of the series in its order, so that each compiles only what its patch forces: one boot for the checks,
// one that counts instructions. Goes on where an earlier pass with the same question was interrupted.
import path from 'node:path';
import type {Context} from './context.js';
import {InputError} from './errors.js';
import {makeRow, type EachRow} from './each/make-row.js';
import {summarizeEach} from './each/describe-each.js';
import {listKnownWarnings} from './known-warnings.js';
import {hashTree} from './lib/files.js';
import type {RunResult} from './result/result-schema.js';
import {openSeries, run, type RunRequest} from './run.js';
import {choosePrefix, hashPrefixes} from './series/apply-series.js';
import {readRows, writeRows} from './store/each-progress.js';

export interface EachRequest {
	/** Patch numbers; 0 is the tree without any. */
	readonly from: number;
	/** Undefined: the last. */
	readonly to: number | undefined;
	/** Globs; all without any. */
	readonly checks: readonly string[];
	/** Benches whose instructions are counted on every prefix; none: no second boot. */
	readonly benches: readonly string[];
	readonly template: Omit<RunRequest, 'patch' | 'plan'>;
}

export interface EachPass {
	readonly schemaVersion: 1;
	readonly target: string;
	readonly outcome: 'pass' | 'fail';
	readonly summary: string;
	readonly rows: readonly EachRow[];
	readonly files: readonly string[];
}

/** A prefix that fails does not end the pass; one to which the series does not apply does, for none behind it can. */
export async function eachPatch({from, to, checks, benches, template}: EachRequest, ctx: Context): Promise<EachPass> {
	const {target, tree, series} = await openSeries(template, ctx);
	const last = to ?? series.patches.length;
	if (last > series.patches.length || from > last) throw new InputError(`patches ${from} to ${last} are no range of this series: it has ${series.patches.length}`, {stage: 'series', hint: 'choose --from and --to among them'});
	const hashes = hashPrefixes(tree.baseCommit, series);
	const {variant, accel, cpus, nvme, append, qemuArgs} = template;
	const question = {tree: tree.baseCommit, variant, accel, cpus: cpus ?? null, nvme, append, qemuArgs, checks, benches, guestTools: await hashTree(path.join(ctx.projectDir, 'guest-tools'))};
	const done = await readRows(target.name, question, ctx);
	let rows: EachRow[] = [];
	let files: readonly string[] = [];
	const known: string[] = [];
	let isBaseKnown = false;
	for (let patch = from; patch <= last; patch += 1) {
		const before = done.find(row => row.patch === patch && row.seriesHash === hashes[patch]);
		if (before !== undefined) ctx.emit({type: 'notice', stage: 'series', text: `patch ${patch} was tested already: ${before.outcome}`});
		const row = before ?? await testPrefix(patch, rows.at(-1));
		rows = [...rows, row];
		known.push(...row.newWarnings);
		// What an earlier pass knows of the patches behind this one stays until it is their turn.
		files = await writeRows(target.name, question, [...rows, ...done.filter(row => row.patch > patch && row.seriesHash === hashes[row.patch])], ctx);
		if (row.outcome === 'untestable' && row.seriesHash === '') break;
	}
	return {schemaVersion: 1, target: target.name, outcome: rows.every(({outcome}) => outcome === 'pass') ? 'pass' : 'fail', summary: summarizeEach(rows), rows, files};

	async function testPrefix(patch: number, before: EachRow | undefined): Promise<EachRow> {
		const choice = choosePrefix(patch);
		ctx.emit({type: 'notice', stage: 'series', text: `patch ${patch}, ${last - patch} to go`});
		const {result: checked} = await run({...template, patch: choice, plan: {checks}}, ctx);
		const counts: RunResult[] = checked.outcome === 'untestable' || benches.length === 0 ? []
			: [(await run({...template, patch: choice, plan: {benches, countInstructions: true}}, ctx)).result];
		const row = makeRow({results: [checked, ...counts], before, known});
		if (row.newWarnings.length === 0 || isBaseKnown) return row;
		isBaseKnown = true;
		known.push(...await listKnownWarnings({...template, patch: choosePrefix(Math.max(0, from - 1)), plan: {checks}}, ctx));
		return makeRow({results: [checked, ...counts], before, known});
	}
}
