// The report in a real browser: it logs nothing, loads nothing, and no page is wider than a phone.
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {makeHtmlReport} from '../../harness/report/html-report.js';
import {makeNightHtml} from '../../harness/report/night-report.js';
import {makeHistoryHtml} from '../../harness/report/history-page.js';
import {listHistory} from '../../harness/nightly/list-history.js';
import {badNight, makeCount, makeJob, makeNight} from '../nightly/nights.js';
import {lookAt, whyNoBrowser} from '../report/browser.js';
import {countedRun, makeCheck, prefixRuns, timedRun} from '../report/fixtures.js';
import {makeTemporaryDir} from '../support.js';

const skip = await whyNoBrowser();

t.setTimeout(120_000);

t.test('every part of the report, on a phone and on a desk, light and dark', {skip}, async t => {
	const file = path.join(await makeTemporaryDir(t), 'report.html');
	const long = 'x'.repeat(400);
	const run = {
		...timedRun, counts: countedRun.counts!, fingerprint: countedRun.fingerprint!, measurements: [...timedRun.measurements, ...countedRun.measurements],
		checks: [...timedRun.checks, makeCheck(`long/${long}`, {outcome: 'fail', reason: '<script>throw 1</script>', output: [long]})],
		boot: {...timedRun.boot!, kernelWarnings: [{kind: 'warning', line: long, entry: long}]}, command: `kernel-test ${long}`, summary: long,
	};
	await writeFile(file, await makeHtmlReport(run, prefixRuns));
	const seen = await lookAt(t, file, [{width: 360}, {width: 360, scheme: 'dark'}, {width: 1200}, {width: 1200, scheme: 'dark'}]);
	for (const [index, {errors, overflow, requests, drawings}] of seen.entries()) {
		t.strictSame(errors, [], `look ${index}: nothing is complained of`);
		t.equal(overflow, 0, `look ${index}: it does not scroll sideways`);
		t.strictSame(requests.filter(url => url !== 'data:,'), [], `look ${index}: nothing is loaded`);
		t.equal(drawings, 6, `look ${index}: each figure is seen once`);
	}
	t.strictSame(seen.map(({background}) => background), ['rgb(255, 255, 255)', 'rgb(20, 23, 27)', 'rgb(255, 255, 255)', 'rgb(20, 23, 27)']);
});

t.test('the morning\'s page', {skip}, async t => {
	const file = path.join(await makeTemporaryDir(t), 'nightly.html');
	const long = 'x'.repeat(400);
	const findings = badNight.findings.map(finding => ({...finding, sentence: `${finding.sentence} <img src=x> ${long}`}));
	await writeFile(file, await makeNightHtml({...badNight, findings}, [badNight]));
	for (const {errors, overflow, requests} of await lookAt(t, file, [{width: 360}, {width: 1200, scheme: 'dark'}])) {
		t.strictSame(errors, []);
		t.equal(overflow, 0);
		t.strictSame(requests.filter(url => url !== 'data:,'), []);
	}
});

t.test('the history is drawn, and zoomed with the keyboard\'s sliders and with the mouse', {skip}, async t => {
	const file = path.join(await makeTemporaryDir(t), 'history.html');
	const nights = Array.from({length: 20}, (_, index) => makeNight(`n${99 - index}`, {jobs: [makeJob({kernel: `k${Math.floor(index / 5)}`, metrics: [makeCount(2290 + index % 7)]})]}));
	await writeFile(file, makeHistoryHtml(listHistory({name: '*', target: undefined}, nights)));
	const count = 'document.querySelectorAll(".dot").length + " " + document.querySelectorAll(".build").length';
	const drag = `(() => {
		const svg = document.querySelector('.plot svg'), box = svg.getBoundingClientRect();
		svg.setPointerCapture = () => {};
		for (const [type, part] of [['pointerdown', 0.5], ['pointermove', 0.7], ['pointerup', 0.9]]) svg.dispatchEvent(new PointerEvent(type, {clientX: box.left + box.width * part, pointerId: 1}));
		return ${count};
	})()`;
	const slide = `(() => { const input = document.getElementById('from'); input.value = 10; input.dispatchEvent(new Event('input')); return ${count}; })()`;
	const reset = `${drag}; document.querySelector('.plot svg').dispatchEvent(new Event('dblclick')); ${count}`;
	const seen = await lookAt(t, file, [{width: 360, ask: count}, {width: 1200, scheme: 'dark', ask: slide}, {width: 1200, ask: drag}, {width: 1200, ask: reset}]);
	t.strictSame(seen.map(({answer}) => answer), ['20 3', '10 2', '10 2', '20 3']);
	for (const {errors, overflow, requests, drawings} of seen) {
		t.strictSame(errors, []);
		t.equal(overflow, 0);
		t.strictSame(requests.filter(url => url !== 'data:,'), []);
		t.equal(drawings, 1);
	}
});

t.test('a page with faults is told from one without', {skip}, async t => {
	const file = path.join(await makeTemporaryDir(t), 'broken.html');
	await writeFile(file, '<!doctype html><title>x</title><img src="nowhere.png"><div style="width: 2000px">x</div><script>console.error("said so"); throw new Error("thrown")</script>');
	const [seen] = await lookAt(t, file, [{width: 360}]);
	t.match(seen!.errors.join('\n'), /said so/);
	t.match(seen!.errors.join('\n'), /Uncaught/);
	t.match(seen!.errors.join('\n'), /ERR_FILE_NOT_FOUND/);
	t.ok(seen!.overflow > 1000);
	t.match(seen!.requests, [/nowhere\.png$/]);
});

t.test('a script that got into the page would not run, and be complained of', {skip}, async t => {
	const file = path.join(await makeTemporaryDir(t), 'injected.html');
	await writeFile(file, (await makeHtmlReport(timedRun)).replace('</main>', '<script>document.body.style.width = "5000px"</script></main>'));
	const [seen] = await lookAt(t, file, [{width: 360}]);
	t.match(seen!.errors, [/Content Security Policy/]);
	t.equal(seen!.overflow, 0);
});
