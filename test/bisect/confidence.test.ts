import t from 'tap';
import {stateConfidence} from '../../harness/bisect/confidence.js';
import {makeProbe} from './sample.js';

const probes = (badBoots: number, boots: number) => [makeProbe(4, 'bad', {boots, badBoots}), makeProbe(0, 'good', {boots}), makeProbe(2, 'good', {boots}), makeProbe(3, 'good', {boots})];
const state = (badBoots: number, boots: number) => stateConfidence({probes: probes(badBoots, boots), from: 0, to: 4, repeats: boots});

t.test('nothing repeated, nothing known', async t => t.equal(state(1, 1), null));

t.test('a good prefix may be a bad one that passed in all its boots', async t => {
	const flaky = state(4, 8)!;
	t.match(flaky, {badBoots: 4, boots: 8, repeats: 8});
	t.equal(flaky.probability, (1 - 0.5 ** 8) ** 2, 'two of the three: the good end is what the user says');
	t.ok(state(1, 8)!.probability < flaky.probability, 'less sure when it fails less often');
	t.ok(state(8, 8)!.probability < 1, 'never sure');
});

t.test('two boots are repeated ones; without the bad end nothing is known', async t => {
	t.equal(state(1, 2)?.repeats, 2);
	t.equal(stateConfidence({probes: probes(1, 2), from: 0, to: 5, repeats: 2}), null);
	t.equal(stateConfidence({probes: probes(1, 2).toReversed(), from: 0, to: 4, repeats: 2})?.badBoots, 1);
});
