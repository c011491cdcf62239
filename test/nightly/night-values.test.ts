// What the host does to all engines is taken out of a night's number; what one engine does stays.
import t from 'tap';
import {mean, valueNights as valueAll} from '../../harness/nightly/night-values.js';
import type {JobResult, NightMetric} from '../../harness/nightly/night.js';
import {makeJob} from './nights.js';

function metric(engine: string, samples: readonly number[]): NightMetric {
	return {name: `nvme.${engine}.randread.4k.qd1.iops`, unit: 'io/s', better: 'higher', exact: false, value: samples[0]!, samples: [...samples], fingerprint: 'f1'};
}

/** A night whose boots ran at these speeds. */
function night(speeds: readonly number[], own: number, engines = ['sync', 'libaio', 'io_uring', 'io_uring-polled']): JobResult {
	return makeJob({metrics: [metric('ring', speeds.map(speed => speed * own)), ...engines.map((engine, index) => metric(engine, speeds.map(speed => speed * (index + 1) * 1000)))]});
}

/** Of the engine that the nights begin with. */
function valueNights(nights: readonly JobResult[]): ReadonlyArray<number | undefined> {
	const [{metrics}] = nights as [JobResult];
	return valueAll(metrics, nights).get(metrics[0]!.name)!;
}

const round = (values: ReadonlyArray<number | undefined>): ReadonlyArray<number | undefined> => values.map(value => value === undefined ? undefined : Math.round(Math.exp(value)));

t.test('a busy host is no slow engine', async t => {
	const nights = [night([0.5, 0.9], 2000), night([1, 1], 2000), night([1.2, 0.4], 1000)];
	const [tonight, before, slow] = valueNights(nights);
	t.ok(Math.abs(tonight! - before!) < 1e-9, 'half as fast, as all others');
	t.ok(Math.abs(before! - slow! - Math.log(2)) < 1e-9, 'half as fast, and no other');
});

t.test('where boots do not match, the weather is the night\'s', async t => {
	const odd = night([0.5, 0.5], 2000);
	const nights = [{...odd, metrics: [metric('ring', [1000, 1000, 1000]), ...odd.metrics.slice(1)]}, night([1, 1], 2000)];
	const [tonight, before] = valueNights(nights);
	t.ok(Math.abs(tonight! - before!) < 1e-9);
});

t.test('without engines to hold it against a number stands as it is', async t => {
	const nights = [night([0.5], 2000, ['sync', 'libaio']), night([1], 2000, ['sync', 'libaio'])];
	t.strictSame(round(valueNights(nights)), [1000, 2000]);
	const foreign = [night([0.5], 2000, ['ring-polled', 'user-iocb', 'ring-polled-fixed']), night([1], 2000, ['ring-polled', 'user-iocb', 'ring-polled-fixed'])];
	t.strictSame(round(valueNights(foreign)), [1000, 2000], 'engines that a series brings are none');
});

t.test('a night without the number has no value', async t => {
	const nights = [night([1], 2000), makeJob(), {...night([1], 2000), metrics: night([1], 2000).metrics.map(other => ({...other, fingerprint: 'f2'}))}];
	t.strictSame(round(valueNights(nights)), [2000, undefined, undefined]);
});

t.test('the mean without what strays', async t => {
	t.equal(mean([1, 2, 3, 4, 100]), 3);
	t.equal(mean([1, 3]), 2);
});
