import t from 'tap';
import {colorCount, styleEngines} from '../../harness/report/engine-style.js';

t.test('an interface has a colour, a mode has a symbol and a line', async t => {
	const styles = styleEngines(['libaio', 'ring', 'ring-polled', 'ring', 'ring-polled-fixed', 'io_uring-polled']);
	t.strictSame(styles.map(({engine, color, symbol}) => [engine, color, symbol]), [
		['libaio', 'var(--series-1)', 'circle'], ['ring', 'var(--series-2)', 'circle'], ['ring-polled', 'var(--series-2)', 'square'],
		['ring-polled-fixed', 'var(--series-2)', 'diamond'], ['io_uring-polled', 'var(--series-3)', 'square'],
	]);
	t.equal(styles[1]!.dash, 'none');
	t.equal(new Set(styles.slice(1, 4).map(({dash}) => dash)).size, 3);
});

t.test('there are as many interfaces and modes as one likes', async t => {
	const styles = styleEngines(Array.from({length: 20}, (_, index) => `engine${index}-polled-mode${index}`));
	t.equal(styles.length, 20);
	for (const {color, symbol} of styles) t.ok(Number(/\d+/.exec(color)) <= colorCount && symbol !== undefined, color);
});
