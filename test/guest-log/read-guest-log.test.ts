import fc from 'fast-check';
import t from 'tap';
import {makeGuestLog, type GuestReport} from '../../harness/guest-log/read-guest-log.js';

function read(lines: readonly string[]): GuestReport {
	const log = makeGuestLog();
	for (const line of lines) log.push(line);
	return log.report();
}

const record = (fields: object): string => `# record ${JSON.stringify(fields)}`;
const start = (name: string): string => record({type: 'start', name});
const end = (name: string, durationMs = 5): string => record({type: 'end', name, status: 0, signal: 0, timedOut: false, durationMs});
const killed = (name: string): string => record({type: 'end', name, status: 137, signal: 9, timedOut: false, durationMs: 5});
const entry = (number: number, name: string, result = `ok ${number} - ${name}`): string[] => [start(name), end(name), result];

const benchName = 'nvme.ring.randread.4k.qd1';
const measurement = record({type: 'measurement', name: benchName, ios: 1000, elapsed_ns: 2_000_000, lat_ns: {p50: 1500}});
const good = [
	'KTAP version 1',
	record({type: 'guest', kernel: '6.1.0', version: '#1 SMP', cpus: 2, memoryKiB: 1000, cmdline: 'console=ttyS0'}),
	record({type: 'device', name: 'nvme0n1', kind: 'nvme', sectors: 100, pollQueues: 1}),
	'1..5',
	start('ring/read'), '# reads', end('ring/read', 12), 'ok 1 - ring/read',
	start('ring/write'), '# first line', '# wrote 3, wanted 4', end('ring/write'), 'not ok 2 - ring/write',
	...entry(3, 'ring/skip', 'ok 3 - ring/skip # SKIP no such call'),
	...entry(4, 'ring/hang', 'not ok 4 - ring/hang # TIMEOUT'),
	start(`bench/${benchName}`), measurement, end(`bench/${benchName}`), `ok 5 - bench/${benchName}`,
	record({type: 'done'}),
];

t.test('how far it is can be asked line by line', async t => {
	const log = makeGuestLog();
	t.strictSame(log.progress(), {plan: undefined, running: undefined, done: false, ended: 0});
	for (const line of good.slice(0, 5)) log.push(line);
	t.strictSame(log.progress(), {plan: 5, running: 'ring/read', done: false, ended: 0});
	for (const line of good.slice(5)) log.push(line);
	t.strictSame(log.progress(), {plan: 5, running: undefined, done: true, ended: 5});
});

t.test('a good stream is read whole', async t => {
	const report = read(good);
	t.strictSame(report.problems, []);
	t.equal(report.plan, 5);
	t.equal(report.done, true);
	t.equal(report.running, undefined);
	t.equal(report.guest?.kernel, '6.1.0');
	t.strictSame(report.devices.map(({name, pollQueues}) => [name, pollQueues]), [['nvme0n1', 1]]);
	t.strictSame(report.entries, [
		{name: 'ring/read', outcome: 'pass', reason: '', durationMs: 12, lines: ['reads']},
		{name: 'ring/write', outcome: 'fail', reason: 'wrote 3, wanted 4', durationMs: 5, lines: ['first line', 'wrote 3, wanted 4']},
		{name: 'ring/skip', outcome: 'skip', reason: 'no such call', durationMs: 5, lines: []},
		{name: 'ring/hang', outcome: 'timeout', reason: 'not ended after 0.005 s', durationMs: 5, lines: []},
		{name: `bench/${benchName}`, outcome: 'pass', reason: '', durationMs: 5, lines: []},
	]);
	t.match(report.measurements, [{name: benchName, ios: 1000, elapsed_ns: 2_000_000, lat_ns: {p50: 1500}}]);
	t.equal(report.measurements.length, 1);
});

t.test('every prefix says what was running', async t => {
	const log = makeGuestLog();
	const running: Array<string | undefined> = [];
	for (const line of good) {
		log.push(line);
		running.push(log.report().running);
	}
	t.equal(running[4], 'ring/read');
	t.equal(running[6], 'ring/read', 'ended, but without a result');
	t.equal(running[7], undefined);
	t.equal(read(good.slice(0, -1)).done, false);
	t.equal(read(good.slice(0, 3)).plan, undefined);
});

