import t from 'tap';
import {makeHtmlReport} from '../../harness/report/html-report.js';
import {makeResult} from '../../harness/result/make-result.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, polledBench, withEntries} from '../result/sample.js';
import {countedRun, prefixRuns, timedRun} from './fixtures.js';

t.test('verdict, checks, numbers and drawings are on the page', async t => {
	const page = await makeHtmlReport(timedRun);
	t.match(page, /^<!doctype html>\n/);
	t.match(page, /<h1><span class="verdict pass">pass<\/span> 204 checks passed, 6 skipped, 10 benches measured<\/h1>/);
	t.match(page, /<th scope="row">io\/[\w-]+<\/th><td class="pass">pass<\/td><td class="number">\d+<\/td>/);
	t.match(page, /Measured under TCG, on an emulated processor: these numbers compare inside this one run only\./);
	t.equal([...page.matchAll(/<figure /g)].length, 3);
	t.equal([...page.matchAll(/<svg viewBox/g)].length, 6, 'for a wide page and for a phone');
	t.notMatch(page, /undefined|\[object Object\]|NaN/);
});

t.test('cost per function and per patch', async t => {
	const page = await makeHtmlReport(countedRun, prefixRuns);
	t.match(page, /<details open><summary>null\.[\w.-]+: [\d,.]+ instructions of work per IO/);
	t.match(page, /<span class="bar" style="width: 90\.0%">/);
	t.match(page, /<td class="number">4,111\.43 <span class="note">\u{2212}13\.09<\/span><\/td>/u);
	t.notMatch(page, /undefined|\[object Object\]|NaN/);
});

t.test('the page needs nothing from elsewhere, runs no script, and forbids both', async t => {
	for (const page of [await makeHtmlReport(timedRun), await makeHtmlReport(countedRun, prefixRuns)]) {
		t.notMatch(page.replaceAll('xmlns="http://www.w3.org/2000/svg"', ''), /\bsrc=|href="(?!#|data:,")|https?:|@import|url\(|<script|\son\w+=/);
		t.match(page, /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; /);
	}
});

t.test('whatever a guest, a compiler or a patch says is text', async t => {
	const evil = '<script>alert("x")</script>&<b>';
	const escaped = '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&lt;b&gt;';
	const pages = {
		'a check\'s reason': makeResult(makeFacts({boot: makeBoot({report: withEntries(makeEntry('ring/read', 'fail', evil))})})),
		'the console': makeResult(makeFacts({boot: makeBoot({outcome: 'panic', reason: 'x', consoleTail: [evil]})})),
		'a kernel warning': makeResult(makeFacts({boot: makeBoot({splats: [{kind: 'warning', line: evil, entry: undefined}]})})),
		'a hunk': makeResult(makeFactsWithoutBoot({applied: {...conflict, hunk: evil}})),
		'a compiler\'s line': makeResult(makeFactsWithoutBoot({kernel: {...compileError, errors: [evil]} as typeof compileError})),
		'the command': makeResult(makeFacts({command: evil})),
		'a check\'s name': makeResult(makeFacts({plan: {checks: [{name: evil, timeoutMs: 1}], benches: []}})),
		'the tree': makeResult(makeFacts({tree: {...makeFacts().tree, description: evil}})),
		'why there is no number': {...timedRun, measurements: [{...timedRun.measurements[0]!, outcome: 'skip' as const, value: null, reason: evil}]},
		'a function': {...countedRun, counts: [{...countedRun.counts![0]!, functions: [{name: evil, kind: 'work' as const, instructions: 8000, insnsPerIo: 1}]}]},
		'a patch\'s subject': {...countedRun, series: {...countedRun.series, lastSubject: evil}},
		'the fingerprint': {...countedRun, fingerprint: {...countedRun.fingerprint!, parts: {[evil]: evil}}},
		'the summary': {...countedRun, summary: evil},
		'the run\'s id': {...countedRun, runId: evil},
		'a bench': {...countedRun, counts: [{...countedRun.counts![0]!, bench: evil}]},
	};
	for (const [what, result] of Object.entries(pages)) {
		const page = await makeHtmlReport(result, prefixRuns);
		t.notMatch(page, /<script|<b>/, what);
		t.ok(page.includes(escaped), `${what} is on the page`);
	}
});

t.test('a name is a cell\'s header and cannot end an attribute', async t => {
	const page = await makeHtmlReport({...timedRun, measurements: [], checks: [{...timedRun.checks[0]!, name: 'x" onclick="alert(1)/y'}]});
	t.notMatch(page, /" onclick="/);
});

t.test('every way for a run to end makes a page', async t => {
	t.match(await makeHtmlReport(makeResult(makeFactsWithoutBoot({applied: conflict}))), /What went wrong.*does not apply to fs\/aio\.c.*<pre tabindex="0">@@ -1,2/s);
	t.match(await makeHtmlReport(makeResult(makeFactsWithoutBoot({kernel: compileError}))), /The compiler says.*<pre tabindex="0">fs\/aio\.c:1:1: error/s);
	const {devices, ...report} = makeBoot().report;
	const broken = makeResult(makeFacts({boot: makeBoot({accel: 'kvm', report: {...report, devices: devices.map(device => ({...device, pollQueues: 0}))}})}));
	const page = await makeHtmlReport(broken);
	t.match(page, /<td class="number broken">broken <span class="note">nvme was granted no poll queue<\/span>/);
	t.ok(broken.measurements.some(({name, outcome}) => name === `${polledBench}.iops` && outcome === 'broken'));
	t.notMatch(page, /emulated processor/, 'KVM numbers carry no warning');
});
