// A kernel that runs into a breakpoint of its own, on an emulated machine, is booted once more: the kernel plants one in
// code that it patches while other CPUs run it (arch/x86/kernel/alternative.c, text_poke_bp()), and takes it away when
// all have seen it; seen about once in 600 boots, TCG runs it still. What is the kernel's fault comes again.
import {rename} from 'node:fs/promises';
import path from 'node:path';
import type {Context} from '../context.js';
import type {Boot, MachineShape} from './boot.js';

/** The first boot's console stays as console-first.log. */
export async function bootAgainAfterBreakpoint(
	{machine, boot}: {readonly machine: Pick<MachineShape, 'cpus'>; readonly boot: () => Promise<Boot>}, ctx: Pick<Context, 'emit'>,
): Promise<Boot> {
	const first = await boot();
	if (!isLeftBreakpoint(first, machine)) return first;
	ctx.emit({type: 'notice', stage: 'boot', text: `${first.reason}: a breakpoint that the emulator left; booting once more`});
	await rename(first.consolePath, path.join(path.dirname(first.consolePath), 'console-first.log'));
	return {...await boot(), bootedAgain: first.reason};
}

/** A program that was run in the guest is not run twice. */
function isLeftBreakpoint({outcome, reason, accel, entry}: Boot, {cpus}: Pick<MachineShape, 'cpus'>): boolean {
	return outcome === 'oops' && accel === 'tcg' && cpus > 1 && entry !== 'exec' && /\bint3: 0000\b/.test(reason);
}
