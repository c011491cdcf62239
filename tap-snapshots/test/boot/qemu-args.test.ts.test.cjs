/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/boot/qemu-args.test.ts > TAP > under KVM, with the ports of a program to run > must match snapshot 1`] = `
-nodefaults
-no-user-config
-no-reboot
-display none
-machine q35
-accel kvm
-cpu host
-smp 2
-m 512M
-kernel /cache/kernels/1/vmlinux
-initrd /results/run/initrd.cpio
-append console=ttyS0 panic=-1 oops=panic nvme.poll_queues=1 null_blk.nr_devices=1 null_blk.gb=1 null_blk.queue_mode=2 null_blk.poll_queues=1 rcutree.jiffies_till_first_fqs=0
-chardev file,id=console,path=/results/run/console.log,append=on
-serial chardev:console
-chardev socket,id=qmp,path=/tmp/kt-1/qmp
-mon chardev=qmp,mode=control
-device virtio-serial-pci
-chardev socket,id=port0,path=/tmp/kt-1/results
-device virtserialport,chardev=port0,name=kernel-test.results
-chardev socket,id=port1,path=/tmp/kt-1/stdout
-device virtserialport,chardev=port1,name=kernel-test.stdout
-chardev socket,id=port2,path=/tmp/kt-1/stderr
-device virtserialport,chardev=port2,name=kernel-test.stderr
-blockdev driver=file,node-name=nvme-file,filename=/results/run/nvme.img
-blockdev driver=raw,node-name=nvme-disk,file=nvme-file
-device nvme,drive=nvme-disk,serial=kernel-test
`

exports[`test/boot/qemu-args.test.ts > TAP > under TCG > must match snapshot 1`] = `
-nodefaults
-no-user-config
-no-reboot
-display none
-machine q35
-accel tcg,thread=multi
-cpu max
-smp 2
-m 512M
-kernel /cache/kernels/1/vmlinux
-initrd /results/run/initrd.cpio
-append console=ttyS0 panic=-1 oops=panic nvme.poll_queues=1 null_blk.nr_devices=1 null_blk.gb=1 null_blk.queue_mode=2 null_blk.poll_queues=1 rcutree.jiffies_till_first_fqs=0
-chardev file,id=console,path=/results/run/console.log,append=on
-serial chardev:console
-chardev socket,id=qmp,path=/tmp/kt-1/qmp
-mon chardev=qmp,mode=control
-device virtio-serial-pci
-chardev socket,id=port0,path=/tmp/kt-1/results
-device virtserialport,chardev=port0,name=kernel-test.results
-blockdev driver=file,node-name=nvme-file,filename=/results/run/nvme.img
-blockdev driver=raw,node-name=nvme-disk,file=nvme-file
-device nvme,drive=nvme-disk,serial=kernel-test
`
