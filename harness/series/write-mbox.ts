// In: patches. Out: one mbox of them, which `--series` takes: what a run tested stays with it. Pure.
import type {Patch} from './series.js';

/** What git format-patch puts before a mail; readers of an mbox split there. */
const separator = 'From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n';

export function writeMbox(patches: readonly Pick<Patch, 'text'>[]): string {
	return patches.map(({text}) => `${/^From [^\n]*\d{4}\r?\n/.test(text) ? '' : separator}${text.trimEnd()}\n\n`).join('');
}
