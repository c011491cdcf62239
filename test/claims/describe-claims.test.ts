import t from 'tap';
import {describeClaims} from '../../harness/claims/describe-claims.js';
import type {JudgedClaim} from '../../harness/claims/judge-claims.js';

const claim: JudgedClaim = {
	bench: 'nvme.ring.randread.4k.qd32', iops: 1_200_000, description: 'one thread', source: 'a mail', verdict: 'not-judged', reason: 'emulated',
	measuredIops: 34_567, insnsPerIo: 2600.25, workInsnsPerIo: 2000, estimatedIops: 1_500_000,
};
const core = {clockGhz: 3, ipc: 1};

t.test('measured, counted and estimated are told apart', async t => {
	const text = describeClaims([claim], core);
	for (const line of [
		'nvme.ring.randread.4k.qd32: one thread',
		'  claimed       1,200,000 IOPS (a mail)',
		'  measured      34,567 IOPS: cannot be judged here, emulated',
		'  instructions  2,600.3 an IO, 2,000 of them work and not waiting for the device',
		'  estimate      1,500,000 IOPS, 125 % of what is claimed',
		'                not measured: 3 GHz * 1 instructions per cycle / 2,000 instructions of work',
		'                the claim takes 0.80 instructions per cycle at 3 GHz',
	]) t.ok(text.split('\n').includes(line), line);
	t.match(text, /An estimate is for a core that never waits/);
});

t.test('a verdict', async t => {
	t.match(describeClaims([{...claim, verdict: 'reached', reason: '', measuredIops: 1_300_000}], core), /measured +1,300,000 IOPS: reached$/m);
	t.match(describeClaims([{...claim, verdict: 'missed', reason: ''}], core), /measured +34,567 IOPS: not reached$/m);
});

t.test('without a number there is no estimate', async t => {
	const text = describeClaims([{...claim, verdict: 'broken', reason: 'no poll queue', measuredIops: null, insnsPerIo: null, workInsnsPerIo: null, estimatedIops: null}], core);
	t.match(text, /measured +no IOPS: no number, no poll queue$/m);
	t.match(text, /estimate +no IOPS, nothing of what is claimed$/m);
	t.notMatch(text, /NaN|null|the claim takes/);
});
