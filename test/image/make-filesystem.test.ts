import {stat} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {filesystemBytes, makeFilesystem, packSectors} from '../../harness/image/make-filesystem.js';
import {makeContext, makeTemporaryDir} from '../support.js';

const packedBytes = 8 + 512;

t.test('a sector with anything in it is kept, with its place', async t => {
	const disk = Buffer.alloc(512 * 5);
	disk[512] = 1;
	disk[512 * 5 - 1] = 2;
	const packed = packSectors(disk);
	t.equal(packed.length, 2 * packedBytes);
	t.strictSame([0, packedBytes].map(at => Number(packed.readBigUInt64LE(at))), [512, 512 * 4]);
	t.strictSame([packed[8], packed[packedBytes - 1], packed[2 * packedBytes - 1]], [1, 0, 2]);
	t.equal(packSectors(Buffer.alloc(4096)).length, 0);
});

t.test('mkfs.xfs makes a file system of few sectors, and nothing is left of its file', async t => {
	const workFile = path.join(await makeTemporaryDir(t), 'disk');
	for (const sectorBytes of [512, 4096] as const) {
		const packed = await makeFilesystem({workFile, sectorBytes}, await makeContext(t));
		t.equal(packed.subarray(8, 12).toString(), 'XFSB', 'the super block comes first');
		t.equal(packed.readUInt16BE(8 + 102), sectorBytes, 'sb_sectsize');
		t.equal(packed.length % packedBytes, 0);
		t.ok(packed.length < 200 * packedBytes, `${packed.length} bytes`);
		t.ok(Number(packed.readBigUInt64LE(packed.length - packedBytes)) < filesystemBytes);
		await t.rejects(stat(workFile), {code: 'ENOENT'});
	}
});
