/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/report/markdown-report.test.ts > TAP > a patch that does not apply > must match snapshot 1`] = `
# UNTESTABLE: patch 2 (0002-aio-add-rings.patch) does not apply to fs/aio.c

sample, variant default · linux-source-6.1 6.1.170-1 · patch 2 of 2

## What went wrong

0002-aio-add-rings.patch, “aio: add rings”, does not apply to fs/aio.c.
This hunk found no place:

    @@ -1,2 +1,3 @@
     a
    +b

## What was tested

- target: sample, variant default
- tree: linux-source-6.1 6.1.170-1, commit eeeeeeeeeeee
- series: patch 2 of 2, from sample
- run: 2026-01-02T03-04-05Z-abcd, started 2026-01-02T03:04:05.000Z, 10.0 s

## Measured with

- host: Some CPU, 2 CPUs, Linux 6.1.0-1-amd64, Node v20.20.2

## How to repeat it

    kernel-test run

In the folder of the run, qemu-argv.txt is the QEMU command, kernel.config
the configuration, console.log all that the kernel said, and result.json
everything on this page.

`

exports[`test/report/markdown-report.test.ts > TAP > checks and times > must match snapshot 1`] = `
# PASS: 204 checks passed, 6 skipped, 10 benches measured

debian-6.1, variant default · linux-source-6.1 6.1.192-2 · patch 24 of 24:
aio: spare the common path what it does not use

## What was tested

- target: debian-6.1, variant default
- tree: linux-source-6.1 6.1.192-2, commit 8f05f856fe28
- series: patch 24 of 24: aio: spare the common path what it does not use,
  from debian-6.1
- build: built, unchanged, gcc (Debian 12.2.0-14+deb12u1) 12.2.0
- boot: ok, 6.1.192, 30.7 s
- accelerator: tcg, QEMU 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3) (/dev/kvm
  is there, but a guest does not come up within 10 s)
- poll queues: nullb0: 1, nvme0n1: 1
- run: 2026-11-26T02-07-01Z-e789, started 2026-11-26T02:07:01.608Z, 31.1 s

## Checks

Checks by group:

| group  | passed | skipped | failed |    ms |
|--------|-------:|--------:|-------:|------:|
| faults |      0 |       5 |      0 |    90 |
| fuzz   |      1 |       0 |      0 | 1,022 |
| io     |      6 |       0 |      0 |   398 |
| leak   |      5 |       1 |      0 | 2,828 |

Skipped, because:

| checks | reason                            |
|-------:|-----------------------------------|
|      5 | the kernel has no fault injection |
|      1 | the kernel has no debugfs         |

## IOPS and latency

Measured under TCG, on an emulated processor: these numbers compare inside
this one run only.

IOPS: nvme, randread, 4k:

| engine           | depth 1 | depth 32 |
|------------------|--------:|---------:|
| libaio           |   2,891 |   17,830 |
| user-iocb-polled |   6,006 |   16,754 |
| ring             |   2,749 |   23,238 |
| ring-polled      |   5,613 |   20,453 |
| io_uring-polled  |   4,851 |   16,578 |

Latency in microseconds: nvme, randread, 4k:

| engine           | depth |   p50 |   p90 |   p99 | p99.9 |
|------------------|------:|------:|------:|------:|------:|
| libaio           |     1 | 335.9 | 434.2 | 606.2 | 692.5 |
| libaio           |    32 | 1,278 | 1,835 | 2,884 | 7,675 |
| user-iocb-polled |     1 | 159.7 | 213.0 | 385.0 | 523.1 |
| user-iocb-polled |    32 | 1,147 | 2,687 | 7,209 | 7,519 |
| ring             |     1 | 327.7 | 483.3 | 786.4 | 2,735 |
| ring             |    32 | 622.6 | 1,114 | 3,604 | 4,439 |
| ring-polled      |     1 | 155.6 | 221.2 | 557.1 | 4,042 |
| ring-polled      |    32 | 1,114 | 1,671 | 6,423 | 6,671 |
| io_uring-polled  |     1 | 167.9 | 286.7 | 1,245 | 3,954 |
| io_uring-polled  |    32 | 1,180 | 3,670 | 6,029 | 8,258 |

## Kernel warnings

The kernel printed no warning.

## Measured with

Fingerprint 7468240945855514: numbers of runs with another one do not
compare. Times of an emulated processor do not compare with those of any
other run.

- variant: default
- compiler: gcc (Debian 12.2.0-14+deb12u1) 12.2.0
- configuration:
  9a82cc13eaf78f53ede4548be486f8c894aa01256ad9b7d32c9815a3ca2c3e88
- QEMU: 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)
- bench programs: c8a3f024ca365bc0
- measured: time
- accelerator: tcg
- guest CPUs: 2
- host CPU: AMD EPYC
- host: AMD EPYC, 2 CPUs, Linux 6.18.44-fc-v657, Node v20.20.2

## How to repeat it

    kernel-test run --seed 4162815545 --fuzz-ops 5000

The seed 4162815545 makes the random checks do the same operations again.

In the folder of the run, qemu-argv.txt is the QEMU command, kernel.config
the configuration, console.log all that the kernel said, and result.json
everything on this page.

`

exports[`test/report/markdown-report.test.ts > TAP > cost per function and per patch > must match snapshot 1`] = `
# PASS: 7 benches measured

