import t from 'tap';
import fc from 'fast-check';
import type {RunResult} from '../../harness/result/result-schema.js';
import {diffProfiles} from '../../harness/profile/diff-profiles.js';
import {baseCounts, baseRun, exactBench, headRun, inexactBench, layers, makeCounts, makeRun} from './sample.js';

t.test('functions that changed, by the size of the delta; new and gone are told', async t => {
	const {benches: [bench], ...rest} = diffProfiles({base: baseRun, head: headRun, layers});
	t.match(rest, {base: {runId: baseRun.runId, patch: 'patch 2 of 2', lastSubject: 'aio: add rings'}, head: {runId: headRun.runId}, differences: [], missing: []});
	t.strictSame(bench!.changed.map(({name, layer, state, delta}) => [name, layer, state, delta]), [
		['aio_submit', 'aio', 'changed', 1],
		['new_<one>', 'other kernel', 'new', 0.7],
		['old_one', 'other kernel', 'gone', -0.5],
		['blk_start', 'block <layer>', 'changed', -0.001],
	]);
	t.strictSame(bench!.same.map(({name}) => name), ['[user]', 'kfree', 'idle']);
	t.strictSame(bench!.work, {base: 99.55, head: 100.749, delta: 1.199});
	t.strictSame(bench!.wait, {base: 2, head: 2, delta: 0});
	t.equal(bench!.exact, true);
});

t.test('the same counts are no change', async t => {
	const {benches: [bench]} = diffProfiles({base: baseRun, head: baseRun, layers});
	t.strictSame([bench!.changed, bench!.work.delta], [[], 0]);
});

t.test('equal quotients of other numbers of IOs are no change either, and one instruction more is', async t => {
	fc.assert(fc.property(fc.integer({min: 0, max: 100_000}), fc.integer({min: 1, max: 9}), fc.integer({min: 1, max: 1000}), (perIo, times, ios) => {
		const diff = (extra: number) => diffProfiles({
			base: makeRun([makeCounts({aio: perIo * ios}, {ios})]), head: makeRun([makeCounts({aio: perIo * ios * times + extra}, {ios: ios * times})]), layers,
		}).benches[0]!.changed;
		t.strictSame(diff(0), []);
		t.equal(diff(1).length, 1);
	}));
});

t.test('what else differs between the runs is said, and so is what nobody wrote down', async t => {
	const otherCompiler = {...headRun, fingerprint: {hash: '1'.repeat(16), parts: {compiler: 'gcc 13', bench: 'a'}}};
	t.strictSame(diffProfiles({base: baseRun, head: otherCompiler, layers}).differences, ['compiler: gcc 12 and gcc 13']);
	const {fingerprint: _, ...old} = baseRun;
	t.strictSame(diffProfiles({base: old, head: headRun, layers}).differences, [`${baseRun.runId} does not say what it was measured with`]);
});

t.test('a bench that one run lacks is named, with the reason that run gives', async t => {
	const both = makeRun([makeCounts(baseCounts), makeCounts(baseCounts, {bench: inexactBench})]);
	const {benches, missing} = diffProfiles({base: {...baseRun, measurements: [{
		name: `${inexactBench}.insns_per_io`, outcome: 'skip', reason: 'no rings', unit: 'insns/io', better: 'lower', value: null, samples: [],
	}]}, head: both, layers});
	t.strictSame(benches.map(({bench}) => bench), [exactBench]);
	t.strictSame(missing, [`Not counted in patch 2 of 2, run ${baseRun.runId} (no rings): ${inexactBench}.`]);
});

t.test('benches that one run lacks for one reason are one line', async t => {
	const both = makeRun([makeCounts(baseCounts), makeCounts(baseCounts, {bench: inexactBench})]);
	t.strictSame(diffProfiles({base: makeRun([], {runId: 'a'}), head: both, layers}).missing, [`Not counted in patch 2 of 2, run a: ${exactBench}, ${inexactBench}.`]);
});

t.test('other benches in the same boot are a difference, for a bench finds the kernel as others left it', async t => {
	const measured = (...names: readonly string[]): RunResult => ({...baseRun, measurements: names.map(name => (
		{name, outcome: 'pass', reason: '', unit: 'insns/io', better: 'lower', value: 1, samples: [1]}))});
	const differ = (base: RunResult, head: RunResult): boolean => diffProfiles({base, head, layers}).differences.includes('benches of the boot: not the same ones, or in another order');
	t.notOk(differ(measured('a', 'b'), measured('a', 'b')));
	t.ok(differ(measured('a', 'b'), measured('b', 'a')));
	t.ok(differ(measured('a', 'b'), measured('b')));
});
