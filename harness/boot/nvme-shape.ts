// The NVMe devices of a machine: how large, with how many queues, in blocks of what size, and how many. The usual ones are
// those that every number was measured on unless its result says otherwise. Pure.
import {isDeepStrictEqual} from 'node:util';

export interface NvmeShape {
	/** Of each device's namespace. */
	readonly sizeMiB: number;
	/** Queues that interrupt; absent: as many as the driver asks for, one for each CPU. */
	readonly queues?: number;
	/** Queues that are polled, on top of those. */
	readonly pollQueues: number;
	/** Logical block size. */
	readonly lbaBytes: 512 | 4096;
	/** Controllers with one namespace each: /dev/nvme0n1, /dev/nvme1n1 ... */
	readonly count: number;
}

export const usualNvme: NvmeShape = {sizeMiB: 256, pollQueues: 1, lbaBytes: 512, count: 1};

export function isUsualNvme(shape: NvmeShape): boolean {
	return isDeepStrictEqual(shape, usualNvme);
}

/** As `--nvme` takes it; empty when nothing is asked for. */
export function formatNvme({sizeMiB, queues, pollQueues, lbaBytes, count}: Partial<NvmeShape>): string {
	const fields = {'size': sizeMiB === undefined ? undefined : `${sizeMiB}M`, queues, 'poll-queues': pollQueues, 'lba': lbaBytes, count};
	return Object.entries(fields).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}=${value}`).join(',');
}

export function describeNvme({sizeMiB, queues, pollQueues, lbaBytes, count}: NvmeShape): string {
	return [
		`${count === 1 ? '' : `${count} of `}${sizeMiB} MiB`,
		`${queues === undefined ? '' : `${queues} interrupt and `}${pollQueues} poll queue${pollQueues === 1 && queues === undefined ? '' : 's'}`,
		`blocks of ${lbaBytes} bytes`,
	].join(', ');
}
