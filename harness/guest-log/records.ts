// The JSON records that the guest puts between its KTAP lines (`# record {...}`), validated:
// whatever comes from a guest is untrusted, sizes included.
import {z} from 'zod';

const count = z.int().nonnegative();
const name = z.string().min(1).max(200);

const guest = z.object({
	type: z.literal('guest'),
	kernel: z.string().max(200),
	version: z.string().max(400),
	cpus: count,
	memoryKiB: count,
	cmdline: z.string().max(4096),
});

const device = z.object({
	type: z.literal('device'),
	name,
	kind: z.enum(['nvme', 'null']),
	sectors: count,
	/** Poll queues that the driver granted, not those that were asked for. */
	pollQueues: count,
});

/** Upper bounds, each above the one before it, and how many IOs took that long; HISTOGRAM_PRINTED_MAX in guest-tools/bench/bench.h. */
const latencyBuckets = z.array(z.tuple([count, count.min(1)])).max(128)
	.refine(buckets => buckets.every(([upper], index) => index === 0 || upper > buckets[index - 1]![0]), 'upper bounds do not rise');

/** One bench's raw integers. */
const measurement = z.object({
	type: z.literal('measurement'),
	name,
	ios: count,
	elapsed_ns: count.min(1),
	parameters: z.record(z.string().regex(/^[a-z_]{1,16}$/), z.union([z.string().max(200), count])).optional(),
	lat_ns: z.record(z.string().regex(/^[a-z0-9_]{1,16}$/), count).optional(),
	lat_buckets_ns: latencyBuckets.optional(),
}).loose();

export const recordSchema = z.discriminatedUnion('type', [
	guest,
	device,
	measurement,
	z.object({type: z.literal('start'), name}),
	z.object({
		type: z.literal('end'), name,
		status: z.int(), signal: z.int(), timedOut: z.boolean(), durationMs: count,
	}),
	z.object({type: z.literal('exec'), status: z.int().min(0).max(255), signal: z.int().min(0).max(64), timedOut: z.boolean()}),
	z.object({type: z.literal('done')}),
]);

export type GuestRecord = z.infer<typeof recordSchema>;
export type GuestFacts = z.infer<typeof guest>;
export type DeviceFacts = z.infer<typeof device>;
export type MeasurementRecord = z.infer<typeof measurement>;
