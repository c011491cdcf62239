import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeDiff} from '../../harness/profile/describe-diff.js';
import {inexactNote} from '../../harness/profile/describe-profile.js';
import {diffProfiles} from '../../harness/profile/diff-profiles.js';
import {baseCounts, baseRun, exactBench, headCounts, headRun, inexactBench, layers, makeCounts, makeRun} from './sample.js';

t.test('both sides, then what changed, most first', async t => {
	t.equal(stripVTControlCharacters(describeDiff(diffProfiles({base: baseRun, head: headRun, layers}), {verbose: false})), `base  patch 2 of 2: aio: add rings (linux-source-6.1 6.1.170-1, run 2026-01-02T03-04-05Z-aaaa)
head  patch 2 of 2: aio: add rings (linux-source-6.1 6.1.170-1, run 2026-01-02T03-04-05Z-bbbb)

${exactBench}: 4 functions changed, work +1.199 instructions per IO

function        base    head   delta
aio_submit     60.00   61.00   +1.00  aio
new_<one>               0.70   +0.70  other kernel, new
old_one         0.50           -0.50  other kernel, gone
blk_start      30.00   30.00  -0.001  block <layer>
all work       99.55  100.75  +1.199
all that wait   2.00    2.00    0.00`);
});

t.test('no change is said in words', async t => {
	t.match(describeDiff(diffProfiles({base: baseRun, head: baseRun, layers}), {verbose: false}), new RegExp(`\n${exactBench}: no function changed; work 99\\.55 instructions per IO$`));
});

t.test('where boots differ, small changes are one line unless they are asked for', async t => {
	const run = (counts: typeof baseCounts | typeof headCounts) => makeRun([makeCounts(counts, {bench: inexactBench})]);
	const diff = diffProfiles({base: run(baseCounts), head: run(headCounts), layers});
	const text = stripVTControlCharacters(describeDiff(diff, {verbose: false}));
	t.match(text, inexactNote);
	t.match(text, /^1 function with less +-0\.001 {2}--verbose shows them$/m);
	t.notMatch(text, 'blk_start');
	t.match(stripVTControlCharacters(describeDiff(diff, {verbose: true})), /^blk_start /m);
});

t.test('what makes the runs hard to compare stands before the numbers', async t => {
	const other = {...headRun, fingerprint: {hash: '1'.repeat(16), parts: {compiler: 'gcc 13', bench: 'a'}}};
	t.match(describeDiff(diffProfiles({base: baseRun, head: other, layers}), {verbose: false}), /\n\nNot exactly comparable, for not only the kernel differs:\n {2}compiler: gcc 12 and gcc 13\n\nnull/);
	t.match(describeDiff(diffProfiles({base: baseRun, head: makeRun([]), layers}), {verbose: false}), /\n\nNot counted in patch 2 of 2, run .*: null\.ring\.randread\.4k\.qd32\.$/);
});
