// Groups of options that commands share: what boots kernels, what boots one kernel, what runs checks.
import {randomInt} from 'node:crypto';
import path from 'node:path';
import {Command, Option} from '@commander-js/extra-typings';
import {parseAppend, parseNvme, parseQemuArgs} from './machine-options.js';
import {parseCpus, parseFuzzOps, parseGuests, parsePatch, parseSeed, parseSeries, parseTimeout, parseVariant} from './options.js';

export const makeCommand = (name: string): Command => new Command(name).exitOverride().showHelpAfterError('(--help tells more)');

/** Where defaults come from. */
export interface Defaults {
	readonly projectDir: string;
	readonly env: NodeJS.ProcessEnv;
}

/** The groups, with this project's folders and this environment's target as defaults. */
export const makeOptionGroups = ({projectDir, env}: Defaults) => {
	/** Options that every command which boots kernels takes. */
	const withBootOptions = (command: Command, variant = 'default') => command
		.option('--target <name>', 'folder of patches/ to test', env['KERNEL_TEST_TARGET'] || 'debian-6.1')
		.option('--tree <source>', 'kernel tree instead of the target\'s: folder (as it stands), FILE.tar.xz, or URL#ref of a repository')
		.option('--series <source>', 'series to apply: folder, mbox file, Message-ID, commit range of --tree, or none', parseSeries)
		.option('--variant <name>', 'kernel configuration: default, or a fragment of kernel-config/', parseVariant, variant)
		.addOption(new Option('--accel <how>', 'accelerator').choices(['auto', 'kvm', 'tcg'] as const).default('auto' as const))
		.option('--smp <n>', 'guest CPUs', parseCpus)
		.option('--nvme <shape>', 'NVMe devices: size=512M,queues=2,poll-queues=1,lba=4096,count=2, any of these', parseNvme)
		.option('--append <parameters>', 'kernel parameters besides the harness\'s own; may be repeated', parseAppend)
		.option('--qemu-args <arguments>', 'arguments for QEMU besides the harness\'s own, quoted as for a shell; may be repeated', parseQemuArgs)
		.option('--timeout <seconds>', 'limit for the whole boot', parseTimeout)
		.option('--json', 'print the result object and nothing else on standard output')
		.option('--verbose', 'show what the tools and the guest\'s console say')
		.option('--results <dir>', 'where results are written', path.join(projectDir, 'results'));

	/** Options that every command which boots one kernel takes. */
	const withRunOptions = (command: Command, variant = 'default') => withBootOptions(command, variant)
		.option('--patch <n>', 'prefix of the series: a patch number, all or none', parsePatch, 'all' as const)
		.option('--dry-run', 'print the commands of make and QEMU, and run neither');

	/** Options of commands that run checks: some of these draw their operations at random. */
	const withFuzzOptions = (command: ReturnType<typeof withRunOptions>) => command
		.addOption(new Option('--seed <n>', 'what random checks start from').argParser(parseSeed).default(randomInt(2 ** 32), 'another one each time'))
		.option('--fuzz-ops <n>', 'operations of a random check', parseFuzzOps, 5000)
		.option('--shell-on-fail', 'when a check has failed, a shell in a fresh guest of the same kernel')
		.option('--guests <n>', 'guests that share the checks, side by side, instead of three for two processors', parseGuests);

	return {withBootOptions, withRunOptions, withFuzzOptions};
};

type Groups = ReturnType<typeof makeOptionGroups>;
export type BootOptions = ReturnType<ReturnType<Groups['withBootOptions']>['opts']>;
export type RunOptions = ReturnType<ReturnType<Groups['withRunOptions']>['opts']>;
export type FuzzOptions = ReturnType<ReturnType<Groups['withFuzzOptions']>['opts']>;
