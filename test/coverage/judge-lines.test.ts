import t from 'tap';
import {judgeLines} from '../../harness/coverage/judge-lines.js';
import {added, at, exceptions, makeCoverage, ranges} from './sample.js';

t.test('a line has run if any instruction of any copy has; without instructions it does not count', async t => {
	const coverage = makeCoverage();
	t.strictSame(coverage.files.map(({file, executable, executed, lines}) => [file, executable, executed, lines.map(({line, count}) => [line, count])]), [
		['fs/aio.c', 5, 3, [[10, 3], [11, null], [12, 9], [13, 0], [20, 1], [21, 0]]],
	]);
	t.match(coverage, {executable: 5, executed: 3, excepted: 1, percent: 60, percentMin: 95, filesWithoutCode: ['include/uapi/aio.h'], problems: []});
});

t.test('an address right behind a line is not of it', async t => {
	const only = (address: string) => judgeLines({added, ranges, counts: new Map([[at(address), 1]]), exceptions, percentMin: 0}).executed;
	t.equal(only('0007'), 1);
	t.equal(only('000f'), 1);
	t.equal(only('0030'), 0);
	t.equal(only('0200'), 0, 'the same line of another file');
});

t.test('without executable lines nothing is missing', async t => {
	t.match(judgeLines({added, ranges: [], counts: new Map(), exceptions: [], percentMin: 95}), {executable: 0, executed: 0, percent: 100, files: []});
});
