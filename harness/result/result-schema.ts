// result.json: what was run and what came out. The one description of it; results/schema.json is
// generated from here. Names that outside readers rely on stand in DESIGN.
import {z} from 'zod';

/** What a folder of the results may be called: whoever wrote the file, nothing is written or removed elsewhere. */
export const folderName = z.string().max(255).regex(/^(?!\.{1,2}$)[^/\p{Cc}]+$/u, 'the name of a folder');

const sha = z.string().regex(/^[0-9a-f]{16,64}$/);

const checkOutcome = z.enum(['pass', 'fail', 'skip', 'broken', 'timeout', 'panic']);

export const checkResult = z.object({
	/** `<group>/<behaviour>` */
	name: z.string(),
	outcome: checkOutcome,
	/** Why it did not pass; empty when it did. */
	reason: z.string(),
	durationMs: z.int().nonnegative(),
	/** The kernel's complaints while it ran. */
	kernelWarnings: z.array(z.string()),
	/** What it printed; empty when it passed. */
	output: z.array(z.string()),
});

export const measurement = z.object({
	/** `<device>.<engine>.<rw>.<bs>.qd<depth>.<metric>` */
	name: z.string(),
	outcome: z.enum(['pass', 'skip', 'broken']),
	/** Why there is no number. */
	reason: z.string(),
	unit: z.enum(['io/s', 'ns', 'insns/io']),
	better: z.enum(['higher', 'lower']),
	/** Null when there is no number. */
	value: z.number().nullable(),
	samples: z.array(z.number()),
});

/** With what one bench ran: every parameter of the program, by its name. */
const benchParameters = z.object({
	bench: z.string(),
	parameters: z.record(z.string(), z.union([z.string(), z.int().nonnegative()])),
});

/** How long the IOs of one bench took. */
const benchLatencies = z.object({
	bench: z.string(),
	/** Rising upper bounds in ns, each with the number of IOs that took longer than the bound before it and no longer than this one. */
	buckets: z.array(z.tuple([z.int().nonnegative(), z.int().positive()])),
});

/** The executed instructions of one bench, counted and not sampled. */
export const benchCounts = z.object({
	/** `<device>.<engine>.<rw>.<bs>.qd<depth>` */
	bench: z.string(),
	ios: z.int().positive(),
	/** Most instructions first. All of user space is `[user]`. */
	functions: z.array(z.object({
		name: z.string(),
		kind: z.enum(['work', 'wait']),
		instructions: z.int().nonnegative(),
		insnsPerIo: z.number().nonnegative(),
	})),
});

