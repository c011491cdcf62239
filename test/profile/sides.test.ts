import t from 'tap';
import {parseSides} from '../../harness/profile/sides.js';

t.test('two sides, and the benches behind them', async t => {
	t.strictSame(parseSides(['3', 'all']), {base: {type: 'prefix', patch: 3}, head: {type: 'prefix', patch: 'all'}, benches: []});
	t.strictSame(parseSides(['none', '2026-01-02T03-04-05Z-abcd', 'null.*', 'nvme.*']), {
		base: {type: 'prefix', patch: 'none'}, head: {type: 'run', runId: '2026-01-02T03-04-05Z-abcd'}, benches: ['null.*', 'nvme.*'],
	});
});

t.test('whatever is not a side is refused by name, with what is one', async t => {
	for (const word of ['0', '-1', '03', '12345', 'HEAD', 'null.ring.randread.4k.qd32', '../2026-01-02T03-04-05Z-abcd', '2026-01-02T03-04-05Z-abcd/..', '']) {
		t.throws(() => parseSides(['1', word]), {exitCode: 129, message: `--diff: '${word}' is no side`, hint: /^a side is a patch number, none, all, or the id of a counted run/}, word);
	}
	for (const words of [[], ['3']]) t.throws(() => parseSides(words), {exitCode: 129, message: '--diff compares two sides'});
});
