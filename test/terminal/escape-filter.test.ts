import t from 'tap';
import {makeEscapeFilter} from '../../harness/terminal/escape-filter.js';

/** What comes through of these pieces, and how often the way out was taken. */
function type(...pieces: readonly string[]): readonly [string, number] {
	let escapes = 0;
	const filter = makeEscapeFilter(() => { escapes += 1; });
	return [pieces.map(piece => filter(Buffer.from(piece)).toString()).join(''), escapes];
}

t.test('Ctrl-A x is the way out, in one piece or two; everything else comes through', async t => {
	t.strictSame(type('ls\r\x03\x04'), ['ls\r\x03\x04', 0]);
	t.strictSame(type('a\x01xb'), ['ab', 1]);
	t.strictSame(type('a\x01', 'x'), ['a', 1]);
	t.strictSame(type('\x01\x01x'), ['\x01x', 0]);
	t.strictSame(type('\x01', '\x01', 'x'), ['\x01x', 0]);
	t.strictSame(type('\x01ex'), ['\x01ex', 0]);
	t.strictSame(type('x\x1b[Aä'), ['x\x1b[Aä', 0]);
});
