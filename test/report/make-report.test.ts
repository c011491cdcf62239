import t from 'tap';
import {makeReport} from '../../harness/report/make-report.js';
import {makeResult} from '../../harness/result/make-result.js';
import {conflict, makeFactsWithoutBoot} from '../result/sample.js';
import {countedRun, prefixRuns, timedRun} from './fixtures.js';

const idsOf = (...call: Parameters<typeof makeReport>): readonly string[] => makeReport(...call).sections.map(({id}) => id);

t.test('what has no data is left out', async t => {
	t.strictSame(idsOf(timedRun), ['tested', 'checks', 'time', 'warnings', 'measured-with', 'again']);
	t.strictSame(idsOf(countedRun, prefixRuns), ['tested', 'instructions', 'functions', 'patches', 'warnings', 'measured-with', 'again']);
	t.strictSame(idsOf(makeResult(makeFactsWithoutBoot({applied: conflict}))), ['trouble', 'tested', 'measured-with', 'again'], 'trouble comes first');
});

t.test('nothing in it moves a terminal\'s cursor', async t => {
	const report = makeReport({...timedRun, summary: 'a\u{1b}[2Jb'}, [{...countedRun, summary: '\u{7}'}]);
	t.equal(report.summary, 'a\u{fffd}[2Jb');
});
