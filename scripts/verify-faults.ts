// Whether anything fools the harness or gets lost: guests, hosts and users that misbehave, one after the other, and a table of
// what was tried, the verdict, seconds, leftover processes and bytes. The exit code is 0 when every verdict is right.
// Usage: npm run verify:faults [-- [--kills N] [--first N] [--seed N] [--only WORDS] [PART...]], the parts being those named below.
import {mkdtemp, rm} from 'node:fs/promises';
import {argv, echo, os, path} from 'zx';
import {guestFaults, makeFaultProject, runGuestFault, type Judged} from '../test/vm/faults/guests.js';
import {hostFaults, killAtRandom} from '../test/vm/faults/hosts.js';
import {runUserFault, userFaults} from '../test/vm/faults/users.js';

interface Row {
	readonly part: string;
	readonly fault: string;
	readonly judged: Pick<Judged, 'verdict' | 'wrong' | 'durationMs' | 'leftover' | 'memoryMiB' | 'diskMiB'>;
}

const only = String(argv['only'] ?? '');
const kills = Number(argv['kills'] ?? 100);
const first = Number(argv['first'] ?? 1);
const seed = Number(argv['seed'] ?? 1);
const scratch = await mkdtemp(path.join(os.tmpdir(), 'kt-faults-'));
const project = path.join(scratch, 'project');
const rows: Row[] = [];

const parts: Readonly<Record<string, () => Promise<void>>> = {
	async guests() {
		for (const [name, fault] of Object.entries(guestFaults)) await note('guest', name, async () => runGuestFault(fault, project));
	},
	async hosts() {
		for (const [name, fault] of Object.entries(hostFaults)) await note('host', name, async () => fault({project, scratch}));
	},
	async users() {
		for (const [name, args] of Object.entries(userFaults)) await note('user', name, async () => runUserFault(args));
	},
	async kills() {
		for (let trial = first; trial < first + kills; trial += 1) {
			const {name, judged} = await killAtRandom({project, scratch, seed, trial});
			await note('kill', name, async () => judged);
		}
	},
};

async function note(part: string, fault: string, run: () => Promise<Row['judged']>): Promise<void> {
	if (!fault.includes(only)) return;
	const judged = await run();
	rows.push({part, fault, judged});
	echo(describeRow({part, fault, judged}));
}

function describeRow({part, fault, judged: {verdict, wrong, durationMs, leftover, memoryMiB, diskMiB}}: Row): string {
	const cells = [part.padEnd(5), fault.padEnd(44), wrong.length === 0 ? 'right' : 'WRONG', `${(durationMs / 1000).toFixed(1)} s`.padStart(8), `${leftover.length} left`, `${memoryMiB} MiB memory`.padStart(14), `${diskMiB} MiB disk`.padStart(11), verdict];
	return [cells.join('  '), ...wrong.map(text => `       ${text}`)].join('\n');
}

const wanted = argv._.length === 0 ? Object.keys(parts) : argv._;
const unknown = wanted.filter(part => !Object.hasOwn(parts, part));
try {
	if (unknown.length > 0) {
		echo(`unknown part ${unknown.join(', ')}; parts are ${Object.keys(parts).join(', ')}`);
		process.exitCode = 129;
	} else {
		await makeFaultProject(project);
		for (const part of wanted) await parts[part]!();
		const wrong = rows.filter(({judged}) => judged.wrong.length > 0).length;
		echo(`\n${rows.map(describeRow).join('\n')}\n\n${rows.length} faults, ${wrong} wrong verdicts, ${rows.reduce((sum, {judged}) => sum + judged.leftover.length, 0)} leftover processes`);
		if (wrong > 0) process.exitCode = 1;
	}
} finally {
	await rm(scratch, {recursive: true, force: true});
}
