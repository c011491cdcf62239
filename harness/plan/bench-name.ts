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

/** True for an engine that finds completions by polling the device. */
export function isPolledEngine(engine: string): boolean {
	return engine.includes('-polled');
}
