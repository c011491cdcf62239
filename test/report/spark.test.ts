import t from 'tap';
import {drawSpark} from '../../harness/report/spark.js';

t.test('the last number is marked, and little looks like little', async t => {
	const heights = (numbers: readonly number[]): readonly number[] => /points="([^"]*)"/.exec(drawSpark(numbers))![1]!.split(' ').map(point => Number(point.split(',')[1]));
	t.strictSame(heights([1, 2]), [19, 3]);
	t.match(drawSpark([1, 2]), 'cx="141.0" cy="3.0"');
	const [before, after] = heights([1000, 1001]);
	t.ok(before! - after! < 1);
	t.strictSame(heights([0, 0]), [11, 11]);
	t.match(drawSpark([5]), 'points="141.0,11.0"');
});
