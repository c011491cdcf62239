// The history's page as text; test/vm/report-page.test.ts opens it.
import t from 'tap';
import {listHistory} from '../../harness/nightly/list-history.js';
import {makeHistoryHtml} from '../../harness/report/history-page.js';
import {makeCheck, makeCount, makeJob, makeNight} from '../nightly/nights.js';

t.test('numbers and builds are in the page, and a night\'s words are no script', async t => {
	const subject = {...makeJob().subject!, tree: '</script><script>throw 1</script>'};
	const nights = [
		makeNight('n2', {jobs: [makeJob({subject: {...subject, kernel: 'k2'}, metrics: [makeCount(101)]})]}),
		makeNight('n1', {jobs: [makeJob({subject, metrics: [makeCount(100)], checks: [makeCheck('ring/wrap', ['pass'])]})]}),
	];
	const html = makeHistoryHtml(listHistory({name: '*', target: undefined}, nights));
	const data = JSON.parse(/id="data">(.*)<\/script>/.exec(html)![1]!) as {series: ReadonlyArray<{points: ReadonlyArray<object>}>};
	t.match(data, {nights: [{id: 'n1'}, {id: 'n2'}], series: [{name: makeCount(0).name, points: [{x: 0, y: 100, isBuild: false}, {x: 1, y: 101, isBuild: true}]}]});
	t.equal(data.series.length, 1, 'a check\'s outcomes are no numbers');
	t.equal(html.match(/<script/g)!.length, 2);
	t.notMatch(html, /https?:\/\/(?!www\.w3\.org)/);
});
