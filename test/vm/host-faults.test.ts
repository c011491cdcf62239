// Hosts that misbehave, one by one: the right exit code, the words that a person sees, nothing left running, and a next run that
// is right. What takes many minutes (a hundred kills, eight runs at once) is for `npm run verify:faults`.
import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {makeFaultProject} from './faults/guests.js';
import {describeForPerson, hostFaults, killAtRandom, mountFaults} from './faults/hosts.js';
import {makeTemporaryDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const scratch = await makeTemporaryDir(t);
const setting = {scratch, project: await makeFaultProject(path.join(scratch, 'project'))};
const tooLong: ReadonlySet<string> = new Set(['eight runs at once', 'the process group stands still for 8 s', 'a kernel in the cache is cut']);
const noMount = await whyNoMount();

for (const [name, fault] of Object.entries(hostFaults)) {
	if (tooLong.has(name)) continue;
	await t.test(name, {skip: mountFaults.has(name) && noMount}, async t => {
		const judged = await fault(setting);
		t.comment(`${judged.verdict}, ${judged.durationMs} ms`);
		t.strictSame(judged.wrong, []);
		t.strictSame(judged.leftover, []);
		t.matchSnapshot(describeForPerson(judged, setting));
	});
}

for (const trial of [1, 3]) {
	await t.test(`killed at a random moment, trial ${trial}`, async t => {
		const {name, judged} = await killAtRandom({...setting, seed: 1, trial});
		t.comment(`${name}: ${judged.verdict}, ${judged.durationMs} ms`);
		t.strictSame(judged.wrong, []);
	});
}

/** The reason, or false. */
async function whyNoMount(): Promise<string | false> {
	const dir = path.join(scratch, 'mount');
	await mkdir(dir);
	if (process.getuid?.() !== 0) return 'mounting a file system needs root';
	const {exitCode, stderr} = await execa('mount', ['-t', 'tmpfs', 'tmpfs', dir], {reject: false});
	if (exitCode !== 0) return `cannot mount a tmpfs: ${stderr}`;
	await execa('umount', [dir]);
	return false;
}
