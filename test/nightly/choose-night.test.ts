import t from 'tap';
import {chooseNight} from '../../harness/nightly/choose-night.js';
import type {NightPlan} from '../../harness/nightly/plan-night.js';

const plan = (nightId: string, fields: Partial<NightPlan> = {}): NightPlan => ({
	schemaVersion: 1, nightId, startedAt: '2026-03-02T01:00:00.000Z', configHash: 'c', inputsHash: 'i', starts: 1, jobs: [], ...fields,
});
const asked = {configHash: 'c', inputsHash: 'i', nowMs: Date.parse('2026-03-02T05:00:00.000Z')};

t.test('the newest that asks for the same goes on', async t => {
	t.equal(chooseNight([plan('1'), plan('3'), plan('2')], asked)?.nightId, '3');
	t.equal(chooseNight([], asked), undefined);
});

t.test('what asks for something else, or is of another day, does not', async t => {
	t.equal(chooseNight([plan('1', {configHash: 'd'})], asked), undefined);
	t.equal(chooseNight([plan('1', {inputsHash: 'j'})], asked), undefined, 'the series is another one since');
	t.equal(chooseNight([plan('1', {shard: '1/2'})], asked), undefined, 'a part of it');
	t.equal(chooseNight([plan('1', {shard: '1/2'})], {...asked, shard: '1/2'})?.nightId, '1');
	t.equal(chooseNight([plan('1', {startedAt: '2026-03-01T05:00:00.000Z'})], asked), undefined);
});
