import t from 'tap';
import {formatChange, formatCount, formatMicros, formatNumber, formatSeconds} from '../../harness/report/format.js';

t.test('numbers', async t => {
	t.equal(formatNumber(1_234_567.891), '1,234,568');
	t.equal(formatNumber(1234.5, 2), '1,234.50');
	t.equal(formatMicros(335_900), '335.9');
	t.equal(formatMicros(1_278_345), '1,278');
	t.equal(formatSeconds(31_100), '31.1 s');
	t.equal(formatCount(1, 'check'), '1 check');
	t.equal(formatCount(1200, 'check'), '1,200 checks');
});

t.test('changes have their sign; what rounds to nothing has none', async t => {
	t.equal(formatChange(73.618), '+73.62');
	t.equal(formatChange(-164.65, 0), '\u{2212}165');
	t.equal(formatChange(0), '0');
	t.equal(formatChange(-0.004), '0');
});
