import t, {type Test} from 'tap';
import {InvalidArgumentError} from 'commander';
import {parseBatch, parseBoots, parseCpus, parseFactor, parseFuzzOps, parseGrowth, parseGuestFile, parseGuests, parseIos, parseJobs, parseMetric, parseMilliseconds, parsePatch, parsePrefix, parseRepeats, parseSeed, parseSize, parseSeries, parseShard, parseThreads, parseThreshold, parseTimeout, parseVariant, pickSeries} from '../harness/options.js';

/** Every text is refused, with words that say what is allowed. */
function refuses(t: Test, parse: (text: string) => unknown, allowed: RegExp, texts: readonly string[]): void {
	for (const text of texts) {
		const error = attempt(() => parse(text));
		t.ok(error instanceof InvalidArgumentError, `'${text}' is refused`);
		t.match(String(error), allowed);
	}
}

function attempt(action: () => unknown): unknown {
	try {
		return action();
	} catch (error) {
		return error;
	}
}

t.test('--patch', async t => {
	t.equal(parsePatch('all'), 'all');
	t.equal(parsePatch('none'), 'none');
	t.equal(parsePatch('1'), 1);
	t.equal(parsePatch('9999'), 9999);
	refuses(t, parsePatch, /all, none or the number of a patch/, ['', '0', '-1', '01', '1.5', '1e3', 'abc', 'All', ' 1', '10000', '1\n']);
});

t.test('what bisect looks for', async t => {
	t.equal(parseMetric('null.libaio.randread.4k.qd32'), 'null.libaio.randread.4k.qd32');
	t.equal(parseMetric('nvme.ring-polled.randread.4k.qd1.work_insns_per_io'), 'nvme.ring-polled.randread.4k.qd1');
	refuses(t, parseMetric, /It is a bench on null.*Times differ/, ['null.libaio.randread.4k.qd32.iops', 'libaio', '']);
	refuses(t, parseMetric, /The count of this one differs/, ['nvme.libaio.randread.4k.qd32', 'file.ring-polled.randread.4k.qd1']);
	t.strictSame(parseGrowth('2.5'), {perIo: 2.5});
	t.strictSame(parseGrowth('0'), {perIo: 0});
	t.strictSame(parseGrowth('0.5%'), {percent: 0.5});
	refuses(t, parseGrowth, /instructions per IO/, ['', '-1', 'x', '1e3']);
	refuses(t, parseGrowth, /percentage/, ['%', '101%']);
	t.equal(parseRepeats('5'), 5);
	refuses(t, parseRepeats, /number of boots/, ['0', '1.5', '']);
});

t.test('--timeout is seconds and becomes milliseconds', async t => {
	t.equal(parseTimeout('0.1'), 100);
	t.equal(parseTimeout('90'), 90_000);
	t.equal(parseTimeout('86400'), 86_400_000);
	refuses(t, parseTimeout, /from 0\.1 to 86400/, ['', '0', '0.05', '86401', '-5', '1e2', '5s', 'Infinity', 'NaN', '.5']);
});

t.test('--from and --to', async t => {
	t.strictSame(['none', '0', '7'].map(parsePrefix), [0, 0, 7]);
	refuses(t, parsePrefix, /the number of a patch/, ['', 'all', '-1', '1.5', '12345']);
});

t.test('--series: one for all commands but one', async t => {
	t.strictSame(parseSeries('v5.mbox', parseSeries('v4.mbox')), ['v4.mbox', 'v5.mbox']);
	t.equal(pickSeries(), undefined);
	t.equal(pickSeries(['v4.mbox']), 'v4.mbox');
	t.throws(() => pickSeries(['v4.mbox', 'v5.mbox']), {code: 'ERR_INPUT', exitCode: 129, message: '--series is given 2 times', hint: /compare --series A --series B/});
});

t.test('--boots and --threshold', async t => {
	t.strictSame([parseBoots('0'), parseBoots('1000')], [0, 1000]);
	refuses(t, parseBoots, /from 0 to 1000/, ['', '-1', '1001', '2.5', 'two']);
	t.strictSame([parseThreshold('0'), parseThreshold('0.02'), parseThreshold('100')], [0, 0.02, 100]);
	refuses(t, parseThreshold, /from 0 to 100/, ['', '-1', '101', '2%', '1e1']);
});

t.test('--smp', async t => {
	t.equal(parseCpus('1'), 1);
	t.equal(parseCpus('64'), 64);
	refuses(t, parseCpus, /from 1 to 64/, ['', '0', '65', '-1', '2.5', 'two']);
});

