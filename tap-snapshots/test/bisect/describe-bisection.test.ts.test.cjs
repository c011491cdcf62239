/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/bisect/describe-bisection.test.ts > TAP > a check > must match snapshot 1`] = `
patch        seen                
 none  good  passes              
    2  good  passes              
    3  bad   io/read: fail, short
    4  bad   io/read: fail, short

aio: patch 3 (0003-aio-patch-3.patch)
 fs/aio.c |    1 +
 1 file changed, 1 insertion(+)

io/read: fail, short
  doing it
  short

again: kernel-test check io/read --patch 3 --target sample
log:   results/bisect-1.json

FOUND: patch 3 (aio: patch 3) is the first bad one; 4 boots, 16.0 s
`

exports[`test/bisect/describe-bisection.test.ts > TAP > a metric > must match snapshot 1`] = `
patch        seen                         
 none  good  same                         
    2  good  same                         
    3  bad   worse: +1 instructions per IO
    4  bad   worse: +1 instructions per IO

aio: patch 3 (0003-aio-patch-3.patch)
 fs/aio.c |    1 +
 1 file changed, 1 insertion(+)

against patch 2: worse: +1 instructions per IO (+0.025 %), most in aio_read (+1)
  function_0                       80 -> 81  +1
  function_1                       81 -> 82  +1
  function_2                       82 -> 83  +1
  function_3                       83 -> 84  +1
  function_4                       84 -> 85  +1
  function_5                       85 -> 86  +1
  function_6                       86 -> 87  +1
  function_7                       87 -> 88  +1
  function_8                       88 -> 89  +1
  function_9                       89 -> 90  +1
  and 2 more; --verbose shows all

again: kernel-test check io/read --patch 3 --target sample
log:   results/bisect-1.json

FOUND: patch 3 (aio: patch 3) is the first bad one; 4 boots, 16.0 s
`
