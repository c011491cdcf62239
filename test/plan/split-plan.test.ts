import t from 'tap';
import {planRun} from '../../harness/plan/plan.js';
import {chooseGuests, splitPlan} from '../../harness/plan/split-plan.js';
import {makeTarget} from '../support.js';

const allChecks = ['io/a', 'io/b', 'io/c', 'ring/a', 'ring/b'];
const target = makeTarget({checks: {timeoutMs: 1000}, benches: [{devices: ['nvme'], engines: ['ring'], rw: ['randread'], bs: ['4k'], qd: [1]}]});
const whole = planRun({target, allChecks, request: {checks: [], benches: []}});
const host = {cpus: 2, memoryMiB: 16_384};

t.test('every check is in one plan, benches are in the first, which waits for the longest of the others', async t => {
	const plans = splitPlan(whole, 2, 30_000);
	t.strictSame(plans.map(({checks}) => checks.map(({name}) => name)), [['io/a', 'io/c', 'ring/b'], ['io/b', 'ring/a']]);
	t.strictSame(plans.map(({benches}) => benches.length), [1, 0]);
	t.strictSame(plans.map(({awaitHostMs}) => awaitHostMs), [62_000, undefined], 'to boot, once more after a breakpoint, and for two checks');
});

t.test('without benches nobody waits; one guest has the plan as it is', async t => {
	t.strictSame(splitPlan(planRun({target, allChecks, request: {checks: []}}), 3, 30_000).map(({awaitHostMs, checks}) => [awaitHostMs, checks.length]), [[undefined, 2], [undefined, 2], [undefined, 1]]);
	t.strictSame(splitPlan(whole, 1, 30_000), [whole]);
});

t.test('as many guests as the machine has processors and memory for, and checks that are worth a boot', async t => {
	const choose = (checks: number, fields = {}) => chooseGuests({checks, wanted: undefined, host, guestMemoryMiB: 512, ...fields});
	t.equal(choose(210), 3, 'half of them again, for what only waits');
	t.equal(choose(210, {host: {...host, cpus: 64}}), 4);
	t.equal(choose(210, {host: {...host, memoryMiB: 2000}}), 1);
	t.equal(choose(49), 1);
	t.equal(choose(0), 1);
});

t.test('the user\'s number counts, but no guest is without a check', async t => {
	t.equal(chooseGuests({checks: 210, wanted: 16, host, guestMemoryMiB: 512}), 16);
	t.equal(chooseGuests({checks: 3, wanted: 16, host, guestMemoryMiB: 512}), 3);
	t.equal(chooseGuests({checks: 0, wanted: 2, host, guestMemoryMiB: 512}), 1);
});
