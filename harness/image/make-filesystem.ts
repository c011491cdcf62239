// Out: what mkfs.xfs writes to an empty device, as the guest's checks put it on theirs: a sequence of
// sectors, each with its offset before it (8 bytes, little-endian). Some 80 of them make an XFS, so a
// guest needs no mkfs of its own. The file system is smaller than mkfs.xfs makes for production, and without
// what kernels before 5.10 cannot mount.
import {readFile, rm, truncate, writeFile} from 'node:fs/promises';
import type {Context} from '../context.js';
import {mustRunTool} from '../lib/exec.js';

export const filesystemBytes = 64 * 2 ** 20;
/** Of the packed form, whatever the device's own. */
const packedBytes = 512;
const mkfsTimeoutMs = 30_000;
/** What mkfs.xfs wants to see before it makes a file system under 300 MB; its own tests set the same. */
const env = {TEST_DIR: '1', TEST_DEV: '1', QA_CHECK_FS: '1'};

/** Makes an XFS for a device with such sectors in the file `workFile`, which is gone afterwards, and returns what it holds. */
export async function makeFilesystem({workFile, sectorBytes}: {readonly workFile: string; readonly sectorBytes: 512 | 4096}, ctx: Context): Promise<Buffer> {
	try {
		await writeFile(workFile, '');
		await truncate(workFile, filesystemBytes);
		await mustRunTool({stage: 'image', file: 'mkfs.xfs', args: ['-q', '-m', 'bigtime=0,inobtcount=0', '-d', 'agcount=2', '-l', 'size=8m', '-s', `size=${sectorBytes}`, workFile], env, timeoutMs: mkfsTimeoutMs}, ctx);
		return packSectors(await readFile(workFile));
	} finally {
		await rm(workFile, {force: true});
	}
}

/** The sectors that are not empty. Pure. */
export function packSectors(disk: Buffer): Buffer {
	const chunks: Buffer[] = [];
	const empty = Buffer.alloc(packedBytes);
	for (let offset = 0; offset < disk.length; offset += packedBytes) {
		const sector = disk.subarray(offset, offset + packedBytes);
		if (sector.equals(empty)) continue;
		const place = Buffer.alloc(8);
		place.writeBigUInt64LE(BigInt(offset));
		chunks.push(place, sector);
	}
	return Buffer.concat(chunks);
}
