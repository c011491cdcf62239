import t from 'tap';
import {makeHtmlReport} from '../../harness/result/html-report.js';
import {makeResult} from '../../harness/result/make-result.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, makeReport, plainBench, withEntries} from './sample.js';

t.test('verdict, checks and numbers are on the page', async t => {
	const page = makeHtmlReport(makeResult(makeFacts()));
	t.match(page, /^<!doctype html>\n/);
	t.match(page, /<h1><span class="pass">pass<\/span> 3 checks passed, 2 benches measured<\/h1>/);
	t.match(page, '<td>ring/read<td class="pass">pass<td class="number">7');
	t.match(page, `<td>${plainBench}.iops<td class="number">20,000<td>io/s`);
	t.match(page, /emulated CPU \(TCG\): for comparison inside this one run only/);
	t.notMatch(page, /undefined|\[object Object\]|NaN/);
	t.notMatch(makeHtmlReport(makeResult(makeFacts({boot: makeBoot({accel: 'kvm'})}))), /emulated CPU/);
});

t.test('the page needs nothing from elsewhere', async t => {
	t.notMatch(makeHtmlReport(makeResult(makeFacts())), /(?:src|href)=|https?:|@import|url\(/);
});

t.test('whatever a guest, a compiler or a patch says is text', async t => {
	const evil = '<script>alert("x")</script>&<b>';
	const escaped = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&lt;b&gt;';
	const pages = {
		'a check\'s reason': makeFacts({boot: makeBoot({report: withEntries(makeEntry('ring/read', 'fail', evil))})}),
		'the console': makeFacts({boot: makeBoot({outcome: 'panic', reason: 'x', consoleTail: [evil]})}),
		'a kernel warning': makeFacts({boot: makeBoot({splats: [{kind: 'warning', line: evil, entry: undefined}]})}),
		'the subject': makeFactsWithoutBoot({applied: {...conflict, hunk: evil}}),
		'a compiler\'s line': makeFactsWithoutBoot({kernel: {...compileError, errors: [evil]} as typeof compileError}),
		'the command': makeFacts({command: evil}),
		'a check\'s name': makeFacts({plan: {checks: [{name: evil, timeoutMs: 1}], benches: []}}),
		'the tree': makeFacts({tree: {...makeFacts().tree, description: evil}}),
	};
	for (const [what, facts] of Object.entries(pages)) {
		const page = makeHtmlReport(makeResult(facts));
		t.notMatch(page, /<script|<b>/, what);
		t.ok(page.includes(escaped), `${what} is on the page`);
	}
});

t.test('every way for a run to end makes a page', async t => {
	t.match(makeHtmlReport(makeResult(makeFactsWithoutBoot({applied: conflict}))), /The patch that does not apply.*fs\/aio\.c<pre>@@ -1,2/s);
	t.match(makeHtmlReport(makeResult(makeFactsWithoutBoot({applied: {...conflict, file: '', hunk: ''}}))), /<pre>error: patch failed/);
	t.match(makeHtmlReport(makeResult(makeFactsWithoutBoot({kernel: compileError}))), /<h2>Compiler<\/h2><pre>fs\/aio\.c:1:1: error/);
	const report = makeReport({entries: [], measurements: []});
	t.match(makeHtmlReport(makeResult(makeFacts({boot: makeBoot({outcome: 'hang', reason: 'no plan', report, consoleTail: ['one', 'two']})}))), /<pre>one\ntwo<\/pre>/);
});
