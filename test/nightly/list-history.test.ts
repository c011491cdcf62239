// Which series a name has over the nights, and how a terminal shows them.
import t from 'tap';
import {describeHistory} from '../../harness/nightly/describe-history.js';
import {listHistory} from '../../harness/nightly/list-history.js';
import {makeCheck, makeCount, makeJob, makeNight} from './nights.js';

const name = makeCount(0).name;
const nights = [
	makeNight('n4', {jobs: [makeJob({kernel: 'k2', metrics: [makeCount(50, {fingerprint: 'f2'})], checks: [makeCheck('ring/wrap', ['fail', 'pass'])]})]}),
	makeNight('n3', {jobs: [makeJob({outcome: 'not-run'})]}),
	makeNight('n2', {jobs: [makeJob({kernel: 'k2', metrics: [makeCount(101)]})]}),
	makeNight('n1', {jobs: [makeJob({metrics: [makeCount(100)], checks: [makeCheck('ring/wrap', ['pass'])]})]}),
];

t.test('a metric, oldest night first, with its changes and the builds', async t => {
	const [series, ...others] = listHistory({name, target: undefined}, nights);
	t.strictSame(others, []);
	t.match(series, {job: 'debian-6.1/default/checks', name, unit: 'insns/io'});
	t.strictSame(series!.points.map(({nightId, value, change, isBuild, isOther}) => [nightId, value, change, isBuild, isOther]), [
		['n1', 100, undefined, false, false], ['n2', 101, 0.01, true, false], ['n4', 50, undefined, false, true],
	]);
});

t.test('a check\'s outcomes, globs, and one target', async t => {
	t.strictSame(listHistory({name: 'ring/wrap', target: undefined}, nights)[0]!.points.map(({value}) => value), ['pass', 'fail, pass']);
	t.strictSame(listHistory({name: '*', target: 'debian-6.1'}, nights).map(found => found.name), [name, 'ring/wrap']);
	t.strictSame(listHistory({name: '*', target: 'other'}, nights), []);
	t.strictSame(listHistory({name: '*.iops', target: undefined}, nights), []);
});

t.test('as a table', async t => {
	const text = describeHistory(listHistory({name, target: undefined}, nights));
	t.match(text, /n2\s+101\s+\+1\.00 %\s+linux-source-6\.1, 24 patches\s+k2 \(new\)/);
	t.match(text, /n4\s+50\s+measured otherwise/);
});

t.test('less, nothing and no number, as a table', async t => {
	const past = [101, 101, 100].map((value, index) => makeNight(`n${3 - index}`, {jobs: [makeJob({metrics: [makeCount(index === 0 ? 99 : value)], checks: [makeCheck('ring/wrap', ['pass'])]})]}));
	const text = describeHistory(listHistory({name, target: undefined}, [past[0]!, past[1]!, {...past[1]!, nightId: 'n1'}]));
	t.match(text, /n2\s+101\s+0\s+linux/);
	t.match(text, /n3\s+99\s+-1\.98 %\s+linux/);
	t.match(describeHistory(listHistory({name: 'ring/wrap', target: undefined}, past)), /night\s+outcome/);
});
