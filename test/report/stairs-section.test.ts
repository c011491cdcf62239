import t from 'tap';
import {makeStairsSection} from '../../harness/report/stairs-section.js';
import {countedRun, findTable, listParts, prefixRuns, timedRun} from './fixtures.js';

t.test('what was not counted has no cost by patch', async t => t.strictSame(makeStairsSection(timedRun, prefixRuns), []));

t.test('a staircase per bench, from the first prefix that has it', async t => {
	const figures = listParts(makeStairsSection(countedRun, prefixRuns)).flatMap(part => part.type === 'figures' ? part.figures : []);
	t.match(figures, [
		{caption: /^null\.ring-polled-fixed\S+: .*from patch 18 to patch 24.*does not begin at zero/, plot: {kind: 'stairs', total: 24}},
		{caption: /^null\.libaio\S+: .* \u{2212}178\.91 from no patch to patch 24/u}, {},
	]);
	t.match(figures[1]!.plot, {steps: [{patch: 0, change: undefined}, {patch: 13}, {patch: 18}, {patch: 19}, {patch: 23}, {patch: 24}]});
});

t.test('a table with the subjects; a change over a gap says since when', async t => {
	const rows = findTable(makeStairsSection(countedRun, prefixRuns), /after each patch/);
	t.strictSame(rows[0], ['0', 'without the series', '', '4,034.82', '2,360.47']);
	t.strictSame(rows[1], ['13', 'aio: add submission and completion rings', '', '4,108.44 (+73.62 since 0)', '2,363.34 (+2.87 since 0)']);
	t.match(rows[3], ['19', /^aio: /, '2,746.01 (\u{2212}164.65)', '4,111.43 (\u{2212}13.09)', '2,363.65 (+0.31)']);
});

t.test('with fewer than two prefixes it says how to get more', async t => {
	const [section, ...more] = makeStairsSection({...countedRun, command: 'kernel-test bench --count --tree linux --series=x.mbox --patch 24 --smp 1'}, []);
	t.strictSame(more, []);
	t.match(section!.parts, [{type: 'text', text: /for n in none 1 2 .* 24; do kernel-test bench --count 'null\.ring-polled-fixed\S+' --tree linux --series=x\.mbox --patch \$n; done/}]);
	t.strictSame(makeStairsSection({...countedRun, series: {source: 'none', patch: 0, total: 0}}, []), [], 'without a series there are no patches');
});
