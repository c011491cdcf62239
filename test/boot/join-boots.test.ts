import t from 'tap';
import {joinBoots} from '../../harness/boot/join-boots.js';
import {makeBoot, makeEntry, makeReport} from '../result/sample.js';

const first = makeBoot({durationMs: 10, qemuArgv: ['first'], report: makeReport({entries: [makeEntry('io/a')], problems: ['odd']})});
const second = makeBoot({durationMs: 20, qemuArgv: ['second'], report: makeReport({entries: [makeEntry('io/b')], measurements: []}), splats: [{kind: 'warning', line: 'WARNING: b', entry: 'io/b'}]});

t.test('one boot is itself', async t => {
	t.equal(joinBoots([first]), first);
});

t.test('all went well: entries, complaints and problems of all, the longest time', async t => {
	const joined = joinBoots([first, second]);
	t.match(joined, {outcome: 'ok', durationMs: 20, qemuArgv: ['first']});
	t.strictSame(joined.report.entries.map(({name}) => name), ['io/a', 'io/b']);
	t.strictSame(joined.report.problems, ['guest 1: odd']);
	t.strictSame(joined.splats, second.splats);
	t.equal(joined.report.measurements, first.report.measurements, 'which are the first one\'s');
});

t.test('one that went wrong speaks for all, with its console', async t => {
	const panic = {...second, outcome: 'panic' as const, reason: 'Kernel panic', entry: 'io/b', consoleTail: ['Kernel panic'], report: {...second.report, done: false}};
	const joined = joinBoots([first, panic]);
	t.match(joined, {outcome: 'panic', reason: 'Kernel panic', entry: 'io/b', consoleTail: ['Kernel panic']});
	t.equal(joined.report.done, false);
});

t.test('a boot that does not count is told, whichever guest it was', async t => {
	t.equal(joinBoots([first, {...second, bootedAgain: 'int3'}]).bootedAgain, 'int3');
});
