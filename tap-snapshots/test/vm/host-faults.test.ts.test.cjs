/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/vm/host-faults.test.ts > TAP > a kernel in the cache has a bit turned > must match snapshot 1`] = `
build  CACHE/kernels/KEY is damaged: built again
`

exports[`test/vm/host-faults.test.ts > TAP > addr2line is missing > must match snapshot 1`] = `
machine: addr2line is not installed
  install with: apt-get install binutils
`

exports[`test/vm/host-faults.test.ts > TAP > bc is missing > must match snapshot 1`] = `
machine: bc is not installed
  install with: apt-get install bc
`

exports[`test/vm/host-faults.test.ts > TAP > bison is missing > must match snapshot 1`] = `
machine: bison is not installed
  install with: apt-get install bison
`

exports[`test/vm/host-faults.test.ts > TAP > flex is missing > must match snapshot 1`] = `
machine: flex is not installed
  install with: apt-get install flex
`

exports[`test/vm/host-faults.test.ts > TAP > flock is missing > must match snapshot 1`] = `
machine: flock is not installed
  install with: apt-get install util-linux
`

exports[`test/vm/host-faults.test.ts > TAP > gcc is missing > must match snapshot 1`] = `
machine: gcc is not installed
  install with: apt-get install gcc
`

exports[`test/vm/host-faults.test.ts > TAP > git is missing > must match snapshot 1`] = `
machine: git is not installed
  install with: apt-get install git
`

exports[`test/vm/host-faults.test.ts > TAP > ld is missing > must match snapshot 1`] = `
machine: ld is not installed
  install with: apt-get install binutils
`

exports[`test/vm/host-faults.test.ts > TAP > make is missing > must match snapshot 1`] = `
machine: make is not installed
  install with: apt-get install make
`

exports[`test/vm/host-faults.test.ts > TAP > musl-gcc is missing > must match snapshot 1`] = `
machine: musl-gcc is not installed
  install with: apt-get install musl-tools
`

exports[`test/vm/host-faults.test.ts > TAP > nm is missing > must match snapshot 1`] = `
machine: nm is not installed
  install with: apt-get install binutils
`

exports[`test/vm/host-faults.test.ts > TAP > no room for results > must match snapshot 1`] = `
store: cannot write results to SCRATCH/mount-X/faults/TIMEZ-X: ENOSPC: no space left on device, write
  free some space, or choose another folder with --results DIR
`

exports[`test/vm/host-faults.test.ts > TAP > no room for temporary files > must match snapshot 1`] = `
boot: cannot make a temporary folder: ENOSPC: no space left on device, mkdtemp 'SCRATCH/mount-X/kt-X'
  free some space, or set TMPDIR to a folder that can be written to
`

exports[`test/vm/host-faults.test.ts > TAP > no room in the cache > must match snapshot 1`] = `
tree: not enough space in SCRATCH/mount-X: N MiB needed, N MiB free
  free some space, run \`kernel-test clean\`, or set KERNEL_TEST_CACHE to a larger file system
`

exports[`test/vm/host-faults.test.ts > TAP > perl is missing > must match snapshot 1`] = `
machine: perl is not installed
  install with: apt-get install perl
`

exports[`test/vm/host-faults.test.ts > TAP > qemu-system-x86_64 is missing > must match snapshot 1`] = `
machine: qemu-system-x86_64 is not installed
  install with: apt-get install qemu-system-x86
`

exports[`test/vm/host-faults.test.ts > TAP > readelf is missing > must match snapshot 1`] = `
machine: readelf is not installed
  install with: apt-get install binutils
`

exports[`test/vm/host-faults.test.ts > TAP > results that are read-only > must match snapshot 1`] = `
store: cannot write results to SCRATCH/mount-X/faults/TIMEZ-X: EROFS: read-only file system, access 'SCRATCH/mount-X'
  choose another folder with --results DIR
`

exports[`test/vm/host-faults.test.ts > TAP > setpriv is missing > must match snapshot 1`] = `
machine: setpriv is not installed
  install with: apt-get install util-linux
`

exports[`test/vm/host-faults.test.ts > TAP > two runs at once > must match snapshot 1`] = `

`

exports[`test/vm/host-faults.test.ts > TAP > xz is missing > must match snapshot 1`] = `
machine: xz is not installed
  install with: apt-get install xz-utils
`
