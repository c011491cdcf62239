// What a bisection asks, sees and comes to, as data: its log is made of it, and so is what --json prints.
import {z} from 'zod';
import type {FunctionChange} from '../compare/comparison.js';
import {benchCounts, checkResult} from '../result/result-schema.js';

const question = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('check'),
		/** Names or globs. */
		checks: z.array(z.string()),
		/** A prefix is good when it is in that many boots. */
		repeats: z.int().positive(),
		/** For checks that draw at random: the same in every boot. */
		fuzz: z.object({seed: z.int().nonnegative(), ops: z.int().positive()}),
	}),
	z.object({
		kind: z.literal('metric'),
		bench: z.string(),
		/** By how much work may grow and still be the same. */
		threshold: z.union([z.object({percent: z.number()}), z.object({perIo: z.number()})]),
		/** A series whose counts are what is expected of each prefix; null: the good end's are. */
		against: z.string().nullable(),
	}),
]);

/** What is wrong at the bad end, and is looked for in the prefixes before it. */
const symptom = z.discriminatedUnion('kind', [
	/** `skipping`: those among them that are wrong because they skip. */
	z.object({kind: z.literal('checks'), names: z.array(z.string()), skipping: z.array(z.string())}),
	/** The run fails, whatever its checks say: the kernel does not come up. */
	z.object({kind: z.literal('run')}),
]);

const failingCheck = checkResult.pick({name: true, outcome: true, reason: true, output: true});

/** A prefix that was tested. */
const probe = z.object({
	patch: z.int().nonnegative(),
	/** Of its last patch; empty without any. */
	subject: z.string(),
	/** Of the prefix as it was tested; another text is another prefix. */
	seriesHash: z.string(),
	verdict: z.enum(['good', 'bad', 'skip']),
	/** What was seen. */
	sentence: z.string(),
	/** Of this prefix, and those of them in which it was bad. */
	boots: z.int().nonnegative(),
	badBoots: z.int().nonnegative(),
	durationMs: z.int().nonnegative(),
	runIds: z.array(z.string()),
	/** Of the bad end. */
	symptom: symptom.nullable(),
	failing: z.array(failingCheck),
	counts: benchCounts.nullable(),
	/** What was expected of it; null counts: no number either. */
	reference: z.object({patch: z.int().nonnegative(), runId: z.string(), booted: z.boolean(), counts: benchCounts.nullable()}).nullable(),
});

/** Everything that the verdicts depend on besides the text of the series. */
const request = z.object({
	target: z.string(), tree: z.string().nullable(), series: z.string().nullable(), variant: z.string(),
	accel: z.enum(['auto', 'kvm', 'tcg']), cpus: z.int().nullable(),
	nvme: z.object({
		sizeMiB: z.int().exactOptional(), queues: z.int().exactOptional(), pollQueues: z.int().exactOptional(),
		lbaBytes: z.union([z.literal(512), z.literal(4096)]).exactOptional(), count: z.int().exactOptional(),
	}),
	append: z.array(z.string()), qemuArgs: z.array(z.string()),
	totalTimeoutMs: z.number().nullable(),
	/** Prefixes; a null end is the whole series. */
	from: z.int().nonnegative(), to: z.int().nonnegative().nullable(),
	question,
});

export const bisectLogSchema = z.object({
	schemaVersion: z.literal(1),
	request,
	/** Hash of the guest programs. */
	guestTools: z.string(),
	/** In the order in which they were tested. */
	probes: z.array(probe),
	/** Was there anything left to test? */
	done: z.boolean(),
});

export type Question = z.infer<typeof question>;
export type Symptom = z.infer<typeof symptom>;
export type FailingCheck = z.infer<typeof failingCheck>;
export type Probe = z.infer<typeof probe>;
export type BisectRequest = z.infer<typeof request>;
export type BisectLog = z.infer<typeof bisectLogSchema>;

/** A patch that may be the first bad one. */
export interface Suspect {
	readonly patch: number;
	/** Its file, or its commit. */
	readonly name: string;
	readonly subject: string;
	readonly diffStat: string;
}

export interface Bisection {
	readonly schemaVersion: 1;
	readonly target: string;
	readonly question: Question;
	/** The last prefix known to be good, and the first known to be bad. */
	readonly good: number;
	readonly bad: number;
	/** One, or several where the prefixes between cannot be tested. */
	readonly suspects: readonly Suspect[];
	readonly probes: readonly Probe[];
	/** Of this invocation; `referenceBoots` were of the reference. */
	readonly boots: number;
	readonly referenceBoots: number;
	/** Most probes that it could have taken, each prefix being testable. */
	readonly probesMax: number;
	readonly durationMs: number;
	/** Null when nothing was repeated. */
	readonly confidence: Confidence | null;
	/** What is wrong with the bad prefix. */
	readonly failing: readonly FailingCheck[];
	/** What the bad prefix costs against the good one, or against what was expected of it. */
	readonly work: {readonly base: string; readonly sentence: string; readonly functions: readonly FunctionChange[]} | null;
	/** Commands that show it again. */
	readonly reproduce: readonly string[];
	readonly log: string;
	readonly summary: string;
}

/** How sure the answer is, when what is wrong comes and goes. */
export interface Confidence {
	/** That no bad prefix was taken for a good one. */
	readonly probability: number;
	/** What the bad end did. */
	readonly badBoots: number;
	readonly boots: number;
	readonly repeats: number;
}
