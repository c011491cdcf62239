import t from 'tap';
import {makeCoverageHtml} from '../../harness/coverage/html-coverage.js';
import {makeCoverage} from './sample.js';

t.test('every added line with its kind, its count and its text, escaped', async t => {
	const html = makeCoverageHtml(makeCoverage());
	t.match(html, '<title>coverage: 60.0 %: 3 of 5 added lines executed</title>');
	const rows = [...html.matchAll(/<tr class="([^"]*)"><td class="number">(\d+)<td class="number">(\d*)<td>(.*?)<\/tr>/g)].map(([, ...cells]) => cells);
	t.strictSame(rows, [
		['run', '10', '3', 'int f(int &lt;a&gt;)'],
		['', '11', '', '{'],
		['run', '12', '9', '\tif (!a)'],
		['missed', '13', '0', '\t\treturn -EINVAL;'],
		['run gap', '20', '1', '\tif (a &gt; 3)'],
		['excepted', '21', '0', '\t\treturn -EINVAL;  <span class="reason">a is at most 3 here</span>'],
	]);
});

t.test('it needs nothing from anywhere, and is made for light and dark', async t => {
	const html = makeCoverageHtml(makeCoverage());
	t.notMatch(html, /<(?:script|link|img)|url\(|https?:/);
	t.match(html, 'color-scheme: light dark');
});
