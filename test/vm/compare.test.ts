// Compares kernels that differ by one instruction, and one kernel with itself.
import {copyFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import type {Comparison} from '../../harness/compare/comparison.js';
import {projectDir} from '../support.js';
import {fixtureSeries, kernelTest, seriesWith, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const bench = 'null.ring-polled-fixed.randread.4k.qd32';
const series = await seriesWith(t, (await readdir(fixtureSeries('nop-in-submission'))).map(file => path.join(fixtureSeries('nop-in-submission'), file)));
const total = (await readdir(series)).filter(file => /^\d{4}-.*\.patch$/.test(file) && !file.startsWith('0000')).length;

async function compare(...args: readonly string[]): Promise<{exitCode: number | undefined; comparison: Comparison}> {
	const {exitCode, stdout, stderr} = await kernelTest(['compare', '--json', ...args]);
	t.comment(stderr.split('\n').slice(-4).join('\n'));
	return {exitCode, comparison: JSON.parse(stdout) as Comparison};
}

t.test('one instruction more on the submit path is a regression, in the function that has it', async t => {
	const {exitCode, comparison} = await compare(String(total - 1), 'all', bench, '--series', series);
	t.equal(exitCode, 1, comparison.summary);
	t.match(comparison.metrics, [{name: `${bench}.work_insns_per_io`, verdict: 'worse'}]);
	t.match(comparison.metrics[0]!.functions, [{name: 'aio_submit_iocb', delta: 1}]);
});

t.test('two versions of a series: what their patches are to each other, and what the change costs', async t => {
	const {exitCode, comparison} = await compare(bench, '--series', path.join(projectDir, 'patches/debian-6.1'), '--series', series);
	t.equal(exitCode, 1, comparison.summary);
	t.match(comparison, {base: {name: new RegExp(`^.*patches/debian-6\\.1, patch ${total - 1} of ${total - 1}: `)}, head: {name: new RegExp(`^${series}, patch ${total} of ${total}: `)}});
	t.match(comparison.metrics, [{verdict: 'worse', functions: [{name: 'aio_submit_iocb', delta: 1}]}]);
	t.strictSame(comparison.rangeDiff?.patches.map(({change}) => change), [...Array.from({length: total - 1}, () => 'same'), 'new']);
});

t.test('a version that does not apply is told, and by which patch', async t => {
	const {exitCode, stdout} = await kernelTest(['compare', bench, '--series', series, '--series', fixtureSeries('conflict')]);
	t.equal(exitCode, 125);
	t.match(stdout, /patch 1 \(0001-aio-rename-a-table-that-has-another-name-here\.patch\) does not apply/);
});

t.test('a kernel is the same as itself; times are compared in turn, and too few of them tell nothing', async t => {
	const {exitCode, comparison} = await compare('all', 'all', bench, '--boots', '1');
	t.equal(exitCode, 0, comparison.summary);
	const [counted, ...timed] = comparison.metrics;
	t.match(counted, {verdict: 'same', functions: []});
	t.ok(timed.some(({name}) => name.endsWith('.iops')));
	t.ok(timed.every(({verdict, sentence}) => verdict === 'unsure' && sentence.includes('9 are the least')));
});

t.test('the accepted baseline', async t => {
	const resultsDir = t.testdir();
	const without = await kernelTest(['compare', 'baseline', 'all', bench, '--results', resultsDir]);
	t.equal(without.exitCode, 129);
	t.match(without.stderr, /has no baseline/);
	t.equal((await kernelTest(['baseline', '--results', resultsDir])).exitCode, 129, 'nothing was counted yet');
	t.equal((await kernelTest(['bench', '--count', bench, '--results', resultsDir])).exitCode, 0);
	t.equal((await kernelTest(['baseline', '--results', resultsDir])).exitCode, 0);
	const {exitCode, comparison} = await compare('baseline', 'all', bench, '--results', resultsDir);
	t.equal(exitCode, 0, comparison.summary);
	t.match(comparison, {base: {name: /^baseline \d{4}-/}, metrics: [{verdict: 'same'}]});
	await copyFile(path.join(projectDir, 'package.json'), path.join(resultsDir, 'other.json'));
	t.equal((await kernelTest(['baseline', path.join(resultsDir, 'other.json'), '--results', resultsDir])).exitCode, 129, 'a file that is no result');
});