t.test('a report does not change afterwards', async t => {
	const log = makeGuestLog();
	for (const line of good.slice(0, 8)) log.push(line);
	const before = log.report();
	for (const line of good.slice(8)) log.push(line);
	t.equal(before.entries.length, 1);
	t.equal(before.measurements.length, 0);
});

t.test('an exec entry has its exit status', async t => {
	const report = read(['KTAP version 1', '1..1', start('exec'), record({type: 'exec', status: 3, signal: 0, timedOut: false}), end('exec'), 'not ok 1 - exec']);
	t.match(report.exec, {status: 3, signal: 0, timedOut: false});
	t.strictSame(report.problems, []);
});

/** A stream and the problem that it must leave. */
const forged: ReadonlyArray<readonly [string, readonly string[], RegExp]> = [
	['a second plan', ['KTAP version 1', '1..2', '1..1'], /^a second plan: 1\.\.1$/],
	['a second version', ['KTAP version 1', 'KTAP version 1'], /second KTAP version/],
	['no version', ['1..1'], /^before the KTAP version line: 1\.\.1$/],
	['garbage', ['KTAP version 1', 'Segmentation fault'], /^unknown line: Segmentation fault$/],
	['a record that is not JSON', ['KTAP version 1', '# record {"type": "start", '], /^a record is not JSON/],
	['an unknown record', ['KTAP version 1', record({type: 'root'})], /^a record is malformed: type: /],
	['a wrong field', ['KTAP version 1', record({type: 'start', name: 7})], /^a record is malformed: name: /],
	['a number out of order', ['KTAP version 1', '1..2', ...entry(2, 'a')], /^result 2 where 1 was due$/],
	['a result twice', ['KTAP version 1', '1..2', ...entry(1, 'a'), ...entry(2, 'a')], /^second result for a$/],
	['a result for another', ['KTAP version 1', '1..1', start('a'), end('a'), 'ok 1 - b'], /^result for b while a was running$/],
	['a result before its end', ['KTAP version 1', '1..1', start('a'), 'ok 1 - a'], /^a result for a, which has not ended$/],
	['a pass that was killed', ['KTAP version 1', '1..1', start('a'), killed('a'), 'ok 1 - a'], /^a is ok, and did not end well$/],
	['done in mid-entry', ['KTAP version 1', '1..1', start('a'), record({type: 'done'})], /^done while a was running$/],
	['a result without a start', ['KTAP version 1', '1..1', 'ok 1 - a'], /^result for a while nothing was running$/],
	['a start in mid-entry', ['KTAP version 1', '1..2', start('a'), start('b')], /^b started while a was running$/],
	['an end without a start', ['KTAP version 1', '1..1', end('a')], /^a ended without a start$/],
	['a measurement out of its bench', ['KTAP version 1', '1..1', start('ring/read'), measurement], /^measurement .* while ring\/read was running$/],
	['a measurement twice', ['KTAP version 1', '1..1', start(`bench/${benchName}`), measurement, measurement], /^measurement .* twice$/],
];

t.test('what does not fit is kept as a problem', async t => {
	for (const [what, lines, problem] of forged) {
		const {problems} = read(lines);
		t.equal(problems.length, 1, what);
		t.match(problems[0], problem, what);
	}
});

t.test('a forgery changes nothing that was said before', async t => {
	t.equal(read(['KTAP version 1', '1..2', '1..1']).plan, 2, 'the first plan stands');
	const [first] = read(['KTAP version 1', '1..2', ...entry(1, 'a', 'not ok 1 - a'), 'ok 2 - a']).entries;
	t.equal(first?.outcome, 'fail', 'a failed check is not made to pass');
	const twice = read(['KTAP version 1', ...['6.1.0', '6.2.0'].map(kernel => record({type: 'guest', kernel, version: '', cpus: 1, memoryKiB: 1, cmdline: ''}))]);
	t.equal(twice.guest?.kernel, '6.1.0');
	const exec = (status: number): string => record({type: 'exec', status, signal: 0, timedOut: false});
	t.equal(read(['KTAP version 1', exec(1), exec(0)]).exec?.status, 1);
});

