/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/result/describe-result.test.ts > TAP > a failed check with its output, groups that passed or were skipped in one row > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       built in 61.0 s, gcc (Debian 12.2.0-14) 12.2.0
boot        ok in 2.3 s, 6.1.170, QEMU 7.2.22
accel       tcg (/dev/kvm is not there or not permitted)
poll queues nvme0n1: 1, nullb0: 1

check        verdict  ms
ring/read    pass     7
ring/write   fail     7   wrote 3, wanted 4
                          doing it
setup/plain  skip     7   no such call

bench                                IOPS  p50 us  p99 us
nvme.libaio.randread.4k.qd32       20,000   120.0   250.0
nvme.ring-polled.randread.4k.qd32  50,000    60.0    90.0
Emulated CPU (TCG): compare these inside this one run only.

FAIL: 1 of 3 checks failed: ring/write
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > a kernel that does not compile > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       compile-error in 5.0 s, gcc (Debian 12.2.0-14) 12.2.0

fs/aio.c:1:1: error: expected ';' before '}' token
    1 | x
      | ^

UNTESTABLE: the kernel does not compile
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > a panic in mid-plan, with the last lines of the console > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       built in 61.0 s, gcc (Debian 12.2.0-14) 12.2.0
boot        panic in 2.3 s, 6.1.170, QEMU 7.2.22
accel       tcg (/dev/kvm is not there or not permitted)
poll queues nvme0n1: 1, nullb0: 1

check        verdict  ms
ring/read    pass     7
ring/write   panic    0   Kernel panic - not syncing: here during ring/write
setup/plain  broken   0   not run: panic earlier

bench                                IOPS  p50 us  p99 us
nvme.libaio.randread.4k.qd32       broken                  panic: Kernel panic - not syncing: here during ring/write
nvme.ring-polled.randread.4k.qd32  broken                  panic: Kernel panic - not syncing: here during ring/write
Emulated CPU (TCG): compare these inside this one run only.

last lines of the console:
  kernel-test: start ring/write
  Kernel panic - not syncing: here

FAIL: panic: Kernel panic - not syncing: here during ring/write
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > a patch that does not apply > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2

0002-aio-add-rings.patch: aio: add rings
does not apply to fs/aio.c; the hunk that found no place:
@@ -1,2 +1,3 @@
 a
+b

UNTESTABLE: patch 2 (0002-aio-add-rings.patch) does not apply to fs/aio.c
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > a run that went well > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       built in 61.0 s, gcc (Debian 12.2.0-14) 12.2.0
boot        ok in 2.3 s, 6.1.170, QEMU 7.2.22
accel       tcg (/dev/kvm is not there or not permitted)
poll queues nvme0n1: 1, nullb0: 1

check        verdict  ms
ring/*       pass     14  2 checks
setup/plain  pass     7

bench                                IOPS  p50 us  p99 us
nvme.libaio.randread.4k.qd32       20,000   120.0   250.0
nvme.ring-polled.randread.4k.qd32  50,000    60.0    90.0
Emulated CPU (TCG): compare these inside this one run only.

PASS: 3 checks passed, 2 benches measured
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > counted benches: work and waiting, by function when asked > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       built in 61.0 s, gcc (Debian 12.2.0-14) 12.2.0
boot        ok in 2.3 s, 6.1.170, QEMU 7.2.22
accel       tcg (/dev/kvm is not there or not permitted)
poll queues nvme0n1: 1, nullb0: 1

bench                              instructions/IO      work  waiting
nvme.libaio.randread.4k.qd32                broken                     the bench set no marks
nvme.ring-polled.randread.4k.qd32         2,024.69  2,000.00    24.69

FAIL: 1 benches gave no number: nvme.libaio.randread.4k.qd32.insns_per_io: the bench set no marks
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > counted benches: work and waiting, by function when asked > must match snapshot 2`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       built in 61.0 s, gcc (Debian 12.2.0-14) 12.2.0
boot        ok in 2.3 s, 6.1.170, QEMU 7.2.22
accel       tcg (/dev/kvm is not there or not permitted)
poll queues nvme0n1: 1, nullb0: 1

bench                              instructions/IO      work  waiting
nvme.libaio.randread.4k.qd32                broken                     the bench set no marks
nvme.ring-polled.randread.4k.qd32         2,024.69  2,000.00    24.69

nvme.ring-polled.randread.4k.qd32, 5000 IOs  instructions/IO
aio_read                                            2,000.00
nvme_poll                                              24.69  waiting

FAIL: 1 benches gave no number: nvme.libaio.randread.4k.qd32.insns_per_io: the bench set no marks
files: results/sample/1
`

exports[`test/result/describe-result.test.ts > TAP > the same, every check a row > must match snapshot 1`] = `
target      sample, variant default
tree        linux-source-6.1 6.1.170-1
series      patch 2 of 2: aio: add rings
build       built in 61.0 s, gcc (Debian 12.2.0-14) 12.2.0
boot        ok in 2.3 s, 6.1.170, QEMU 7.2.22
accel       tcg (/dev/kvm is not there or not permitted)
poll queues nvme0n1: 1, nullb0: 1

check        verdict  ms
ring/read    pass     7
ring/write   pass     7
setup/plain  pass     7

bench                                IOPS  p50 us  p99 us
nvme.libaio.randread.4k.qd32       20,000   120.0   250.0
nvme.ring-polled.randread.4k.qd32  50,000    60.0    90.0
Emulated CPU (TCG): compare these inside this one run only.

PASS: 3 checks passed, 2 benches measured
files: results/sample/1
`