export const resultSchema = z.object({
	schemaVersion: z.literal(1),
	runId: folderName,
	startedAt: z.iso.datetime(),
	durationMs: z.int().nonnegative(),
	command: z.string(),
	/** pass: exit 0; fail: 1; untestable: 125; broken: 128. */
	outcome: z.enum(['pass', 'fail', 'untestable', 'broken']),
	/** One sentence for a person. */
	summary: z.string(),
	target: folderName,
	variant: z.string(),
	tree: z.object({
		description: z.string(),
		/** Of the tree without the series: that of the repository it is from, or one made of an archive or a folder. */
		commit: z.string(),
		/** Of an archive. */
		sha256: z.string().optional(),
		/** Sources that the target names before this one. */
		passedOver: z.array(z.object({source: z.string(), reason: z.string()})).optional(),
	}),
	/** The virtual machine that was asked for; what its devices were granted stands in `boot`. */
	machine: z.object({
		cpus: z.int().positive(),
		memoryMiB: z.int().positive(),
		nvme: z.object({
			sizeMiB: z.int().positive(), queues: z.int().positive().exactOptional(), pollQueues: z.int().nonnegative(),
			lbaBytes: z.union([z.literal(512), z.literal(4096)]), count: z.int().positive(),
		}),
		/** --append and --qemu-args. */
		append: z.string(),
		qemuArgs: z.array(z.string()),
	}).optional(),
	/** What random checks among the planned ones start from, and how many operations each does: --seed and --fuzz-ops repeat it. */
	seed: z.int().nonnegative().optional(),
	fuzzOps: z.int().positive().optional(),
	series: z.object({
		source: z.string(),
		/** Of the mails that a Message-ID brought. */
		sha256: sha.optional(),
		/** Absent when a patch did not apply. */
		hash: sha.optional(),
		/** The prefix that was tested: the last patch's number, 0 for none. */
		patch: z.int().nonnegative(),
		total: z.int().nonnegative(),
		lastSubject: z.string().optional(),
		conflict: z.object({
			patch: z.string(), subject: z.string(), file: z.string(), hunk: z.string(), gitWords: z.string(),
		}).optional(),
	}),
	build: z.object({
		outcome: z.enum(['built', 'compile-error']),
		key: z.string().optional(),
		configHash: sha,
		compiler: z.string(),
		cached: z.boolean(),
		durationMs: z.int().nonnegative(),
		warnings: z.array(z.string()),
		errors: z.array(z.string()),
	}).optional(),
	boot: z.object({
		outcome: z.enum(['ok', 'panic', 'oops', 'hang', 'timeout', 'power-off', 'no-plan', 'qemu-failed']),
		reason: z.string(),
		/** The entry during which it went wrong. */
		entry: z.string().optional(),
		/** Why a boot before this one does not count: console-first.log has it. */
		bootedAgain: z.string().optional(),
		/** How many guests shared the checks; the others' consoles are guest-2/console.log and so on. */
		guests: z.int().positive().exactOptional(),
		accel: z.enum(['kvm', 'tcg']),
		/** Why not KVM. */
		accelReason: z.string(),
		qemu: z.string(),
		durationMs: z.int().nonnegative(),
		planMs: z.int().nonnegative().optional(),
		kernel: z.string().optional(),
		/** Poll queues that the NVMe driver granted. */
		pollQueues: z.int().nonnegative(),
		devices: z.array(z.object({name: z.string(), kind: z.string(), sectors: z.number(), pollQueues: z.number()})),
		kernelWarnings: z.array(z.object({kind: z.string(), line: z.string(), entry: z.string().optional()})),
		consoleTail: z.array(z.string()),
		/** What did not fit the guest protocol. */
		problems: z.array(z.string()),
	}).optional(),
	/** Numbers of runs with equal hashes may be compared; the parts say what was hashed. */
	fingerprint: z.object({hash: sha, parts: z.record(z.string(), z.string())}).optional(),
	checks: z.array(checkResult),
	measurements: z.array(measurement),
	parameters: z.array(benchParameters).optional(),
	latencies: z.array(benchLatencies).optional(),
	/** Of benches whose instructions were counted. */
	counts: z.array(benchCounts).optional(),
	/** Of the lines that the series adds; coverage.json has each. */
	coverage: z.object({
		executable: z.int().nonnegative(),
		executed: z.int().nonnegative(),
		/** Not executed, and the target says why. */
		excepted: z.int().nonnegative(),
		percent: z.number(),
	}).optional(),
	exec: z.object({
		argv: z.array(z.string()), status: z.int(), signal: z.int(), timedOut: z.boolean(),
	}).optional(),
	host: z.object({
		kernel: z.string(), cpu: z.string(), cpus: z.int(), node: z.string(),
	}),
});

export type RunResult = z.infer<typeof resultSchema>;
export type CheckResult = z.infer<typeof checkResult>;
export type Measurement = z.infer<typeof measurement>;
export type BenchCounts = z.infer<typeof benchCounts>;
export type RunOutcome = RunResult['outcome'];

/** The JSON Schema that outside readers get, committed as results/schema.json. */
export function makeJsonSchema(): object {
	return z.toJSONSchema(resultSchema);
}
