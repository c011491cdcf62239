import t from 'tap';
import {judgeBoot, noteFatalLine, type Sighting, type WatchLimits} from '../../harness/boot/watch-guest.js';

const limits: WatchLimits = {bootTimeoutMs: 10_000, graceMs: 5000, fatalGraceMs: 3000, entryTimeoutMs: name => name === 'slow' ? 20_000 : 1000, totalTimeoutMs: 60_000};
const nothing: Sighting = {report: {plan: undefined, running: undefined, done: false}, progressAtMs: 0, fatal: undefined, shutdown: undefined, exit: undefined};
const ended = {code: 0, stderr: ''};

/** A guest that announced its plan and is at one of its entries. */
const at = (running: string | undefined, fields: Partial<Sighting> = {}): Sighting => ({...nothing, report: {plan: 3, running, done: false}, progressAtMs: 2000, ...fields});

t.test('a kernel that gdb looks at may be at its end for as long as it takes', async t => {
	const fatal = {outcome: 'panic', line: 'Kernel panic', atMs: 0} as const;
	const seen = {report: {plan: undefined, running: undefined, done: false}, progressAtMs: 0, fatal, shutdown: undefined, exit: undefined};
	const forever = {bootTimeoutMs: Infinity, graceMs: Infinity, fatalGraceMs: Infinity, entryTimeoutMs: () => Infinity, totalTimeoutMs: Infinity};
	t.equal(judgeBoot(seen, forever, 1e9), undefined);
	t.match(judgeBoot(seen, limits, 3001), {outcome: 'panic'});
});

t.test('ok: the end of the plan and a power-off', async t => {
	const seen = at(undefined, {report: {plan: 3, running: undefined, done: true}, shutdown: 'guest-shutdown'});
	t.equal(judgeBoot(seen, limits, 2100), undefined, 'not before QEMU has ended');
	t.strictSame(judgeBoot({...seen, exit: ended}, limits, 2200), {outcome: 'ok', reason: ''});
});

t.test('panic: told when the lines after it have come, or QEMU has ended', async t => {
	const fatal = noteFatalLine(undefined, '[    1.500000] Kernel panic - not syncing: Attempted to kill init!', 1500);
	t.strictSame(fatal, {outcome: 'panic', line: 'Kernel panic - not syncing: Attempted to kill init!', atMs: 1500});
	const seen = {...nothing, fatal};
	t.equal(judgeBoot(seen, limits, 1600), undefined, 'a moment for the trace');
	t.match(judgeBoot(seen, limits, 4600), {outcome: 'panic', reason: /^Kernel panic - not syncing: Attempted/}, 'and no more than a moment');
	t.match(judgeBoot({...seen, exit: ended, shutdown: 'guest-reset'}, limits, 1700), {outcome: 'panic'}, 'at once when QEMU has ended');
	t.match(judgeBoot({...at('ring/read'), fatal, exit: ended}, limits, 1700), {outcome: 'panic', reason: / during ring\/read$/});
	t.match(judgeBoot({...seen, exit: {code: 1, stderr: 'killed'}}, limits, 1700), {outcome: 'panic'}, 'whatever QEMU says');
});

t.test('oops: the first fatal line decides, a panic that follows does not', async t => {
	for (const line of ['BUG: kernel NULL pointer dereference, address: 0', 'Oops: 0000 [#1] SMP', 'kernel BUG at fs/aio.c:1!', 'general protection fault: 0000 [#1]']) {
		const oops = noteFatalLine(undefined, `[    1.0] ${line}`, 1000);
		t.match(oops, {outcome: 'oops', line}, line);
		t.equal(noteFatalLine(oops, 'Kernel panic - not syncing: Fatal exception', 1100), oops);
	}
});

t.test('complaints that a kernel survives are not fatal', async t => {
	for (const line of ['WARNING: CPU: 0 PID: 1 at x', 'BUG: KASAN: use-after-free in x', 'INFO: task x blocked for more than 120 seconds.', 'BUG: Bad page state in process x', 'traps: prog[7] general protection fault ip:401000 sp:7ffc00 error:0 in prog[401000+1000]', 'ordinary']) {
		t.equal(noteFatalLine(undefined, line, 1), undefined, line);
	}
});

t.test('hang: no plan within the boot limit', async t => {
	t.equal(judgeBoot(nothing, limits, 10_000), undefined);
	t.strictSame(judgeBoot(nothing, limits, 10_001), {outcome: 'hang', reason: 'no plan from the guest after 10 s'});
});

t.test('hang: an entry that neither ends nor is ended by init', async t => {
	t.equal(judgeBoot(at('ring/read'), limits, 8000), undefined, 'its own limit and the grace');
	t.strictSame(judgeBoot(at('ring/read'), limits, 8001), {outcome: 'hang', reason: 'the guest did not move for 6 s during ring/read'});
	t.equal(judgeBoot(at('slow'), limits, 27_000), undefined, 'each entry has its own limit');
	t.match(judgeBoot(at('slow'), limits, 27_001), {outcome: 'hang'});
});

t.test('hang: between two entries, and before the power-off', async t => {
	t.equal(judgeBoot(at(undefined), limits, 7000), undefined);
	t.strictSame(judgeBoot(at(undefined), limits, 7001), {outcome: 'hang', reason: 'the guest did not move for 5 s'});
	t.match(judgeBoot(at(undefined, {report: {plan: 3, running: undefined, done: true}}), limits, 7001), {outcome: 'hang'});
});

t.test('timeout: the whole boot, however much it moves', async t => {
	t.equal(judgeBoot(at('ring/read', {progressAtMs: 59_900}), limits, 60_000), undefined);
	t.strictSame(judgeBoot(at('ring/read', {progressAtMs: 60_000}), limits, 60_001), {outcome: 'timeout', reason: 'not finished after 60 s during ring/read'});
	t.match(judgeBoot(nothing, {...limits, totalTimeoutMs: 5000}, 5001), {outcome: 'timeout'}, 'a limit shorter than the boot\'s counts too');
});

t.test('power-off: the guest went away in mid-plan', async t => {
	t.strictSame(judgeBoot(at('ring/read', {exit: ended, shutdown: 'guest-shutdown'}), limits, 3000), {
		outcome: 'power-off', reason: 'the guest went away (guest-shutdown) in mid-plan during ring/read',
	});
	t.match(judgeBoot(at(undefined, {exit: ended}), limits, 3000), {outcome: 'power-off', reason: 'the guest went away (no reason given) in mid-plan'});
});

t.test('no-plan: the guest went away without announcing anything', async t => {
	t.strictSame(judgeBoot({...nothing, exit: ended, shutdown: 'guest-reset'}, limits, 3000), {outcome: 'no-plan', reason: 'the guest went away (guest-reset) without a plan'});
});

t.test('qemu-failed: QEMU\'s own last words', async t => {
	const stderr = 'one\ntwo\nthree\nqemu-system-x86_64: cannot set up guest memory\n';
	t.strictSame(judgeBoot({...nothing, exit: {code: 1, stderr}}, limits, 100), {
		outcome: 'qemu-failed', reason: 'QEMU ended with exit code 1: two\nthree\nqemu-system-x86_64: cannot set up guest memory',
	});
	t.match(judgeBoot(at('ring/read', {exit: {code: undefined, stderr: ''}}), limits, 100), {
		outcome: 'qemu-failed', reason: 'QEMU ended with exit code none (killed) during ring/read',
	});
	t.match(judgeBoot({...nothing, exit: ended}, limits, 100), {outcome: 'qemu-failed'}, 'an end without a shutdown of the guest');
});
