// The commands that show again what a bisection found. Pure.
import {formatNvme} from '../boot/nvme-shape.js';
import {quoteForShell} from '../lib/shell-words.js';
import type {BisectRequest, Probe} from './bisection.js';

/** `good` and `bad` are the prefixes on both sides of what was found. */
export function listCommands({request, good, bad, failing}: {readonly request: BisectRequest; readonly good: Probe; readonly bad: Probe; readonly failing: readonly string[]}): readonly string[] {
	const {target, tree, series, variant, accel, cpus, nvme, append, qemuArgs, question} = request;
	const options = [
		'--target', target, ...(tree === null ? [] : ['--tree', tree]), ...(series === null ? [] : ['--series', series]),
		...(variant === 'default' ? [] : ['--variant', variant]),
		...(accel === 'auto' ? [] : ['--accel', accel]), ...(cpus === null ? [] : ['--smp', String(cpus)]),
		...(formatNvme(nvme) === '' ? [] : ['--nvme', formatNvme(nvme)]), ...append.flatMap(text => ['--append', text]),
		...(qemuArgs.length === 0 ? [] : ['--qemu-args', qemuArgs.map(quoteForShell).join(' ')]),
	];
	const command = (...words: readonly string[]): string => ['kernel-test', ...words, ...options].map(quoteForShell).join(' ');
	if (question.kind === 'check') {
		const names = failing.length > 0 ? failing : question.checks;
		const random = names.some(name => name.startsWith('fuzz/')) ? ['--seed', String(question.fuzz.seed), '--fuzz-ops', String(question.fuzz.ops)] : [];
		return [command('check', ...names, ...random, '--patch', nameOf(bad.patch))];
	}
	const percent = 'percent' in question.threshold ? question.threshold.percent : 0;
	return [command('compare', bad.reference === null ? nameOf(good.patch) : bad.reference.runId, nameOf(bad.patch), question.bench, ...(percent === 0.02 ? [] : ['--threshold', String(percent)]))];
}

/** As `--patch` takes it. */
export function nameOf(patch: number): string {
	return patch === 0 ? 'none' : String(patch);
}
