/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/compare/describe-comparison.test.ts > TAP > a sentence a metric and the functions that changed most > must match snapshot 1`] = `
base        patch 1 of 2, 1 boot
head        patch 2 of 2: aio: add rings, 10 boots

null.ring.randread.4k.qd1.work_insns_per_io  60 -> 105.25 insns/io
  worse: +45.25
    one                              10 -> 20  +10
    two                              10 -> 19  +9
    three                            10 -> 18  +8
    four                             10 -> 17  +7
    five                             10 -> 16  +6
    and 1 more; --verbose shows all

nvme.ring.randread.4k.qd1.iops  none -> 1000 io/s
  cannot tell: 1 samples a side, 9 are the least

FAIL: 1 of 2 metrics became worse
`
