import t from 'tap';
import {describeCoverage, formatPercent} from '../../harness/coverage/describe-coverage.js';
import {makeCoverage} from './sample.js';

t.test('per file, then every line that was not executed', async t => {
	t.equal(describeCoverage(makeCoverage()), `added lines executed
fs/aio.c          3/5   60.0 %
all               3/5   60.0 %
include/uapi/aio.h  without code

not executed
  fs/aio.c:13: return -EINVAL;

not executed, and the target says why
  fs/aio.c:21: return -EINVAL;
    a is at most 3 here`);
});

t.test('exceptions that are out of date stand last, and empty parts are left out', async t => {
	const coverage = makeCoverage({exceptions: [{file: 'fs/aio.c', text: 'x', reason: 'y'}]});
	t.match(describeCoverage(coverage), /\n\nexceptions to look at\n {2}exception for fs\/aio\.c: x: the series adds no such line$/);
	t.notMatch(describeCoverage(coverage), /the target says why/);
});

t.test('a percentage is not rounded up', async t => {
	t.strictSame([formatPercent(9999, 10_000), formatPercent(19, 20), formatPercent(1, 3), formatPercent(5, 5), formatPercent(0, 0)], ['99.9 %', '95.0 %', '33.3 %', '100.0 %', '100.0 %']);
});