debian-6.1, variant default · linux-source-6.1 6.1.192-2 · patch 24 of 24:
aio: spare the common path what it does not use

## What was tested

- target: debian-6.1, variant default
- tree: linux-source-6.1 6.1.192-2, commit 8f05f856fe28
- series: patch 24 of 24: aio: spare the common path what it does not use,
  from debian-6.1
- build: built, unchanged, gcc (Debian 12.2.0-14+deb12u1) 12.2.0
- boot: ok, 6.1.192, 14.9 s
- accelerator: tcg, QEMU 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)
- poll queues: nullb0: 1, nvme0n1: 1
- run: 2026-11-26T02-06-06Z-9b69, started 2026-11-26T02:06:05.729Z, 15.8 s

## Instructions per IO

Executed instructions, counted and not sampled. Work is what an IO costs;
waiting is the loop that polls the device, whose length is the device's.

Work, and waiting beside it: null, randread, 4k:

| engine                |                  depth 32 |
|-----------------------|--------------------------:|
| ring-polled-fixed     | 2,258.90 (+ 3.65 waiting) |
| libaio                |                  3,855.91 |
| io_uring-polled-fixed | 2,365.31 (+ 3.65 waiting) |

## Cost per function

null.ring-polled-fixed.randread.4k.qd32, 8,000 IOs:

| function                      | instructions per IO |
|-------------------------------|--------------------:|
| \`[user]\`                      |              150.27 |
| blk_mq_submit_bio             |              124.26 |
| aio_submit_iocb               |               98.26 |
| aio_read                      |               82.00 |
| blk_mq_end_request_batch      |               75.18 |
| \`__blkdev_direct_IO_async\`    |               70.00 |
| submit_bio_noacct             |               66.00 |
| \`__blk_mq_try_issue_directly\` |               65.00 |
| aio_prep_rw                   |               64.00 |
| bio_alloc_bioset              |               63.00 |
| blkdev_read_iter              |               57.00 |
| aio_sq_submit                 |               55.39 |

## Cost of each patch

Work instructions per IO after each of 6 prefixes of the series, the newest
run of each with the same fingerprint, tree and source. A change is that
since the prefix counted before.

Work instructions per IO after each patch:
null.ring-polled-fixed.randread.4k.qd32:

| patch | its subject                                                  |                             |
|-------|--------------------------------------------------------------|----------------------------:|
| 18    | aio: take references to a file for a batch                   |                    2,910.67 |
| 19    | aio: allocate requests in batches, and use polled ones again |          2,746.01 (−164.65) |
| 23    | aio: take bios of polled requests from the per-CPU cache     | 2,306.79 (−439.23 since 19) |
| 24    | aio: spare the common path what it does not use              |           2,258.90 (−47.89) |

Work instructions per IO after each patch: null.libaio.randread.4k.qd32:

| patch | its subject                                                  |                             |
|-------|--------------------------------------------------------------|----------------------------:|
| 0     | without the series                                           |                    4,034.82 |
| 13    | aio: add submission and completion rings                     |   4,108.44 (+73.62 since 0) |
| 18    | aio: take references to a file for a batch                   |  4,124.52 (+16.09 since 13) |
| 19    | aio: allocate requests in batches, and use polled ones again |           4,111.43 (−13.09) |
| 23    | aio: take bios of polled requests from the per-CPU cache     | 3,894.91 (−216.53 since 19) |
| 24    | aio: spare the common path what it does not use              |           3,855.91 (−39.00) |

Work instructions per IO after each patch:
null.io_uring-polled-fixed.randread.4k.qd32:

| patch | its subject                                                  |                           |
|-------|--------------------------------------------------------------|--------------------------:|
| 0     | without the series                                           |                  2,360.47 |
| 13    | aio: add submission and completion rings                     |  2,363.34 (+2.87 since 0) |
| 18    | aio: take references to a file for a batch                   |     2,363.34 (0 since 13) |
| 19    | aio: allocate requests in batches, and use polled ones again |          2,363.65 (+0.31) |
| 23    | aio: take bios of polled requests from the per-CPU cache     | 2,364.68 (+1.03 since 19) |
| 24    | aio: spare the common path what it does not use              |          2,365.31 (+0.63) |

## Kernel warnings

The kernel printed no warning.

## Measured with

Fingerprint 7b3ebd88e5a4cdde: numbers of runs with another one do not
compare.

- variant: default
- compiler: gcc (Debian 12.2.0-14+deb12u1) 12.2.0
- configuration:
  9a82cc13eaf78f53ede4548be486f8c894aa01256ad9b7d32c9815a3ca2c3e88
- QEMU: 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)
- bench programs: c8a3f024ca365bc0
- measured: instructions
- host: AMD EPYC, 2 CPUs, Linux 6.18.44-fc-v657, Node v20.20.2

## How to repeat it

    kernel-test bench --count null.ring-polled-fixed.randread.4k.qd32 null.libaio.randread.4k.qd32 null.io_uring-polled-fixed.randread.4k.qd32 null.ring-polled.randread.4k.qd32 null.user-iocb-polled.randread.4k.qd32 nvme.ring-polled-fixed.randread.4k.qd1 nvme.libaio.randread.4k.qd1

In the folder of the run, qemu-argv.txt is the QEMU command, kernel.config
the configuration, console.log all that the kernel said, and result.json
everything on this page.

`
