import t from 'tap';
import {classifyLine, findSplats, stripTimestamp, type Splat} from '../../harness/guest-log/kernel-messages.js';

/** Lines as kernels 5.0 to 6.12 print them. */
const complaints: ReadonlyArray<readonly [Splat['kind'], string]> = [
	['panic', 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100'],
	['panic', 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(0,0)'],
	['oops', 'BUG: kernel NULL pointer dereference, address: 0000000000000000'],
	['oops', 'BUG: unable to handle page fault for address: ffffc90000400000'],
	['oops', 'Oops: 0002 [#1] PREEMPT SMP NOPTI'],
	['oops', 'general protection fault, probably for non-canonical address 0xdead000000000122: 0000 [#1] SMP'],
	['oops', 'invalid opcode: 0000 [#1] SMP'],
	['oops', 'divide error: 0000 [#1] PREEMPT SMP'],
	['oops', 'stack segment: 0000 [#1] SMP'],
	['bug', 'kernel BUG at fs/aio.c:1234!'],
	['bug', 'BUG: Bad page state in process read  pfn:01234'],
	['bug', 'BUG: scheduling while atomic: read/57/0x00000002'],
	['warning', 'WARNING: CPU: 0 PID: 57 at fs/aio.c:1300 __x64_sys_io_setup+0x12/0x20'],
	['lockdep', 'WARNING: possible circular locking dependency detected'],
	['lockdep', 'WARNING: possible recursive locking detected'],
	['lockdep', 'WARNING: possible irq lock inversion dependency detected'],
	['lockdep', 'WARNING: SOFTIRQ-safe -> SOFTIRQ-unsafe lock order detected'],
	['lockdep', 'WARNING: inconsistent lock state'],
	['lockdep', 'WARNING: suspicious RCU usage'],
	['lockdep', 'WARNING: bad unlock balance detected!'],
	['lockdep', 'BUG: sleeping function called from invalid context at mm/gup.c:1'],
	['sanitizer', 'BUG: KASAN: slab-use-after-free in aio_complete+0x1/0x2'],
	['sanitizer', 'BUG: KCSAN: data-race in aio_read / aio_write'],
	['sanitizer', 'BUG: KFENCE: out-of-bounds read in aio_read+0x1/0x2'],
	['sanitizer', 'UBSAN: array-index-out-of-bounds in fs/aio.c:12:3'],
	['sanitizer', 'BUG: KASAN: use-after-free in __x64_sys_io_setup+0x8f/0x1c0'],
	['sanitizer', 'BUG: KASAN: slab-out-of-bounds in aio_read_events+0x3aa/0x5f0'],
	['sanitizer', 'BUG: KASAN: vmalloc-out-of-bounds in io_submit_one+0x1a2/0xbc0'],
	['sanitizer', 'BUG: KASAN: double-free or invalid-free in kfree+0x92/0x120'],
	['sanitizer', 'BUG: KCSAN: data-race in aio_complete [inline] / io_submit_one'],
	['sanitizer', 'BUG: KCSAN: race at unknown origin, with read to 0xffff888003a41b40 of 4 bytes by task 91 on cpu 1:'],
	['sanitizer', 'UBSAN: shift-out-of-bounds in fs/aio.c:1412:9'],
	['sanitizer', 'UBSAN: invalid-load in fs/aio.c:1412:9'],
	['sanitizer', 'ODEBUG: free active (active state 0) object type: work_struct hint: free_ioctx+0x0/0x110'],
	['sanitizer', 'ODEBUG: assert_init not available (active state 0) object type: timer_list hint: 0x0'],
	['sanitizer', 'ODEBUG: Out of memory. ODEBUG disabled'],
	['sanitizer', 'kmemleak: 12 new suspected memory leaks (see /sys/kernel/debug/kmemleak)'],
	['sanitizer', 'kmemleak: Kernel memory leak detector disabled'],
	['sanitizer', 'kmemleak: Memory pool empty, consider increasing CONFIG_DEBUG_KMEMLEAK_MEM_POOL_SIZE'],
	['sanitizer', 'pagealloc: memory corruption'],
	['sanitizer', 'BUG kmalloc-64 (Not tainted): Poison overwritten'],
	['lockdep', '[ BUG: Invalid wait context ]'],
	['lockdep', 'INFO: trying to register non-static key.'],
	['lockdep', 'BUG: MAX_LOCKDEP_CHAINS too low!'],
	['lockdep', 'WARNING: held lock freed!'],
	['warning', 'WARNING: lock held when returning to user space!'],
	['bug', 'BUG: using smp_processor_id() in preemptible [00000000] code: read/57'],
	['lockup', 'BUG: workqueue lockup - pool cpus=1 node=0 flags=0x0 nice=0 stuck for 33s!'],
	['lockup', 'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [read:57]'],
	['hung-task', 'INFO: task read:57 blocked for more than 120 seconds.'],
	['rcu-stall', 'rcu: INFO: rcu_preempt self-detected stall on CPU'],
	['rcu-stall', 'rcu: INFO: rcu_sched detected stalls on CPUs/tasks:'],
];

t.test('each complaint has its kind', async t => {
	for (const [kind, line] of complaints) t.equal(classifyLine(line), kind, line);
});

t.test('ordinary lines are no complaints', async t => {
	const lines = [
		'Kernel command line: console=ttyS0 panic=-1 oops=panic nvme.poll_queues=1', 'Linux version 6.1.0 (kernel-test@localhost) #1 SMP',
		'nvme nvme0: 1/0/1 default/read/poll queues', 'debug: nothing', 'ACPI: INT_SRC_OVR (bus 0 bus_irq 0 global_irq 2 dfl dfl)',
		'Run /init as init process', 'kasan: KernelAddressSanitizer initialized', 'kcsan: strict mode configured', 'kcsan: selftest: 3/3 tests passed',
		'kmemleak: Kernel memory leak detector initialized (mem pool available: 15701)', 'FAULT_INJECTION: forcing a failure.', 'ODEBUG is what it is called',
		'Lock dependency validator: Copyright (c) 2006 Red Hat, Inc., Ingo Molnar', '... MAX_LOCKDEP_CHAINS:      65536', 'mem auto-init: stack:off, heap alloc:off, heap free:off', 'Spectre V2 : WARNING about nothing', 'reboot: Power down', '',
	];
	for (const line of lines) t.equal(classifyLine(line), undefined, line);
});

t.test('timestamps of every printk format are taken off, and nothing else', async t => {
	for (const prefix of ['[    1.234567] ', '[12345.678901] ', '<4>[    1.234567] ', '[    1.234567][    T1] ', '[    1.234567][  C0] ']) {
		t.equal(stripTimestamp(`${prefix}WARNING: here`), 'WARNING: here', prefix);
	}
	for (const line of ['', 'plain', '[not a time] x', '[ 1.5 ]']) t.equal(stripTimestamp(line), line);
	t.equal(stripTimestamp('[    0.000000] [    1.000000] twice'), '[    1.000000] twice', 'once');
});

t.test('a complaint belongs to the entry that was running', async t => {
	const splats = findSplats([
		'[    0.100000] WARNING: CPU: 0 PID: 1 at boot',
		'[    1.000000] kernel-test: start ring/read',
		'[    1.100000] WARNING: CPU: 0 PID: 2 at in read',
		'[    1.200000] kernel-test: end ring/read',
		'[    1.300000] BUG: Bad page state in process x',
		'[    1.400000] kernel-test: start bench/nvme.ring.randread.4k.qd1',
		'[    1.500000] Oops: 0000 [#1] SMP',
		'[    1.600000] Kernel panic - not syncing: Fatal exception',
	]);
	t.strictSame(splats, [
		{kind: 'warning', line: 'WARNING: CPU: 0 PID: 1 at boot', entry: undefined},
		{kind: 'warning', line: 'WARNING: CPU: 0 PID: 2 at in read', entry: 'ring/read'},
		{kind: 'bug', line: 'BUG: Bad page state in process x', entry: undefined},
		{kind: 'oops', line: 'Oops: 0000 [#1] SMP', entry: 'bench/nvme.ring.randread.4k.qd1'},
		{kind: 'panic', line: 'Kernel panic - not syncing: Fatal exception', entry: 'bench/nvme.ring.randread.4k.qd1'},
	]);
});

t.test('a flood is bounded', async t => {
	t.equal(findSplats(Array.from({length: 1000}, () => 'WARNING: again')).length, 100);
	t.equal(findSplats(Array.from({length: 9}, () => 'WARNING: again'), 3).length, 3);
	t.strictSame(findSplats([]), []);
});

t.test('only complaints are splats, and only init\'s own markers count', async t => {
	t.strictSame(findSplats(['nvme nvme0: ready', 'x kernel-test: start ring/read', 'WARNING: here']), [{kind: 'warning', line: 'WARNING: here', entry: undefined}]);
	t.equal(stripTimestamp('<12>[    1.234567]WARNING: here'), 'WARNING: here');
	t.equal(stripTimestamp('late [    1.234567] WARNING: here'), 'late [    1.234567] WARNING: here');
	t.equal(classifyLine('traps: read[57] general protection fault ip:401136 sp:7ffd error:0'), undefined);
	t.equal(classifyLine('general protection fault'), 'oops');
	t.equal(classifyLine('invalid opcode: 0000 [#12] SMP'), 'oops');
	t.equal(classifyLine('NMI watchdog: Watchdog detected hard LOCKUP'), 'lockup');
	t.equal(classifyLine('NMI watchdog: a long LOCKUP'), 'lockup');
	t.equal(classifyLine('say BUG kmalloc-64 (Not tainted): Poison'), undefined);
});