t.test('what is not planned does not start', async t => {
	const log = makeGuestLog(new Set(['a']));
	for (const line of ['KTAP version 1', '1..1', start('a'), start('b'), 'ok 1 b']) log.push(line);
	t.strictSame([log.progress().running, log.report().problems], ['a', ['b started, which is not planned', 'result for b, which is not planned']]);
});

t.test('why an entry is not well: what it printed last, and what it could not print', async t => {
	const reasonOf = (lines: readonly string[]): string | undefined => read(['KTAP version 1', '1..1', start('a'), ...lines]).entries[0]?.reason;
	t.equal(reasonOf([killed('a'), 'not ok 1 a']), 'killed by signal 9');
	t.equal(reasonOf(['# at step 3', killed('a'), 'not ok 1 a']), 'killed by signal 9; last line: at step 3');
	t.equal(reasonOf(['# at step 3', end('a', 6000), 'not ok 1 a # TIMEOUT']), 'not ended after 6 s; last line: at step 3');
	t.equal(reasonOf([end('a'), 'not ok 1 a']), '');
});

t.test('a program\'s own output cannot look like a result', async t => {
	const report = read(['KTAP version 1', '1..1', start('a'), '# ok 1 - a', '# not ok 1 - a', '# 1..9', end('a'), 'not ok 1 - a']);
	t.strictSame(report.entries.map(({name, outcome}) => [name, outcome]), [['a', 'fail']]);
	t.strictSame(report.entries[0]!.lines, ['ok 1 - a', 'not ok 1 - a', '1..9']);
	t.strictSame(report.problems, []);
});

/** What was kept, in rough bytes. */
const sizeOf = (report: GuestReport): number => JSON.stringify(report).length;

t.test('everything kept has a bound', async t => {
	const flood = (makeLine: (index: number) => string | readonly string[], count: number): GuestReport =>
		read(['KTAP version 1', '1..9', start('a'), ...Array.from({length: count}, (_, index) => makeLine(index)).flat()]);
	t.equal(flood(() => 'garbage '.repeat(1000), 5000).problems.length, 100);
	t.ok(sizeOf(flood(() => 'garbage '.repeat(1000), 5000)) < 100_000);
	const chatty = flood(index => `# ${index}`, 5000);
	t.equal(read(['KTAP version 1', '1..1', start('a'), ...Array.from({length: 5000}, (_, index) => `# ${index}`), end('a'), 'ok 1 - a']).entries[0]!.lines.length, 250);
	t.strictSame(chatty.problems, []);
	t.equal(flood(index => record({type: 'device', name: `n${index}`, kind: 'null', sectors: 1, pollQueues: 0}), 5000).devices.length, 64);
	t.equal(flood(index => `ok ${index + 1} - check-${index}`, 12_000).entries.length, 10_000);
	const measured = flood(index => [start(`bench/b${index}`), record({type: 'measurement', name: `b${index}`, ios: 1, elapsed_ns: 1})], 12_000);
	t.ok(measured.measurements.length <= 10_000, `${measured.measurements.length} measurements`);
	const orderly = read(['KTAP version 1', '1..10001', ...Array.from({length: 10_001}, (_, index) => {
		const name = `bench/b${index}`;
		return [start(name), record({type: 'measurement', name: `b${index}`, ios: 1, elapsed_ns: 1}), end(name), `ok ${index + 1} - ${name}`];
	}).flat()]);
	t.strictSame([orderly.entries.length, orderly.measurements.length, orderly.problems], [10_000, 10_000, ['too many measurements', 'too many results']]);
	const long = '# '.padEnd(8000, 'x');
	const talkers = flood(index => [start(`c${index}`), ...Array.from({length: 250}, () => long), `ok ${index + 1} - c${index}`], 40);
	t.ok(sizeOf(talkers) < 20 * 2 ** 20, `${sizeOf(talkers)} bytes of output kept`);
});

