/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/each/describe-each.test.ts > TAP > a row a patch, and what stands in the way > must match snapshot 1`] = `
patch                 checks   build   boot  null.ring.randread.4k.qd1  subject             
    1  pass              3/3  61.0 s  3.0 s                    3000.00  aio: add io_setup2()
    2  fail  1/2 (1 skipped)  cached  3.0 s           2900.50 (-99.50)  aio: add rings      
    3  fail              3/3  cached  3.0 s                             aio: <fixed> buffers

patch 2 (aio: add rings): 1 of 3 checks failed: ring/read

patch 3 (aio: <fixed> buffers): 1 new warnings: fs/aio.c:1:2: warning: unused
  fs/aio.c:1:2: warning: unused

FAIL: 1 of 3 prefixes pass; not 2, 3; compiling 61.0 s, booted 9.0 s
`
