import t from 'tap';
import {makeMarkdownReport} from '../../harness/report/markdown-report.js';
import {makeResult} from '../../harness/result/make-result.js';
import {conflict, makeFactsWithoutBoot} from '../result/sample.js';
import {countedRun, makeCheck, prefixRuns, timedRun} from './fixtures.js';

t.test('checks and times', async t => t.matchSnapshot(makeMarkdownReport(timedRun)));

t.test('cost per function and per patch', async t => t.matchSnapshot(makeMarkdownReport(countedRun, prefixRuns)));

t.test('a patch that does not apply', async t => t.matchSnapshot(makeMarkdownReport(makeResult(makeFactsWithoutBoot({applied: conflict})))));

t.test('sentences fit a mail, columns are aligned', async t => {
	const lines = makeMarkdownReport(countedRun, prefixRuns).split('\n');
	t.strictSame(lines.filter(line => line.length > 75 && !/^(?:\||\s|#|- )/.test(line) && line.includes(' ')), []);
	const tables = lines.join('\n').match(/(?:^\|.*\n)+/gm)!;
	for (const table of tables) t.equal(new Set(table.trimEnd().split('\n').map(line => line.length)).size, 1, table);
});

t.test('words of a guest stay words: no markup, no row, no escape sequence of a terminal', async t => {
	const reason = '<script>| `x` *b* [l](u) _e_ &amp; \\ \u{1b}[2J\n# head';
	const text = makeMarkdownReport({...timedRun, measurements: [], checks: [makeCheck('ring/read', {outcome: 'skip', reason})]});
	t.match(text, String.raw`\<script\>\| \`x\` \*b\* \[l\](u) \_e\_ \&amp; \\ ${'\u{fffd}'}\[2J # head`);
	t.notOk(text.includes('\u{1b}'));
});

t.test('a broken line begins no list and no heading', async t => {
	const text = makeMarkdownReport({...timedRun, target: `${'x'.repeat(73)} - # 1. --seed`});
	t.match(text, /^x{73} -\n\\# /m);
	t.match(makeMarkdownReport({...timedRun, target: `${'x'.repeat(75)} 1. --seed`}), /^1\\\. --seed/m);
});
