import t from 'tap';
import {cleanText} from '../../harness/lib/clean-text.js';

t.test('what a terminal or a browser would obey is shown as a replacement', async t => {
	t.strictSame(cleanText({
		list: ['\u{1b}[2Jgone', 'a\u{0}b', 'right\u{202e}left', 'c1\u{9b}m'], key: {'in\u{7}side': 1}, none: null, yes: true,
	}), {list: ['\u{fffd}[2Jgone', 'a\u{fffd}b', 'right\u{fffd}left', 'c1\u{fffd}m'], key: {'in\u{fffd}side': 1}, none: null, yes: true});
});

t.test('all else stays', async t => {
	const text = '\tif (x < 1)\n\u{2212}5 \u{b5}s \u{e9} \u{1f600} <b>&';
	t.equal(cleanText(text), text);
});
