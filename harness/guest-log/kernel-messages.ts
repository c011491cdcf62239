// Reads the kernel's console: which lines are complaints of the kernel (FACTS: "Kernel splats to
// look for"), and during which check each one came. Pure.

/** A complaint of the kernel's. */
export interface Splat {
	readonly kind: 'panic' | 'oops' | 'bug' | 'warning' | 'lockdep' | 'sanitizer' | 'lockup' | 'hung-task' | 'rcu-stall';
	/** The line without its timestamp. */
	readonly line: string;
	/** The entry that was running, by the markers that init writes to /dev/kmsg. */
	readonly entry: string | undefined;
}

/** A program's own fault is named as the kernel's is, with `ip:` behind it (show_signal() in arch/x86/kernel/traps.c). */
const kinds: ReadonlyArray<readonly [Splat['kind'], RegExp]> = [
	['panic', /Kernel panic - not syncing/],
	// Errors in memory and in the lives of objects; and a detector that has given up, after which silence means nothing.
	['sanitizer', /BUG: (?:KASAN|KCSAN|KMSAN|KFENCE)|UBSAN:|\bODEBUG: |kmemleak: (?:\d+ new suspected|.*(?:disabled|Memory pool empty))|pagealloc: (?:memory corruption|single bit error)|^BUG \S+ \(.*\): /],
	['lockup', /watchdog: BUG: soft lockup|Watchdog detected hard LOCKUP|NMI watchdog: .*LOCKUP|BUG: workqueue lockup/],
	['oops', /\bOops\b|BUG: unable to handle|general protection fault(?! ip:)|BUG: kernel NULL pointer|: [0-9a-f]{4} \[#\d+\]/],
	['lockdep', /possible (?:circular locking|recursive locking|irq lock inversion|deadlock)|inconsistent lock state|suspicious RCU usage|(?:HARD|SOFT)IRQ-safe -> |bad unlock balance|BUG: sleeping function called|held lock freed|still has locks held|Invalid wait context|trying to register non-static key|BUG: MAX_(?:LOCK|STACK)\w* too low/],
	['bug', /kernel BUG at|\bBUG: /],
	['warning', /\bWARNING: /],
	['hung-task', /INFO: task .* blocked for more than/],
	['rcu-stall', /rcu: INFO: .*(?:self-detected stall|detected stalls|detected expedited stalls)/],
];

/** What kind of complaint this console line is, or undefined. */
export function classifyLine(line: string): Splat['kind'] | undefined {
	return kinds.find(([, pattern]) => pattern.test(line))?.[0];
}

/** The console line without printk's timestamp. */
export function stripTimestamp(line: string): string {
	return line.replace(/^(?:<\d+>)?\[\s*\d+\.\d+\](?:\[[^\]]*\])? ?/, '');
}

/** The complaints in a console log, in order, at most `splatsMax`. */
export function findSplats(console: readonly string[], splatsMax = 100): readonly Splat[] {
	const splats: Splat[] = [];
	let entry: string | undefined;
	for (const raw of console) {
		const line = stripTimestamp(raw);
		const marker = /^kernel-test: (start|end) (\S+)/.exec(line);
		if (marker !== null) {
			entry = marker[1] === 'start' ? marker[2] : undefined;
			continue;
		}
		const kind = classifyLine(line);
		if (kind !== undefined && splats.length < splatsMax) splats.push({kind, line, entry});
	}
	return splats;
}
