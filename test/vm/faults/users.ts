// Users who misbehave: options without sense, paths and files that are not what they say. Each is refused with exit code 129,
// before anything is built, with what was wrong and what to do.
import path from 'node:path';
import {projectDir} from '../vm.js';
import {findExcess, type Judged} from './guests.js';
import {measure} from './measure.js';

const numbers = ['', '-1', 'nonsense', '1e999', '99999999999999999999'];
const options: Readonly<Record<string, readonly string[]>> = {
	'--patch': numbers, '--smp': numbers, '--timeout': numbers, '--seed': numbers, '--fuzz-ops': numbers, '--guests': numbers,
	'--nvme': ['', 'size=-1', 'size=99999999G', 'nonsense', 'queues=', 'lba=3'],
	'--accel': ['', 'gpu'], '--variant': ['', '../etc', 'no-such-variant'], '--target': ['', '../..', 'no-such-target'],
	'--series': ['', '--', '/no/such/folder', '../..\n', '-x@y', 'a b'], '--qemu-args': ['\'', '"'],
};

/** Arguments by what is wrong with them. */
export const userFaults: Readonly<Record<string, readonly string[]>> = {
	...Object.fromEntries(Object.entries(options).flatMap(([option, values]) => values.map(value => [`${option}=${JSON.stringify(value)}`, ['check', `${option}=${value}`]] as const))),
	'a command that there is not': ['chekc'],
	'an option that there is not': ['check', '--pathc', '3'],
	'a check that there is not': ['check', 'no/such'],
	'a check with dashes in front': ['check', '--', '--no/such'],
	'a check in Unicode': ['check', 'ring/é😀'],
	'a series behind the end': ['check', '--patch', '9999'],
	'a file that is no series': ['check', '--series', path.join(projectDir, 'package.json')],
	'a folder with other files': ['check', '--series', path.join(projectDir, 'test/fixtures/mutants')],
};

/** As a user types it; nothing of it may get as far as a boot. */
export async function runUserFault(args: readonly string[]): Promise<Judged & {readonly message: string}> {
	const measured = await measure({args, hungAfterS: 300});
	// Without progress, and without where this machine keeps the project.
	const lines = measured.stderr.trim().split('\n').filter(line => !/^(?:tree|series) {2,}|^series \d/.test(line));
	return {...measured, message: lines.join('\n').replaceAll(projectDir, 'PROJECT'), verdict: lines.slice(0, 2).join(' ').slice(0, 160), wrong: [
		...measured.exitCode === 129 ? [] : [`exit code ${measured.exitCode}, not 129: ${measured.stderr.slice(-300)}`],
		...measured.stderr.includes('internal error') ? ['an internal error'] : [],
		...measured.stdout === '' ? [] : ['something on standard output'],
		...findExcess(measured),
	]};
}
