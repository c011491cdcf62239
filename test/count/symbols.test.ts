import t from 'tap';
import {findFunction, parseSymbols} from '../../harness/count/symbols.js';

/** As nm -n prints them; the low ones are per-CPU variables. */
const nm = `0000000000000000 D __per_cpu_start
0000000000014000 d cpu_info
                 U not_there
ffffffff81000000 T _stext
ffffffff81000000 t hidden
ffffffff81000040 t aio_read.isra.0
ffffffff81000080 t first
ffffffff81000080 T second
ffffffff81000080 T third
ffffffff810000c0 t aio_read.isra.0.cold
ffffffff810000d0 t kmem_cache.part.0.constprop.3
ffffffff81200000 D data
ffffffff81300000 W weak_one
`;

t.test('an address belongs to the function that starts last before it', async t => {
	const symbols = parseSymbols(nm);
	const names = ['ffffffff80ffffff', 'ffffffff81000000', 'ffffffff8100003f', 'ffffffff81000040', 'ffffffff810000cf', 'ffffffff810000ff', 'ffffffff81300001']
		.map(address => findFunction(symbols, address));
	t.strictSame(names, [undefined, '_stext', '_stext', 'aio_read', 'aio_read', 'kmem_cache', 'weak_one']);
});

t.test('of several names a global one is taken, the first of its kind', async t => {
	t.equal(findFunction(parseSymbols(nm), 'ffffffff81000085'), 'second');
	t.equal(findFunction(parseSymbols('ffffffff81000000 t a\nffffffff81000000 t b\n'), 'ffffffff81000001'), 'a');
});

t.test('a mark of the linker script\'s is a name only where nothing else starts', async t => {
	const symbols = parseSymbols(['81000000 T __lock_text_start', '81000000 t _raw_spin_lock', '81000040 T __cpuidle_text_end'].map(line => `ffffffff${line}\n`).join(''));
	t.strictSame(symbols.names, ['_raw_spin_lock', '__cpuidle_text_end']);
});

t.test('no symbols, no name', async t => {
	t.equal(findFunction(parseSymbols(''), 'ffffffff81000000'), undefined);
});