t.test('--shard is a part and how many there are', async t => {
	t.strictSame(parseShard('2/3'), {index: 2, count: 3});
	refuses(t, parseShard, /such as 1\/3/, ['', '0/3', '4/3', '1', '1/', '/3', '1/0', '100/100', '1/2/3']);
});

t.test('--seed and --fuzz-ops', async t => {
	t.equal(parseGuests('16'), 16);
	refuses(t, parseGuests, /number of guests from 1 to 16/, ['', '0', '17', '1.5']);
	t.equal(parseSeed('0'), 0);
	t.equal(parseSeed('4294967295'), 4_294_967_295);
	refuses(t, parseSeed, /from 0 to 4294967295/, ['', '-1', '4294967296', '1.5', '0x10', '99999999999']);
	t.equal(parseFuzzOps('1'), 1);
	t.equal(parseFuzzOps('1000000'), 1_000_000);
	refuses(t, parseFuzzOps, /from 1 to 100000000/, ['', '0', '-1', '100000001', '1e6']);
});

t.test('--batch, --threads, --ms and --ios', async t => {
	for (const [parse, max, what] of [[parseBatch, 4096, 'IOs'], [parseThreads, 64, 'threads'], [parseMilliseconds, 600_000, 'milliseconds'], [parseIos, 10_000_000, 'IOs']] as const) {
		t.equal(parse('1'), 1);
		t.equal(parse(String(max)), max);
		refuses(t, parse, new RegExp(`a number of ${what} from 1 to ${max}\\.`), ['', '0', '-1', '1.5', '1e2', ' 1', '0x1', String(max + 1), '99999999999']);
	}
});

t.test('--clock-ghz and --ipc', async t => {
	t.equal(parseFactor('3'), 3);
	t.equal(parseFactor('0.75'), 0.75);
	t.equal(parseFactor('100'), 100);
	refuses(t, parseFactor, /from 0\.1 to 100/, ['', '0', '0.05', '101', '-1', '1e1', '3GHz', 'NaN', '.5', '1.2345']);
});

t.test('--variant is a file name without a path', async t => {
	t.equal(parseVariant('kasan'), 'kasan');
	refuses(t, parseVariant, /name of a fragment/, ['', '../base', 'a/b', 'KASAN', 'a.config']);
});

t.test('--file puts a file into the guest', async t => {
	t.strictSame(parseGuestFile('build/fio'), [{hostPath: 'build/fio', guestPath: '/bin/fio'}]);
	t.strictSame(parseGuestFile('a:/etc/b'), [{hostPath: 'a', guestPath: '/etc/b'}]);
	t.strictSame(parseGuestFile('odd:name:/x'), [{hostPath: 'odd:name', guestPath: '/x'}], 'the last colon counts');
	t.strictSame(parseGuestFile('b:/b', parseGuestFile('a:/a')).map(({hostPath}) => hostPath), ['a', 'b'], 'may be repeated');
	refuses(t, text => parseGuestFile(text), /absolute path/, ['a:', 'a:b', 'a:/dir/', 'a:/../x', 'a:/x/..']);
	refuses(t, text => parseGuestFile(text), /name has a colon is given with its place: HOST:\/bin\/NAME/, ['a:b.txt']);
	t.strictSame(parseGuestFile('-x a,b'), [{hostPath: '-x a,b', guestPath: '/bin/-x a,b'}]);
	refuses(t, text => parseGuestFile(text), /HOST or HOST:GUEST/, [':/x']);
});

t.test('the -j of MAKEFLAGS counts, else the CPUs', async t => {
	t.equal(parseJobs(undefined, 8), 8);
	t.equal(parseJobs('', 8), 8);
	for (const flags of ['-j3', '-j 3', 'j3', '-k -j3', '-k -j3 --output-sync']) t.equal(parseJobs(flags, 8), 3, flags);
	t.equal(parseJobs('-j0', 8), 1);
	t.equal(parseJobs('--jobserver-auth=3,4', 8), 8);
});

t.test('--keep-size is in bytes', async t => {
	t.strictSame(['10G', '1.5M', '4096', '0'].map(parseSize), [10 * 2 ** 30, 1.5 * 2 ** 20, 4096, 0]);
	for (const text of ['', 'G', '10GB', '-1', '1e3']) t.throws(() => parseSize(text), {message: /such as 10G/}, text);
});
