import {PassThrough} from 'node:stream';
import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import type {ProgressEvent} from '../../harness/progress/events.js';
import {describeEnd, describeStep, makeProgressView} from '../../harness/progress/show-progress.js';

const events: readonly ProgressEvent[] = [
	{type: 'start', stage: 'tree', text: 'importing linux'},
	{type: 'step', stage: 'tree', text: 'importing linux, files', done: 500},
	{type: 'log', stage: 'tree', text: 'a tool\'s own line'},
	{type: 'end', stage: 'tree', text: 'imported linux', cached: false, durationMs: 12_345},
	{type: 'notice', stage: 'series', text: 'built as it stands'},
	{type: 'end', stage: 'build', text: 'kernel 1234', cached: true, durationMs: 3},
];

/** What the view writes for these events. */
function show(options: {terminal: boolean; verbose: boolean}, shown: readonly ProgressEvent[] = events): string {
	const stream = new PassThrough();
	const view = makeProgressView({stream: stream as unknown as NodeJS.WriteStream, ...options});
	for (const event of shown) view.show(event);
	view.stop();
	return String(stream.read() ?? '');
}

t.test('a finished stage and a step are a line', async t => {
	t.equal(describeEnd({type: 'end', stage: 'build', text: 'kernel', cached: false, durationMs: 61_250}), 'build  kernel (61.3 s)');
	t.equal(describeEnd({type: 'end', stage: 'build', text: 'kernel', cached: true, durationMs: 61_250}), 'build  kernel (unchanged)');
	t.equal(describeStep({type: 'step', stage: 'boot', text: 'ring/read'}), 'boot   ring/read');
	t.equal(describeStep({type: 'step', stage: 'boot', text: 'files', done: 500}), 'boot   files 500');
	t.equal(describeStep({type: 'step', stage: 'boot', text: 'ring/read', done: 1, total: 3}), 'boot   ring/read 1/3 (33 %)');
	t.equal(describeStep({type: 'step', stage: 'boot', text: 'x', done: 0, total: 0}), 'boot   x 0/0 (0 %)');
});

t.test('stopping again writes nothing: a guest may have the terminal by then', async t => {
	const stream = new PassThrough();
	const view = makeProgressView({stream: stream as unknown as NodeJS.WriteStream, terminal: true, verbose: false});
	view.show(events[0]!);
	view.stop();
	stream.read();
	view.stop();
	t.equal(stream.read(), null);
});

t.test('without a terminal: plain lines, in order, steps seldom, no control characters', async t => {
	const text = show({terminal: false, verbose: false});
	t.equal(text, [
		'tree   importing linux ...', 'tree   imported linux (12.3 s)', 'series built as it stands', 'build  kernel 1234 (unchanged)', '',
	].join('\n'));
	const steps = Array.from({length: 1000}, (_, done): ProgressEvent => ({type: 'step', stage: 'build', text: 'compiling', done}));
	t.equal(show({terminal: false, verbose: false}, steps), '', 'a thousand quick steps are none');
});

t.test('verbose: the tools\' lines too, and no spinner even on a terminal', async t => {
	for (const terminal of [true, false]) {
		const text = show({terminal, verbose: true});
		t.match(text, /^ {2}\| a tool's own line$/m);
		t.equal(text, stripVTControlCharacters(text));
	}
});

t.test('on a terminal the finished stages stay', async t => {
	const text = stripVTControlCharacters(show({terminal: true, verbose: false}));
	t.match(text, /tree {3}imported linux \(12\.3 s\)/);
	t.match(text, /series built as it stands/);
	t.match(text, /build {2}kernel 1234 \(unchanged\)/);
	t.notMatch(text, /a tool's own line/);
});

t.test('words of patches and files are shown, not obeyed by the terminal', async t => {
	for (const options of [{terminal: true, verbose: false}, {terminal: false, verbose: true}]) {
		const text = show(options, [{type: 'end', stage: 'series', text: '1 of 1 patches, last: \u001b]0;title\u0007', cached: false, durationMs: 3}, {type: 'notice', stage: 'store', text: 'passed over \u001b[2J'}]);
		t.match(text, /last: \ufffd\]0;title\ufffd/);
		t.match(text, /passed over \ufffd\[2J/);
	}
});
