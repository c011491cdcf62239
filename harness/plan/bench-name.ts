// A bench is named by its parameters: `nvme.ring-polled.randread.4k.qd32`.

export interface BenchParameters {
	readonly device: string;
	readonly engine: string;
	readonly rw: string;
	readonly bsBytes: number;
	readonly queueDepth: number;
}

/** The parameters in a bench's name, or undefined when it is not one. Pure. */
export function parseBenchName(name: string): BenchParameters | undefined {
	const parts = /^(nvme|null|file)\.([a-z_]+(?:-[a-z]+)*)\.(randread|randwrite|read|write)\.([1-9][0-9]{0,4})k\.qd([1-9][0-9]{0,3})$/.exec(name);
	if (parts === null) return undefined;
	const [, device, engine, rw, kib, depth] = parts as unknown as [string, string, string, string, string, string];
	return {device, engine, rw, bsBytes: Number(kib) * 1024, queueDepth: Number(depth)};
}

/** The kind of the device that completes a bench's IO: below a file it is NVMe. */
export function pollingDevice(device: string): string {
	return device === 'file' ? 'nvme' : device;
}

/** True for an engine that finds completions by polling the device. */
export function isPolledEngine(engine: string): boolean {
	return engine.includes('-polled');
}

/** The bench that a metric is of: its name without the last part. */
export function benchOf(metric: string): string {
	return metric.slice(0, metric.lastIndexOf('.'));
}

/** True for an engine of an interface that every kernel has, with or without a series. */
export function isMainlineEngine(engine: string): boolean {
	return /^(?:sync|libaio|io_uring)(?:-|$)/.test(engine);
}

/**
 * True when two boots of one kernel execute the same instructions for this bench. Null_blk completes a request in the
 * submitter's own time, and who polls looks for completions when the counter lets it; an interrupt comes when a thread of
 * the emulator ran. A polled preadv2() is not exact on NVMe: it sleeps between polls, and an interrupt wakes it now and then.
 * Nothing is exact on a file: its disk holds data, which a thread of the emulator moves.
 */
export function isExactBench({device, engine}: Pick<BenchParameters, 'device' | 'engine'>): boolean {
	return device === 'null' || (device !== 'file' && isPolledEngine(engine) && engine !== 'sync-polled');
}

/** The same by the bench's name; of one that is not named by its parameters nothing is known. */
export function isExactName(bench: string): boolean {
	const parameters = parseBenchName(bench);
	return parameters !== undefined && isExactBench(parameters);
}
