// Guests that misbehave, one by one: each ends in its own verdict that names its check, within its time, with bounded memory
// and disk here, and nothing left running. The words that a person sees are kept.
import t from 'tap';
import {guestFaults, makeFaultProject, runGuestFault} from './faults/guests.js';
import {makeTemporaryDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const project = await makeFaultProject(await makeTemporaryDir(t));

for (const [name, fault] of Object.entries(guestFaults)) {
	await t.test(name, async t => {
		const {verdict, wrong, durationMs, message} = await runGuestFault(fault, project);
		t.comment(`${verdict}, ${durationMs} ms`);
		t.strictSame(wrong, []);
		if (message !== undefined) t.matchSnapshot(message);
	});
}
