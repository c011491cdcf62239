// Nights in which nothing happened give no alarm, a loss is seen, and one instruction at once; `npm run verify:nightly` has more of them.
import t from 'tap';
import {simulate} from '../nightly/simulate.js';

const bench = 'nvme.ring-polled.randread.4k.qd32';

t.setTimeout(180_000);

t.test('quiet nights give no alarm', async t => {
	for (const kernelNights of [1, 7]) {
		const nights = simulate({seed: kernelNights, nights: 15, boots: 5, kernelNights});
		t.strictSame(nights.flatMap(({night}) => night.findings.map(({kind, name}) => `${kind} ${name}`)), []);
	}
});

t.test('an engine that lost two thirds is told within a week, and no other', async t => {
	const nights = simulate({seed: 1, nights: 7, boots: 5, kernelNights: 7, loss: {bench, factor: 1 / 3}});
	t.strictSame(new Set(nights.flatMap(({night}) => night.findings.map(({kind, name}) => `${kind} ${name}`))), new Set([`metric-worse ${bench}.iops`]));
});

t.test('one instruction is told in the first night, and every night until it is gone', async t => {
	const nights = simulate({seed: 1, nights: 3, boots: 1, kernelNights: 1000, growth: 1});
	t.strictSame(nights.map(({night, suspicions}) => `${suspicions.length} ${night.findings.map(({kind, since}) => `${kind} since ${since}`).join()}`), ['1 metric-worse since n020', '0 metric-worse since n020', '0 metric-worse since n020']);
});
