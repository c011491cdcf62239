import t from 'tap';
import {isKernelAddress, readCounts} from '../../harness/count/read-counts.js';

const whole = `kernel-test counts 1
begin 1
0000000000401000 3
ffffffff81000000 100
end 1
begin 2
end 2
`;

t.test('sections by number, executions by address', async t => {
	const {sections, problems} = readCounts(whole);
	t.strictSame(problems, []);
	t.strictSame([...sections].map(([number, counts]) => [number, [...counts]]), [
		[1, [['0000000000401000', 3], ['ffffffff81000000', 100]]],
		[2, []],
	]);
});

t.test('a section that comes again replaces the earlier one', async t => {
	const {sections} = readCounts(`${whole}begin 1\n0000000000401000 5\nend 1\n`);
	t.strictSame([...sections.get(1)!], [['0000000000401000', 5]]);
});

t.test('what is not whole, or not the plugin\'s, is a problem', async t => {
	const cases: ReadonlyArray<readonly [string, string]> = [
		['', 'the first line is not'],
		[whole.replace('counts 1', 'counts 2'), 'the first line is not'],
		[whole.slice(0, whole.indexOf('end 1')), 'section 1 has no end'],
		[whole.replace('end 1', 'end 3'), 'does not fit: end 3'],
		[`${whole}0000000000401000 3\n`, 'does not fit: 0000000000401000 3'],
		[whole.replace('401000 3', '401000 x'), 'does not fit: 0000000000401000 x'],
	];
	for (const [text, problem] of cases) t.match(readCounts(text).problems[0], problem);
	t.equal(readCounts(`kernel-test counts 1\n${'x\n'.repeat(1000)}`).problems.length, 10, 'problems are bounded');
});

t.test('the kernel has the upper half of the addresses', async t => {
	t.equal(isKernelAddress('ffffffff81000000'), true);
	t.equal(isKernelAddress('00007fffffffffff'), false);
});
