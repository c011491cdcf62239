import t from 'tap';
import {makeCountsSection} from '../../harness/report/counts-section.js';
import {countedRun, findTable, listParts, makeMeasurement, prefixRuns, timedRun} from './fixtures.js';

t.test('what was only timed has no counts', async t => t.strictSame(makeCountsSection(timedRun), []));

t.test('work by engine and depth, waiting beside it', async t => {
	t.strictSame(findTable(makeCountsSection(countedRun), /^Work/), [
		['ring-polled-fixed', '2,258.90 (+ 3.65 waiting)'], ['libaio', '3,855.91'], ['io_uring-polled-fixed', '2,365.31 (+ 3.65 waiting)'],
	]);
});

t.test('an engine that this kernel does not have says so', async t => {
	t.match(findTable(makeCountsSection(prefixRuns[0]!), /^Work/)[0], ['ring-polled-fixed', /^skip \(.+\)$/]);
});

t.test('cost per function: the most first, told from waiting, bars by their share, the rest as one', async t => {
	const functions = Array.from({length: 30}, (_, index) => ({name: `f${index}`, kind: index === 1 ? 'wait' as const : 'work' as const, instructions: 1000, insnsPerIo: 100 - index}));
	const sections = makeCountsSection({...countedRun, measurements: [makeMeasurement('null.ring.randread.4k.qd1.insns_per_io', 5)], counts: [{bench: 'null.ring.randread.4k.qd1', ios: 8000, functions: [...functions, {name: 'never', kind: 'work', instructions: 1, insnsPerIo: 0.0001}]}]});
	const rows = findTable(sections, /8,000 IOs/);
	t.strictSame([...rows.slice(0, 2), rows.at(-1)], [['f0', '100.00'], ['f1 (waiting)', '99.00'], ['5 other functions', '365.00']]);
	t.match(listParts(sections).find(part => part.type === 'table' && part.caption.includes('8,000')), {rows: [[{}, {bar: 1}], [{}, {bar: 0.99}]]});
});

t.test('a bench is folded away with its sum in sight, the first is open', async t => {
	t.match(listParts(makeCountsSection(countedRun)).filter(({type}) => type === 'details'), [
		{isOpen: true, summary: /^null\.\S+: [\d,.]+ instructions of work per IO in \d+ functions$/}, {isOpen: false}, {isOpen: false},
	]);
});
