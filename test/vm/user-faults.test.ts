// Users who misbehave, one by one: refused with exit code 129, and the words that they see are kept.
import t from 'tap';
import {runUserFault, userFaults} from './faults/users.js';
import {vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

for (const [name, args] of Object.entries(userFaults)) {
	await t.test(name, async t => {
		const {wrong, message} = await runUserFault(args);
		t.strictSame(wrong, []);
		t.matchSnapshot(message);
	});
}
