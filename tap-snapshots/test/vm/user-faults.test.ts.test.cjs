/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/vm/user-faults.test.ts > TAP > --accel="" > must match snapshot 1`] = `
error: option '--accel <how>' argument '' is invalid. Allowed choices are auto, kvm, tcg.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --accel="gpu" > must match snapshot 1`] = `
error: option '--accel <how>' argument 'gpu' is invalid. Allowed choices are auto, kvm, tcg.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --fuzz-ops="-1" > must match snapshot 1`] = `
error: option '--fuzz-ops <n>' argument '-1' is invalid. It is a number of operations from 1 to 100000000.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --fuzz-ops="" > must match snapshot 1`] = `
error: option '--fuzz-ops <n>' argument '' is invalid. It is a number of operations from 1 to 100000000.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --fuzz-ops="1e999" > must match snapshot 1`] = `
error: option '--fuzz-ops <n>' argument '1e999' is invalid. It is a number of operations from 1 to 100000000.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --fuzz-ops="99999999999999999999" > must match snapshot 1`] = `
error: option '--fuzz-ops <n>' argument '99999999999999999999' is invalid. It is a number of operations from 1 to 100000000.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --fuzz-ops="nonsense" > must match snapshot 1`] = `
error: option '--fuzz-ops <n>' argument 'nonsense' is invalid. It is a number of operations from 1 to 100000000.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --guests="-1" > must match snapshot 1`] = `
error: option '--guests <n>' argument '-1' is invalid. It is a number of guests from 1 to 16.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --guests="" > must match snapshot 1`] = `
error: option '--guests <n>' argument '' is invalid. It is a number of guests from 1 to 16.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --guests="1e999" > must match snapshot 1`] = `
error: option '--guests <n>' argument '1e999' is invalid. It is a number of guests from 1 to 16.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --guests="99999999999999999999" > must match snapshot 1`] = `
error: option '--guests <n>' argument '99999999999999999999' is invalid. It is a number of guests from 1 to 16.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --guests="nonsense" > must match snapshot 1`] = `
error: option '--guests <n>' argument 'nonsense' is invalid. It is a number of guests from 1 to 16.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --nvme="" > must match snapshot 1`] = `
error: option '--nvme <shape>' argument '' is invalid. '' is none of size=, queues=, poll-queues=, lba=, count=.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --nvme="lba=3" > must match snapshot 1`] = `
error: option '--nvme <shape>' argument 'lba=3' is invalid. lba is 512 or 4096, not '3'.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --nvme="nonsense" > must match snapshot 1`] = `
error: option '--nvme <shape>' argument 'nonsense' is invalid. 'nonsense' is none of size=, queues=, poll-queues=, lba=, count=.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --nvme="queues=" > must match snapshot 1`] = `
error: option '--nvme <shape>' argument 'queues=' is invalid. queues is a number from 1 to 64, not ''.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --nvme="size=-1" > must match snapshot 1`] = `
error: option '--nvme <shape>' argument 'size=-1' is invalid. size is from 64M to 64G, such as 512M, not '-1'.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --nvme="size=99999999G" > must match snapshot 1`] = `
error: option '--nvme <shape>' argument 'size=99999999G' is invalid. size is from 64M to 64G, such as 512M, not '99999999G'.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --patch="-1" > must match snapshot 1`] = `
error: option '--patch <n>' argument '-1' is invalid. It is all, none or the number of a patch from 1.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --patch="" > must match snapshot 1`] = `
error: option '--patch <n>' argument '' is invalid. It is all, none or the number of a patch from 1.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --patch="1e999" > must match snapshot 1`] = `
error: option '--patch <n>' argument '1e999' is invalid. It is all, none or the number of a patch from 1.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --patch="99999999999999999999" > must match snapshot 1`] = `
error: option '--patch <n>' argument '99999999999999999999' is invalid. It is all, none or the number of a patch from 1.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --patch="nonsense" > must match snapshot 1`] = `
error: option '--patch <n>' argument 'nonsense' is invalid. It is all, none or the number of a patch from 1.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --qemu-args="'" > must match snapshot 1`] = `
error: option '--qemu-args <arguments>' argument ''' is invalid. A quote in it is not closed.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --qemu-args="\\"" > must match snapshot 1`] = `
error: option '--qemu-args <arguments>' argument '"' is invalid. A quote in it is not closed.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --seed="-1" > must match snapshot 1`] = `
error: option '--seed <n>' argument '-1' is invalid. It is a number from 0 to 4294967295.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --seed="" > must match snapshot 1`] = `
error: option '--seed <n>' argument '' is invalid. It is a number from 0 to 4294967295.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --seed="1e999" > must match snapshot 1`] = `
error: option '--seed <n>' argument '1e999' is invalid. It is a number from 0 to 4294967295.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --seed="99999999999999999999" > must match snapshot 1`] = `
error: option '--seed <n>' argument '99999999999999999999' is invalid. It is a number from 0 to 4294967295.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --seed="nonsense" > must match snapshot 1`] = `
error: option '--seed <n>' argument 'nonsense' is invalid. It is a number from 0 to 4294967295.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --series="--" > must match snapshot 1`] = `
series: --series -- is neither a folder, an mbox file, a Message-ID nor a commit range
  a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org
`

exports[`test/vm/user-faults.test.ts > TAP > --series="-x@y" > must match snapshot 1`] = `
series: --series -x@y is neither a folder, an mbox file, a Message-ID nor a commit range
  a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org
`

exports[`test/vm/user-faults.test.ts > TAP > --series="../..\\n" > must match snapshot 1`] = `
series: --series ../..
 is neither a folder, an mbox file, a Message-ID nor a commit range
  a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org
`

exports[`test/vm/user-faults.test.ts > TAP > --series="" > must match snapshot 1`] = `
series: --series  is neither a folder, an mbox file, a Message-ID nor a commit range
  a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org
`

exports[`test/vm/user-faults.test.ts > TAP > --series="/no/such/folder" > must match snapshot 1`] = `
series: --series /no/such/folder is neither a folder, an mbox file, a Message-ID nor a commit range
  a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org
`

exports[`test/vm/user-faults.test.ts > TAP > --series="a b" > must match snapshot 1`] = `
series: --series a b is neither a folder, an mbox file, a Message-ID nor a commit range
  a Message-ID is ID@HOST, <ID@HOST> or its address on lore.kernel.org
`

exports[`test/vm/user-faults.test.ts > TAP > --smp="-1" > must match snapshot 1`] = `
error: option '--smp <n>' argument '-1' is invalid. It is a number of CPUs from 1 to 64.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --smp="" > must match snapshot 1`] = `
error: option '--smp <n>' argument '' is invalid. It is a number of CPUs from 1 to 64.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --smp="1e999" > must match snapshot 1`] = `
error: option '--smp <n>' argument '1e999' is invalid. It is a number of CPUs from 1 to 64.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --smp="99999999999999999999" > must match snapshot 1`] = `
error: option '--smp <n>' argument '99999999999999999999' is invalid. It is a number of CPUs from 1 to 64.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --smp="nonsense" > must match snapshot 1`] = `
error: option '--smp <n>' argument 'nonsense' is invalid. It is a number of CPUs from 1 to 64.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --target="../.." > must match snapshot 1`] = `
target: unknown target '../..'
  targets are: debian-6.1, for-4.21-block (folders of patches/ with a target.json)
`

exports[`test/vm/user-faults.test.ts > TAP > --target="" > must match snapshot 1`] = `
target: unknown target ''
  targets are: debian-6.1, for-4.21-block (folders of patches/ with a target.json)
`

exports[`test/vm/user-faults.test.ts > TAP > --target="no-such-target" > must match snapshot 1`] = `
target: unknown target 'no-such-target'
  targets are: debian-6.1, for-4.21-block (folders of patches/ with a target.json)
`

exports[`test/vm/user-faults.test.ts > TAP > --timeout="-1" > must match snapshot 1`] = `
error: option '--timeout <seconds>' argument '-1' is invalid. It is a number of seconds from 0.1 to 86400.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --timeout="" > must match snapshot 1`] = `
error: option '--timeout <seconds>' argument '' is invalid. It is a number of seconds from 0.1 to 86400.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --timeout="1e999" > must match snapshot 1`] = `
error: option '--timeout <seconds>' argument '1e999' is invalid. It is a number of seconds from 0.1 to 86400.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --timeout="99999999999999999999" > must match snapshot 1`] = `
error: option '--timeout <seconds>' argument '99999999999999999999' is invalid. It is a number of seconds from 0.1 to 86400.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --timeout="nonsense" > must match snapshot 1`] = `
error: option '--timeout <seconds>' argument 'nonsense' is invalid. It is a number of seconds from 0.1 to 86400.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --variant="../etc" > must match snapshot 1`] = `
error: option '--variant <name>' argument '../etc' is invalid. It is the name of a fragment in kernel-config/, or default.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --variant="" > must match snapshot 1`] = `
error: option '--variant <name>' argument '' is invalid. It is the name of a fragment in kernel-config/, or default.
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > --variant="no-such-variant" > must match snapshot 1`] = `
build: kernel-config/no-such-variant.config is missing
  \`kernel-test list variants\` names those that there are
`

exports[`test/vm/user-faults.test.ts > TAP > a check in Unicode > must match snapshot 1`] = `
target: no check matches 'ring/é😀'
  \`kernel-test list checks\` names them all
`

exports[`test/vm/user-faults.test.ts > TAP > a check that there is not > must match snapshot 1`] = `
target: no check matches 'no/such'
  \`kernel-test list checks\` names them all
`

exports[`test/vm/user-faults.test.ts > TAP > a check with dashes in front > must match snapshot 1`] = `
target: no check matches '--no/such'
  \`kernel-test list checks\` names them all
`

exports[`test/vm/user-faults.test.ts > TAP > a command that there is not > must match snapshot 1`] = `
error: unknown command 'chekc'; names of checks go behind \`check\`
(--help tells more)
`

exports[`test/vm/user-faults.test.ts > TAP > a file that is no series > must match snapshot 1`] = `
series: package.json holds no patch mails
`

exports[`test/vm/user-faults.test.ts > TAP > a folder with other files > must match snapshot 1`] = `
series: PROJECT/test/fixtures/mutants/aio-nr-lost.patch does not begin with its number in the series
  name patches as git format-patch does: 0001-subject.patch
`

exports[`test/vm/user-faults.test.ts > TAP > a series behind the end > must match snapshot 1`] = `
series: --patch 9999: the series has 24 patches
  give 1 to 24, all or none
`

exports[`test/vm/user-faults.test.ts > TAP > an option that there is not > must match snapshot 1`] = `
error: unknown option '--pathc'
(Did you mean --patch?)
(--help tells more)
`
