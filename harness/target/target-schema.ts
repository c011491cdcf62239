// What patches/<target>/target.json may say. Everything that a target needs is said there;
// the harness knows no target, and no kernel interface, by name.
import {z} from 'zod';

export const treeSource = z.discriminatedUnion('type', [
	z.strictObject({
		type: z.literal('debian'),
		/** A source package such as linux-source-6.1, installed by apt. */
		package: z.string().regex(/^linux-source-[0-9.]+$/, 'a Debian linux-source package name'),
	}),
	z.strictObject({
		type: z.literal('git'),
		url: z.string().regex(/^(?:git|https?|ssh|file):\/\/[^\s-]\S*$/, 'a git, http, https, ssh or file URL').refine(url => !/^[^/]*\/\/[^/]*:[^/]*@/.test(url), 'without a password: results show it'),
		/** A branch or a tag. */
		ref: z.string().min(1),
		/** What `ref` shall be. Without it the commit that it is when it is fetched. */
		commit: z.string().regex(/^[0-9a-f]{40}$/, '40 lower-case hex digits').optional(),
	}),
	z.strictObject({
		type: z.literal('tarball'),
		/** A local path, relative to the target's folder or absolute; or a `url`. */
		file: z.string().min(1).optional(),
		url: z.string().regex(/^https?:\/\/\S+$/, 'an http or https URL').optional(),
		sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits'),
	}).refine(({file, url}) => (file === undefined) !== (url === undefined), {path: ['file'], message: 'a file or a url'}),
	z.strictObject({type: z.literal('dir'), dir: z.string().min(1)}),
]);

const benchMatrix = z.strictObject({
	devices: z.array(z.enum(['nvme', 'null', 'file'])).min(1),
	engines: z.array(z.string().regex(/^[a-z_]+(-[a-z]+)*$/)).min(1),
	rw: z.array(z.enum(['randread', 'read', 'randwrite', 'write'])).min(1),
	bs: z.array(z.string().regex(/^[0-9]+k$/, 'a block size in KiB such as 4k')).min(1),
	qd: z.array(z.int().min(1).max(4096)).min(1),
});

export const targetFileSchema = z.strictObject({
	description: z.string().min(1),
	/** Where the tree comes from; of several the first that can be had. */
	tree: z.union([treeSource, z.array(treeSource).min(1).max(8)]),
	/** Fragments of kernel-config/, without `.config`, merged in this order over tinyconfig. */
	config: z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1),
	/** Fragments by variant that go behind the variant's own: what its options are called in this tree, or that it has none. */
	variants: z.record(z.string(), z.array(z.string().regex(/^[a-z0-9-]+$/)).min(1)).default({}),
	/** Folder of the series, relative to the target's. */
	series: z.string().default('.'),
	/** System call numbers that the guest programs are compiled with, as NR_<NAME>. */
	syscalls: z.record(z.string().regex(/^[a-z0-9_]+$/), z.int().min(0).max(4095)).default({}),
	checks: z.strictObject({
		/** Globs over the checks in guest-tools/checks. */
		include: z.array(z.string()).default(['**']),
		/** Checks that may skip although the whole series is applied; any other skip there is a failure. */
		maySkip: z.array(z.string()).default([]),
		timeoutMs: z.int().min(100).max(600_000).default(10_000),
	}).prefault({}),
	benches: z.array(benchMatrix).default([]),
	/** Benches whose instructions are counted when none is named: by `bench --count`, and by whatever compares. */
	counted: z.array(benchMatrix).default([]),
	/** Kernel functions whose work depends on a random number of the kernel's, so that it differs between kernels for no reason of theirs. Names or globs. */
	chance: z.array(z.string()).default([]),
	/** What the series' author says that it reaches, for `bench --claims`. */
	claims: z.array(z.strictObject({
		/** `<device>.<engine>.<rw>.<bs>.qd<depth>` */
		bench: z.string().min(1),
		iops: z.int().min(1),
		description: z.string().min(1),
		/** Where that was said. */
		source: z.string().min(1),
	})).default([]),
	/** Kernel functions whose instructions are waiting and not work: the spin on a device, the idle loop. Names or globs. */
	waiting: z.array(z.string()).default([]),
	/**
	 * Kernel functions at whose start a guest whose instructions are counted stands still until the emulated devices have
	 * done what they have to do (host-tools/count-plugin.c): where a driver looks for completions or rings a doorbell, and
	 * before the CPU idles. Those that a kernel lacks are left out.
	 */
	settle: z.array(z.string().regex(/^\w+$/)).max(64).default([]),
	/** Benches that `profile` runs when none is named; they need not be in the matrix. */
	profile: z.array(z.string()).default([]),
	/** What `profile` groups functions by: names or globs, and the first layer that has one takes the function. */
	layers: z.array(z.strictObject({name: z.string().min(1), functions: z.array(z.string().min(1)).min(1)})).default([]),
	coverage: z.strictObject({
		/** How many of the added lines the checks shall execute. */
		percentMin: z.number().min(0).max(100).default(95),
		/** Lines that nothing can reach, by their text; harness/coverage/exceptions.ts says how they are found. */
		exceptions: z.array(z.strictObject({file: z.string().min(1), text: z.string().min(1), after: z.string().optional(), reason: z.string().min(1)})).default([]),
	}).prefault({}),
	vm: z.strictObject({
		cpus: z.int().min(1).max(64).default(2),
		memoryMiB: z.int().min(128).max(65_536).default(512),
		nvme: z.strictObject({
			sizeMiB: z.int().min(16).max(65_536).default(256),
			pollQueues: z.int().min(0).max(64).default(1),
		}).prefault({}),
		/** Kernel parameters of a boot whose instructions are counted. */
		countParameters: z.array(z.string().regex(/^[\x21-\x7e]+$/, 'a kernel parameter')).max(16).default([]),
		/** From the start of QEMU to the guest's plan. */
		bootTimeoutMs: z.int().min(1000).max(600_000).default(30_000),
	}).prefault({}),
});

export type TargetFile = z.infer<typeof targetFileSchema>;
export type TreeSource = z.infer<typeof treeSource>;

/** A validated target with its place. */
export interface Target extends Readonly<TargetFile> {
	readonly name: string;
	/** patches/<name> */
	readonly dir: string;
}
