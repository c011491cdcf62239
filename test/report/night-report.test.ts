// What stands on the morning's page, in which order, and that nothing of a guest's words is more than words.
import t from 'tap';
import {makeNightHtml, makeNightMarkdown, makeNightReport} from '../../harness/report/night-report.js';
import {badNight, makeCount, makeJob, makeNight} from '../nightly/nights.js';

t.test('what got worse stands first, then flaky, not tested, better, the matrix and the numbers', async t => {
	t.strictSame(makeNightReport(badNight, []).sections.map(({id}) => id), ['worse', 'flaky', 'untested', 'better', 'jobs', 'metrics', 'night']);
	t.strictSame(makeNightReport(makeNight('n1'), []).sections.map(({id}) => id), ['worse', 'jobs', 'night']);
	t.match(makeNightReport(makeNight('n1'), []).sections[0], {parts: [{text: 'Nothing got worse.'}]});
});

t.test('what got worse comes with patch, function, number and command', async t => {
	const text = makeNightMarkdown(badNight, []);
	for (const said of ['patch: 7, aio:', 'kernel-test check ring/wrap --patch 7', 'aio_ring_enter +1', 'number: 2,292.74 to 2,293.74 insns/io (+0.04 %)', 'since: 2026-11-20', 'since: tonight', '12.5 % (1 of 8)']) {
		t.ok(text.includes(said), said);
	}
	t.match(text, /^# FAIL: 2 things worse/);
});

t.test('numbers come with their past, and with what the kernel has to do with it', async t => {
	const night = (nightId: string, kernel: string, value: number, fingerprint = 'f1') => makeNight(nightId, {jobs: [makeJob({kernel, metrics: [makeCount(value, {fingerprint})]})]});
	const cells = (kernel: string) => JSON.stringify(makeNightReport(night('n9', kernel, 110), [night('n8', 'k1', 100), night('n7', 'k1', 90), night('n6', 'k1', 1, 'f2')]).sections.find(({id}) => id === 'metrics'));
	t.match(cells('k2'), '"text":"+10.00 %"}');
	t.match(cells('k1'), '"text":"+10.00 %","note":"kernel unchanged"');
	t.match(cells('k2'), '"spark":[90,100,110]');
});

t.test('the words of guests and series are escaped', async t => {
	const html = await makeNightHtml(badNight, []);
	t.notMatch(html, /<script|<b>1/);
	t.match(html, 'aio: &lt;script&gt;');
	t.match(html, '<polyline');
	t.match(html, 'Made by kernel-test from night.json');
});