/** Lines that come close to the real ones, and others. */
const anyName = fc.constantFrom('a', 'b', 'ring/read', 'bench/a', '');
const anyLine = fc.oneof(
	fc.constantFrom(...good),
	fc.string({maxLength: 60}),
	fc.string({unit: 'binary', maxLength: 60}),
	fc.tuple(fc.constantFrom('ok', 'not ok'), fc.nat(20), anyName, fc.constantFrom('', ' # SKIP', ' # TIMEOUT x', ' # TODO')).map(([ok, number, name, directive]) => `${ok} ${number} - ${name}${directive}`),
	fc.tuple(fc.constantFrom('start', 'end', 'measurement', 'device', 'exec', 'done'), anyName).map(([type, name]) => record({type, name})),
	fc.json({maxDepth: 2}).map(json => `# record ${json}`),
	fc.nat(99).map(count => `1..${count}`),
);

t.test('no stream makes it throw, lose its plan or count an entry twice', async t => {
	fc.assert(fc.property(fc.array(anyLine, {maxLength: 60}), lines => {
		const log = makeGuestLog();
		let before = log.report();
		for (const line of ['KTAP version 1', ...lines]) {
			log.push(line);
			const after = log.report();
			if (before.plan !== undefined && after.plan !== before.plan) return false;
			if (after.entries.length < before.entries.length || after.problems.length > 100) return false;
			if (before.done && !after.done) return false;
			before = after;
		}
		return new Set(before.entries.map(({name}) => name)).size === before.entries.length;
	}), {numRuns: 300, seed: 1});
	t.pass('300 streams');
});

t.test('lines lost, doubled or swapped on the way never hide a failure', async t => {
	/** What a verdict of "pass" needs. */
	const passes = ({problems, done, entries, plan}: GuestReport): boolean => problems.length === 0 && done && entries.length === plan
		&& entries.every(({outcome}) => outcome === 'pass' || outcome === 'skip');
	const passing = good.map(line => line.replace(/^not ok (\d) - (\S+).*/, 'ok $1 - $2'));
	t.ok(passes(read(passing)), 'the same stream without failures passes');
	const place = fc.nat(good.length - 1);
	const mutation = fc.tuple(fc.constantFrom('lose', 'double', 'swap'), place, place);
	fc.assert(fc.property(fc.array(mutation, {maxLength: 6}), mutations => {
		const lines = [...good];
		for (const [what, from, to] of mutations) {
			const line = lines[from] ?? '';
			if (what === 'lose') lines.splice(from, 1);
			else if (what === 'double') lines.splice(to, 0, line);
			else lines.splice(to, 0, ...lines.splice(from, 1));
		}
		return !passes(read(lines));
	}), {numRuns: 500, seed: 1});
});

t.test('lines are read from their start to their end', async t => {
	const whole = read(['KTAP version 12', '', '1..12', start('a'), 'say # record {"type":"done"}', 'x # nothing', '#bare', end('a'), 'ok 1 a']);
	t.match(whole, {plan: 12, done: false, entries: [{name: 'a', outcome: 'pass', lines: ['bare']}]});
	t.strictSame(whole.problems, ['unknown line: say # record {"type":"done"}', 'unknown line: x # nothing']);
	t.strictSame(read(['a KTAP version 1']).problems, ['before the KTAP version line: a KTAP version 1']);
	t.strictSame(read(['KTAP version 1x']).problems, ['before the KTAP version line: KTAP version 1x']);
	t.strictSame(read(['KTAP version 1', '1..2x']).problems, ['unknown line: 1..2x']);
	const many = read(['KTAP version 1', '1..12', ...Array.from({length: 12}, (_, index) => entry(index + 1, `c${index}`)).flat()]);
	t.strictSame([many.problems, many.entries.length], [[], 12]);
	t.strictSame(read(['KTAP version 1', '1..1', start('a'), end('a'), 'ok 1 -   a   # SKIP   why  ']).entries.map(({name, reason}) => [name, reason]), [['a', 'why']]);
	t.strictSame(read(['KTAP version 1', '1..1', start('a'), end('a'), 'ok 1 -a# SKIP']).entries.map(({name, outcome}) => [name, outcome]), [['a', 'skip']]);
	t.equal(read(['KTAP version 1', '1..1', start('a'), killed('a'), 'ok 1 a # SKIP no']).entries[0]?.reason, 'no');
});
