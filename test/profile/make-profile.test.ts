import t from 'tap';
import {makeProfile} from '../../harness/profile/make-profile.js';
import {baseCounts, inexactBench, layers, makeCounts} from './sample.js';

t.test('sums are exact, work comes before waiting, and layers hold what works', async t => {
	const profile = makeProfile(makeCounts(baseCounts), layers);
	t.match(profile, {ios: 1000, exact: true, total: 101_550, work: 99_550, wait: 2000, user: 9000});
	t.strictSame(profile.functions.map(({name, layer, kind}) => [name, layer, kind]), [
		['aio_submit', 'aio', 'work'], ['blk_start', 'block <layer>', 'work'], ['[user]', 'user space', 'work'],
		['old_one', 'other kernel', 'work'], ['kfree', 'other kernel', 'work'], ['idle', 'other kernel', 'wait'],
	]);
	t.strictSame(profile.layers.map(({name, instructions, functions}) => [name, instructions, functions.length]), [
		['aio', 60_000, 1], ['block <layer>', 30_000, 1], ['other kernel', 550, 2], ['user space', 9000, 1],
	]);
});

t.test('a layer without work is left out; a bench that waits for interrupts is not exact', async t => {
	const profile = makeProfile(makeCounts({'blk_start': 7, '*aio_wait': 9}, {bench: inexactBench}), layers);
	t.strictSame(profile.layers.map(({name}) => name), ['block <layer>']);
	t.equal(profile.exact, false);
});
