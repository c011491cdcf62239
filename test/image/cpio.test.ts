import {readFile, readlink, stat, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {writeCpio, type CpioEntry} from '../../harness/image/cpio.js';
import {makeTemporaryDir} from '../support.js';

const file = (name: string, text: string, mode = 0o644): CpioEntry => ({type: 'file', name, mode, data: Buffer.from(text)});

/** What cpio(1) lists, a line per entry: mode, links, size or device numbers, name. */
async function list(archive: Buffer): Promise<readonly string[]> {
	const {stdout} = await execa('cpio', ['--list', '--verbose', '--numeric-uid-gid', '--quiet'], {input: archive, env: {TZ: 'UTC', LC_ALL: 'C'}});
	return stdout.split('\n').map(line => line.replace(/^(\S+) +(\d+) +\d+ +\d+ +(\d+(?:, +\d+)?) .*? 1970 /, '$1 $2 $3 ').replace(/, +/, ','));
}

t.test('cpio reads files, folders, links and devices', async t => {
	const archive = writeCpio([
		{type: 'char-device', name: 'dev/console', major: 5, minor: 1},
		{type: 'dir', name: '/proc'},
		file('init', '#!/bin/sh\n', 0o755),
		file('/etc/a/b', 'text'),
		{type: 'symlink', name: 'bin/sh', target: '/init'},
		file('empty', ''),
	]);
	t.strictSame(await list(archive), [
		'drwxr-xr-x 1 0 dev',
		'crw------- 1 5,1 dev/console',
		'drwxr-xr-x 1 0 proc',
		'-rwxr-xr-x 1 10 init',
		'drwxr-xr-x 1 0 etc',
		'drwxr-xr-x 1 0 etc/a',
		'-rw-r--r-- 1 4 etc/a/b',
		'drwxr-xr-x 1 0 bin',
		'lrwxrwxrwx 1 5 bin/sh -> /init',
		'-rw-r--r-- 1 0 empty',
	]);
});

t.test('what is extracted is what was put in, whatever the lengths', async t => {
	const dir = await makeTemporaryDir(t);
	const entries = Array.from({length: 9}, (_, length): CpioEntry => file(`d/${'n'.repeat(length + 1)}`, 'x'.repeat(length), 0o750));
	const binary = Buffer.from(Array.from({length: 256}, (_, byte) => byte));
	const archive = writeCpio([...entries, {type: 'file', name: 'binary', mode: 0o100600, data: binary}, {type: 'symlink', name: 'link', target: 'd/n'}]);
	await writeFile(path.join(dir, 'archive'), archive);
	await execa('cpio', ['--extract', '--quiet', '--file', 'archive'], {cwd: dir});
	for (let length = 0; length < 9; length += 1) {
		const extracted = path.join(dir, 'd', 'n'.repeat(length + 1));
		t.equal(await readFile(extracted, 'utf8'), 'x'.repeat(length));
		t.equal((await stat(extracted)).mode & 0o7777, 0o750);
	}
	t.strictSame(await readFile(path.join(dir, 'binary')), binary);
	t.equal((await stat(path.join(dir, 'binary'))).mode & 0o7777, 0o600);
	t.equal(await readlink(path.join(dir, 'link')), 'd/n');
});

t.test('an archive ends on a boundary, so that another can follow', async t => {
	const first = writeCpio([file('a', '1')]);
	t.equal(first.length % 4, 0);
	t.match(first.subarray(-14).toString(), /TRAILER!!!\0/);
	const both = Buffer.concat([first, writeCpio([file('b', '22')])]);
	t.ok(both.includes('070701', first.length), 'the second header stands right behind the first archive');
});

t.test('a folder is written once', async t => {
	const names = (await list(writeCpio([{type: 'dir', name: 'a/b'}, file('a/b/c', ''), {type: 'dir', name: 'a'}]))).map(line => line.split(' ').at(-1));
	t.strictSame(names, ['a', 'a/b', 'a/b/c']);
});
