// In: config fragments. Out: a .config for the build folder, with every option of every fragment
// in force. tinyconfig is the base; Kconfig's own merge script and olddefconfig do the work, and
// an option that they dropped stops the build by name.
import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import {InputError} from '../errors.js';
import type {Command} from '../lib/commands.js';
import {mustRunTool} from '../lib/exec.js';
import {exists} from '../lib/files.js';
import type {Target} from '../target/target-schema.js';

export interface Fragment {
	readonly name: string;
	readonly text: string;
}

/** Names of the fragments that make this variant of a target's kernel, in their order. */
export function listFragments({config, variants}: Pick<Target, 'config' | 'variants'>, variant: string): readonly string[] {
	if (variant === 'default') return config;
	return [...config, variant, ...(Object.hasOwn(variants, variant) ? variants[variant]! : [])];
}

/** Reads the fragments by name from kernel-config/. @throws InputError for an unknown one. */
export async function readFragments(names: readonly string[], ctx: Pick<Context, 'projectDir'>): Promise<readonly Fragment[]> {
	return Promise.all(names.map(async name => {
		const file = path.join(ctx.projectDir, 'kernel-config', `${name}.config`);
		if (!await exists(file)) throw new InputError(`kernel-config/${name}.config is missing`, {stage: 'build', hint: '`kernel-test list variants` names those that there are'});
		return {name, text: await readFile(file, 'utf8')};
	}));
}

interface ConfigureInput {
	readonly treeDir: string;
	readonly buildDir: string;
	readonly fragments: readonly Fragment[];
	readonly makeArgs: readonly string[];
	readonly logPath: string;
}

/** Writes buildDir/.config from scratch. @throws InputError naming options that did not survive. */
export async function configureKernel({treeDir, buildDir, fragments, makeArgs, logPath}: ConfigureInput, ctx: Context): Promise<void> {
	await Promise.all(fragments.map(async ({name, text}) => writeFile(nameFragment(buildDir, name), text)));
	for (const command of listConfigureCommands({treeDir, buildDir, fragments, makeArgs})) await mustRunTool({...command, stage: 'build', logPath, timeoutMs: 300_000}, ctx);
	const lost = findLostOptions(fragments, await readFile(path.join(buildDir, '.config'), 'utf8'));
	if (lost.length > 0) {
		throw new InputError(`options did not survive olddefconfig: ${lost.map(({fragment, line}) => `${line} (${fragment}.config)`).join(', ')}`, {
			stage: 'build', hint: 'a dependency is missing from the fragment, or this tree knows the option by another name', logPath,
		});
	}
}

/** Pure. The fragments are in the build folder. */
export function listConfigureCommands({treeDir, buildDir, fragments, makeArgs}: Omit<ConfigureInput, 'logPath'>): ReadonlyArray<Command & {readonly cwd: string}> {
	return [
		{file: 'make', args: [...makeArgs, 'tinyconfig'], cwd: treeDir},
		{
			file: path.join(treeDir, 'scripts/kconfig/merge_config.sh'), cwd: treeDir,
			args: ['-m', '-O', buildDir, path.join(buildDir, '.config'), ...fragments.map(({name}) => nameFragment(buildDir, name))],
		},
		{file: 'make', args: [...makeArgs, 'olddefconfig'], cwd: treeDir},
	];
}

function nameFragment(buildDir: string, name: string): string {
	return path.join(buildDir, `fragment-${name}.config`);
}

/** Pure: the fragment lines that the final .config contradicts. A later fragment overrides an earlier one. */
export function findLostOptions(fragments: readonly Fragment[], config: string): ReadonlyArray<{fragment: string; line: string}> {
	const wanted = new Map<string, {fragment: string; line: string; value: string}>();
	for (const {name: fragment, text} of fragments) {
		for (const line of text.split('\n')) {
			const option = parseOption(line);
			if (option !== undefined) wanted.set(option.name, {fragment, line, value: option.value});
		}
	}
	const found = new Map<string, string>();
	for (const line of config.split('\n')) {
		const option = parseOption(line);
		if (option !== undefined) found.set(option.name, option.value);
	}
	return [...wanted]
		.filter(([name, {value}]) => (found.get(name) ?? 'n') !== value)
		.map(([, {fragment, line}]) => ({fragment, line}));
}

function parseOption(line: string): {name: string; value: string} | undefined {
	const set = /^(CONFIG_\w+)=(.*)$/.exec(line);
	if (set !== null) return {name: set[1]!, value: set[2]!};
	const unset = /^# (CONFIG_\w+) is not set$/.exec(line);
	return unset === null ? undefined : {name: unset[1]!, value: 'n'};
}
