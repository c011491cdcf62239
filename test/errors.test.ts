import t from 'tap';
import {HarnessError, InputError, InterruptedError, MachineError, describeError, errnoOf} from '../harness/errors.js';

t.test('each class has its code and its exit code', async t => {
	const cases = [
		[new MachineError('m', {stage: 'build'}), 'ERR_MACHINE', 128],
		[new InputError('i', {stage: 'build'}), 'ERR_INPUT', 129],
		[new InterruptedError('build'), 'ERR_INTERRUPTED', 130],
	] as const;
	for (const [error, code, exitCode] of cases) {
		t.ok(error instanceof HarnessError);
		t.equal(error.code, code);
		t.equal(error.exitCode, exitCode);
		t.equal(error.stage, 'build');
		t.match(error.name, /^(Machine|Input|Interrupted)Error$/);
	}
});

t.test('a description says what, what next and where the details are', async t => {
	const cause = new Error('below');
	const error = new MachineError('disk full', {stage: 'tree', hint: 'free some space', logPath: '/cache/x.log', cause});
	t.equal(describeError(error), 'tree: disk full\n  free some space\n  details: /cache/x.log');
	t.equal(error.cause, cause);
	t.equal(describeError(new InputError('no such target', {stage: 'target'})), 'target: no such target');
});

t.test('anything else is called an internal error, with its stack', async t => {
	t.match(describeError(new TypeError('x is not y')), /^internal error: TypeError: x is not y\n +at /);
	t.equal(describeError('thrown text'), 'internal error: thrown text');
	t.equal(describeError(undefined), 'internal error: undefined');
});

t.test('errnoOf reads the errno name and nothing else', async t => {
	t.equal(errnoOf(Object.assign(new Error('full'), {code: 'ENOSPC'})), 'ENOSPC');
	t.equal(errnoOf(Object.assign(new Error('full'), {code: 28})), undefined);
	t.equal(errnoOf(new Error('plain')), undefined);
	t.equal(errnoOf({code: 'ENOSPC'}), undefined);
});

t.test('words of files are shown, not obeyed by the terminal, and no longer than a person reads', async t => {
	t.equal(describeError(new InputError('x.json is not JSON: \u001b[2J\u0000\r"', {stage: 'target', hint: 'next\u0007\nline'})), 'target: x.json is not JSON: \ufffd[2J\ufffd\ufffd"\n  next\ufffd\nline');
	t.equal(describeError(new InputError('x'.repeat(100_000), {stage: 'target'})).length, 2004);
});
