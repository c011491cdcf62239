// In: config fragments. Out: what else goes with a kernel made from them: more time, more memory, make
// variables, checks that are what it is for. A fragment says so in comments, `# kernel-test: KEY=VALUE`, because it knows why. Pure.
import {InputError} from '../errors.js';
import type {Fragment} from './kernel-config.js';

export interface VariantSettings {
	/** How many times longer than a kernel without debugging it may take: to boot, for a check, for what a check waits for. */
	readonly timeScale: number;
	/** The machine has at least this much. */
	readonly memoryMiB: number;
	/** Variables for make, `NAME=VALUE`, for instance which objects a sanitizer instruments. */
	readonly makeVariables: readonly string[];
	/** Globs of checks that may not skip here, even if the target lets them elsewhere. */
	readonly mustRun: readonly string[];
}

const timeScaleMax = 100;
const memoryMiBMax = 65_536;

/** Reads the settings of all fragments; a later one overrides an earlier one. @throws InputError for what is not understood. */
export function readVariantSettings(fragments: readonly Fragment[]): VariantSettings {
	const settings = {timeScale: 1, memoryMiB: 0, makeVariables: [] as readonly string[], mustRun: [] as readonly string[]};
	for (const {name, text} of fragments) {
		for (const [line, key, value = ''] of text.matchAll(/^# kernel-test: ?([^=\n]*)=?(.*)$/gm)) {
			const refuse = (expected: string): never => {
				throw new InputError(`kernel-config/${name}.config: '${line}': ${expected}`, {stage: 'build'});
			};
			const toNumber = (max: number): number => /^[1-9]\d*$/.test(value) && Number(value) <= max ? Number(value) : refuse(`a whole number from 1 to ${max} is expected`);
			if (key === 'time-scale') settings.timeScale = toNumber(timeScaleMax);
			else if (key === 'memory-mib') settings.memoryMiB = toNumber(memoryMiBMax);
			else if (key === 'make') settings.makeVariables = /^\w[\w.-]*=\S*( \w[\w.-]*=\S*)*$/.test(value) ? value.split(' ') : refuse('NAME=VALUE is expected, more of them separated by a blank');
			else if (key === 'must-run') settings.mustRun = value.split(' ');
			else refuse('the keys are time-scale, memory-mib, make and must-run');
		}
	}
	return settings;
}
