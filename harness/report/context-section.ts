// The kernel's and the compiler's warnings, what the numbers were measured with, and how to get them again. Pure.
import type {RunResult} from '../result/result-schema.js';
import type {Part, Section} from './parts.js';

export function makeWarningsSection({build, boot}: RunResult): readonly Section[] {
	const kernel = boot?.kernelWarnings ?? [];
	const compiler = build?.warnings ?? [];
	const parts: Part[] = [];
	if (kernel.length > 0) {
		parts.push({
			type: 'table', caption: 'What the kernel complained of', columns: [{text: 'during'}, {text: 'kind'}, {text: 'line', isLong: true}],
			rows: kernel.map(({kind, line, entry}) => [{text: entry ?? 'no check'}, {text: kind}, {text: line}]),
		});
	}
	if (compiler.length > 0) parts.push({type: 'details', summary: `What the compiler warned of: ${compiler.length} lines`, parts: [{type: 'code', lines: compiler}]});
	// A boot without a complaint is worth its sentence; what was not booted could not complain.
	if (kernel.length === 0 && boot?.outcome === 'ok') parts.unshift({type: 'text', text: 'The kernel printed no warning.'});
	return parts.length === 0 ? [] : [{id: 'warnings', heading: 'Kernel warnings', parts}];
}

export function makeMeasuredWithSection({fingerprint, host}: RunResult): Section {
	const rows: Array<readonly [string, string]> = Object.entries(fingerprint?.parts ?? {}).map(([name, value]) => [nameOfPart[name] ?? name, value]);
	rows.push(['host', `${host.cpu}, ${host.cpus} CPUs, Linux ${host.kernel}, Node ${host.node}`]);
	return {
		id: 'measured-with', heading: 'Measured with',
		parts: [
			...(fingerprint === undefined ? [] : [{type: 'text' as const, text: `Fingerprint ${fingerprint.hash}: numbers of runs with another one do not compare.${isEmulatedTime(fingerprint) ? ' Times of an emulated processor do not compare with those of any other run.' : ''}`}]),
			{type: 'rows', rows},
		],
	};
}

function isEmulatedTime({parts}: NonNullable<RunResult['fingerprint']>): boolean {
	return parts['measured'] === 'time' && parts['accel'] === 'tcg';
}

const nameOfPart: Readonly<Record<string, string>> = {bench: 'bench programs', config: 'configuration', qemu: 'QEMU', guestCpus: 'guest CPUs', hostCpu: 'host CPU', accel: 'accelerator'};

export function makeAgainSection(result: RunResult): Section {
	const {seed} = result;
	return {
		id: 'again', heading: 'How to repeat it',
		parts: [
			{type: 'code', lines: [repeatCommand(result)]},
			...(seed === undefined ? [] : [{type: 'text' as const, text: `The seed ${seed} makes the random checks do the same operations again.`}]),
			{type: 'text', text: 'In the folder of the run, qemu-argv.txt is the QEMU command, kernel.config the configuration, console.log all that the kernel said, and result.json everything on this page.'},
		],
	};
}

/** The command that was given, and the seed that was drawn for it. */
export function repeatCommand({command, seed, fuzzOps}: RunResult): string {
	const isSaid = (option: string): boolean => new RegExp(String.raw`\s${option}(?:=|\s|$)`).test(command);
	return [
		command,
		...(seed === undefined || isSaid('--seed') ? [] : [`--seed ${seed}`]),
		...(fuzzOps === undefined || isSaid('--fuzz-ops') ? [] : [`--fuzz-ops ${fuzzOps}`]),
	].join(' ');
}
