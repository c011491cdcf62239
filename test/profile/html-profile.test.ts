import t from 'tap';
import {inexactNote} from '../../harness/profile/describe-profile.js';
import {makeProfileHtml} from '../../harness/profile/html-profile.js';
import {makeProfile} from '../../harness/profile/make-profile.js';
import {baseRun, headCounts, inexactBench, layers, makeCounts} from './sample.js';

const html = makeProfileHtml({...baseRun, command: 'kernel-test profile "<x>"'}, [makeProfile(makeCounts(headCounts), layers), makeProfile(makeCounts(headCounts, {bench: inexactBench}), layers)]);

t.test('each function is in both maps and in the table, to which the map leads', async t => {
	const cells = [...html.matchAll(/<a href="#(bench-1-\d+)"[^>]*title="aio_submit: 61\.00 instructions per IO, 60\.5 % of work \(aio\)"/g)].map(([, id]) => id);
	t.equal(cells.length, 2, 'wide and narrow');
	t.match(html, `<tr id="${cells[0]}"><td class="text">aio_submit<td>61.00<td>60.5 %<td>60.5 %<td class="text">aio`);
	t.match(html, '<td class="text">idle<td>2.00<td><td><td class="text">waiting');
	t.notMatch(html, /title="idle/, 'what waits has no area');
	const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
	t.equal(new Set(ids).size, ids.length, 'no id twice');
});

t.test('what is not exact says so', async t => {
	t.equal(html.split(inexactNote).length, 2);
});

t.test('names are escaped', async t => {
	t.match(html, 'new_&lt;one&gt;');
	t.match(html, 'block &lt;layer&gt;');
	t.match(html, 'kernel-test profile &quot;&lt;x&gt;&quot;');
	t.notMatch(html, /<one>|<layer>|<x>/);
});

t.test('it needs nothing from anywhere, and is made for light and dark', async t => {
	t.notMatch(html, /<(?:script|link|img)|url\(|https?:/);
	t.match(html, 'color-scheme: light dark');
});
