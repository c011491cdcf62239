import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeProfile, inexactNote} from '../../harness/profile/describe-profile.js';
import {makeProfile} from '../../harness/profile/make-profile.js';
import {baseCounts, exactBench, inexactBench, layers, makeCounts} from './sample.js';

t.test('sums, layers, then functions; what is below a thousandth of the work is one line', async t => {
	t.equal(stripVTControlCharacters(describeProfile(makeProfile(makeCounts({...baseCounts, '*poll': 3000}), layers), {verbose: false})), `${exactBench}: 104.55 instructions per IO
  work 99.55, waiting 5.00; kernel 95.55, user space 9.00

layer          instructions/IO  of work
aio                      60.00   60.3 %
block <layer>            30.00   30.1 %
other kernel              0.55    0.6 %
user space                9.00    9.0 %

function                instructions/IO  of work  cumulative  layer
aio_submit                        60.00   60.3 %      60.3 %  aio
blk_start                         30.00   30.1 %      90.4 %  block <layer>
[user]                             9.00    9.0 %      99.4 %  user space
old_one                            0.50    0.5 %      99.9 %  other kernel
1 function below 0.1 %             0.05    0.1 %     100.0 %  --verbose shows them
poll                               3.00                       waiting
idle                               2.00                       waiting
all that wait                      5.00`);
});

t.test('--verbose shows every function', async t => {
	const text = stripVTControlCharacters(describeProfile(makeProfile(makeCounts(baseCounts), layers), {verbose: true}));
	t.match(text, /^kfree +0\.05 +0\.1 % +100\.0 % {2}other kernel$/m);
	t.notMatch(text, /functions? below/);
});

t.test('a bench that is not exact says so, and another does not', async t => {
	const describe = (bench: string): string => describeProfile(makeProfile(makeCounts(baseCounts, {bench}), layers), {verbose: false});
	t.ok(describe(inexactBench).includes(inexactNote));
	t.notOk(describe(exactBench).includes(inexactNote));
});
