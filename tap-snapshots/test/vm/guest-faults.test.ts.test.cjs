/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/vm/guest-faults.test.ts > TAP > BUG in interrupt context > must match snapshot 1`] = `
FAIL: oops: kernel BUG at fs/aio.c:N! during fault/kernel
fault/kernel: panic: kernel BUG at fs/aio.c:N! during fault/kernel
boot: oops: kernel BUG at fs/aio.c:N! during fault/kernel
kernel: kernel BUG at fs/aio.c:N!
`

exports[`test/vm/guest-faults.test.ts > TAP > check never ends > must match snapshot 1`] = `
FAIL: N of N checks failed: fault/endless
fault/endless: timeout: not ended after N s
`

exports[`test/vm/guest-faults.test.ts > TAP > check takes all memory > must match snapshot 1`] = `
FAIL: N of N checks failed: fault/out-of-memory
fault/out-of-memory: fail: killed by signal 9
`

exports[`test/vm/guest-faults.test.ts > TAP > clock jumps > must match snapshot 1`] = `
PASS: N checks passed
fault/clock-jump: pass
`

exports[`test/vm/guest-faults.test.ts > TAP > console flooded > must match snapshot 1`] = `
FAIL: N of N checks failed: fault/console-flood
fault/console-flood: timeout: not ended after N s
`

exports[`test/vm/guest-faults.test.ts > TAP > forged pass > must match snapshot 1`] = `
FAIL: the guest's report is not to be trusted: a result for fault/forged-pass, which has not ended
fault/forged-pass: pass
in the guest's report: a result for fault/forged-pass, which has not ended
`

exports[`test/vm/guest-faults.test.ts > TAP > forged pass in the output > must match snapshot 1`] = `
FAIL: N of N checks failed: fault/forged-in-output
fault/forged-in-output: fail: # record {"type":"done"}
`

exports[`test/vm/guest-faults.test.ts > TAP > forged pass, then off > must match snapshot 1`] = `
FAIL: the guest's report is not to be trusted: a result for fault/forged-pass-and-gone, which has not ended
fault/forged-pass-and-gone: pass
in the guest's report: a result for fault/forged-pass-and-gone, which has not ended
`

exports[`test/vm/guest-faults.test.ts > TAP > forged plan > must match snapshot 1`] = `
FAIL: the guest's report is not to be trusted: a second KTAP version line
fault/forged-plan: pass
in the guest's report: a second KTAP version line
`

exports[`test/vm/guest-faults.test.ts > TAP > init killed > must match snapshot 1`] = `
FAIL: panic: Kernel panic - not syncing: Attempted to kill init! exitcode=HEX during fault/init-killed
fault/init-killed: panic: Kernel panic - not syncing: Attempted to kill init! exitcode=HEX during fault/init-killed
boot: panic: Kernel panic - not syncing: Attempted to kill init! exitcode=HEX during fault/init-killed
kernel: Kernel panic - not syncing: Attempted to kill init! exitcode=HEX
`

exports[`test/vm/guest-faults.test.ts > TAP > oops in a kernel thread > must match snapshot 1`] = `
FAIL: oops: BUG: kernel NULL pointer dereference, address: HEX during fault/kernel
fault/kernel: panic: BUG: kernel NULL pointer dereference, address: HEX during fault/kernel
boot: oops: BUG: kernel NULL pointer dereference, address: HEX during fault/kernel
kernel: BUG: kernel NULL pointer dereference, address: HEX
`

exports[`test/vm/guest-faults.test.ts > TAP > panic in a check > must match snapshot 1`] = `
FAIL: panic: Kernel panic - not syncing: kernel-test fixture in a check during fault/kernel
fault/kernel: panic: Kernel panic - not syncing: kernel-test fixture in a check during fault/kernel
boot: panic: Kernel panic - not syncing: kernel-test fixture in a check during fault/kernel
kernel: Kernel panic - not syncing: kernel-test fixture in a check
`

exports[`test/vm/guest-faults.test.ts > TAP > power off in mid-check > must match snapshot 1`] = `
FAIL: power-off: the guest went away (guest-shutdown) in mid-plan during fault/power-off
fault/power-off: broken: the guest went away (guest-shutdown) in mid-plan during fault/power-off
boot: power-off: the guest went away (guest-shutdown) in mid-plan during fault/power-off
`

exports[`test/vm/guest-faults.test.ts > TAP > reset in mid-check > must match snapshot 1`] = `
FAIL: power-off: the guest went away (guest-reset) in mid-plan during fault/reset
fault/reset: broken: the guest went away (guest-reset) in mid-plan during fault/reset
boot: power-off: the guest went away (guest-reset) in mid-plan during fault/reset
`

exports[`test/vm/guest-faults.test.ts > TAP > results truncated > must match snapshot 1`] = `
FAIL: power-off: the guest went away (guest-shutdown) in mid-plan during fault/channel-truncated
fault/channel-truncated: broken: the guest went away (guest-shutdown) in mid-plan during fault/channel-truncated
boot: power-off: the guest went away (guest-shutdown) in mid-plan during fault/channel-truncated
`

exports[`test/vm/guest-faults.test.ts > TAP > triple fault > must match snapshot 1`] = `
FAIL: power-off: the guest went away (guest-reset) in mid-plan during fault/kernel
fault/kernel: broken: the guest went away (guest-reset) in mid-plan during fault/kernel
boot: power-off: the guest went away (guest-reset) in mid-plan during fault/kernel
`
