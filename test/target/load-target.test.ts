import {mkdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {listTargets, loadTarget, parseTarget} from '../../harness/target/load-target.js';
import {makeTemporaryDir, projectDir, writeFiles} from '../support.js';

const minimal = {description: 'a target', tree: {type: 'dir', dir: '/linux'}, config: ['base']};

t.test('what is not said has a default', async t => {
	const target = parseTarget(JSON.stringify(minimal), 'target.json');
	t.match(target, {
		...minimal, series: '.', syscalls: {}, benches: [], waiting: [], profile: [], layers: [], coverage: {percentMin: 95, exceptions: []},
		checks: {include: ['**'], maySkip: [], timeoutMs: Number},
		vm: {cpus: Number, memoryMiB: Number, nvme: {sizeMiB: Number, pollQueues: 1}, bootTimeoutMs: Number},
	});
	t.match(target, {variants: {}, vm: {countParameters: []}});
	const {vm} = parseTarget(JSON.stringify({...minimal, vm: {nvme: {pollQueues: 0}}}), 'target.json');
	t.strictSame(vm, {...target.vm, nvme: {...target.vm.nvme, pollQueues: 0}}, 'and a part that is said leaves the rest');
});

/** Each wrong field, and the words that name it. */
const wrong: ReadonlyArray<readonly [object, string]> = [
	[{description: ''}, 'description: '],
	[{description: undefined}, 'description: '],
	[{descripton: 'typo'}, 'descripton'],
	[{tree: undefined}, 'tree: '],
	[{variants: {kasan: []}}, 'variants.kasan: '],
	[{variants: {kasan: ['../kasan']}}, 'variants.kasan[0]: '],
	[{vm: {countParameters: ['two words']}}, 'vm.countParameters[0]: a kernel parameter'],
	[{tree: {type: 'svn'}}, 'tree.type: '],
	[{tree: {type: 'dir'}}, 'tree.dir: '],
	[{tree: {type: 'dir', dir: '/x', url: 'y'}}, 'tree: '],
	[{tree: {type: 'debian', package: 'linux-image-6.1'}}, 'tree.package: a Debian linux-source package name'],
	[{tree: {type: 'debian', package: 'linux-source-6.1/../../etc'}}, 'tree.package: '],
	[{tree: {type: 'tarball', file: 'linux.tar.xz', sha256: 'ABC'}}, 'tree.sha256: 64 lower-case hex digits'],
	[{tree: {type: 'tarball', sha256: '0'.repeat(64)}}, 'tree.file: '],
	[{tree: {type: 'tarball', file: 'x.tar', url: 'https://example.org/x.tar', sha256: '0'.repeat(64)}}, 'tree.file: a file or a url'],
	[{tree: {type: 'tarball', url: 'ftp://example.org/x.tar', sha256: '0'.repeat(64)}}, 'tree.url: an http or https URL'],
	[{tree: {type: 'tarball', url: 'https://example.org/x.tar'}}, 'tree.sha256: '],
	[{tree: {type: 'git', url: 'https://example.org/linux'}}, 'tree.ref: '],
	[{tree: {type: 'git', url: 'ext::sh -c reboot', ref: 'v5.0'}}, 'tree.url: a git, http, https, ssh or file URL'],
	[{tree: {type: 'git', url: '--upload-pack=reboot', ref: 'v5.0'}}, 'tree.url: '],
	[{tree: {type: 'git', url: 'ssh://-oProxyCommand=reboot/x', ref: 'v5.0'}}, 'tree.url: '],
	[{tree: {type: 'git', url: 'https://me:secret@example.org/linux', ref: 'v5.0'}}, 'tree.url: without a password'],
	[{tree: {type: 'git', url: 'https://example.org/linux', ref: 'v5.0', commit: '1c163f4'}}, 'tree.commit: 40 lower-case hex digits'],
	[{tree: []}, 'tree: '],
	[{tree: [{type: 'dir', dir: 'x'}, {type: 'git', url: 'https://example.org/linux'}]}, 'tree[1].ref: '],
	[{config: []}, 'config: '],
	[{config: 'base'}, 'config: '],
	[{config: ['base', '../x']}, 'config[1]: '],
	[{series: 7}, 'series: '],
	[{syscalls: {io_setup2: 'three'}}, 'syscalls.io_setup2: '],
	[{syscalls: {io_setup2: 4096}}, 'syscalls.io_setup2: '],
	[{syscalls: {'bad name': 1}}, 'syscalls.bad name: '],
	[{checks: {include: '**'}}, 'checks.include: '],
	[{checks: {maySkip: [1]}}, 'checks.maySkip[0]: '],
	[{checks: {timeoutMs: 1}}, 'checks.timeoutMs: '],
	[{claims: [{bench: 'nvme.ring.randread.4k.qd1', iops: 0, description: 'fast', source: 'a mail'}]}, 'claims[0].iops: '],
	[{claims: [{bench: 'nvme.ring.randread.4k.qd1', iops: 1, description: 'fast'}]}, 'claims[0].source: '],
	[{benches: [{devices: ['sda'], engines: ['ring'], rw: ['randread'], bs: ['4k'], qd: [1]}]}, 'benches[0].devices[0]: '],
	[{benches: [{devices: ['nvme'], engines: ['Ring'], rw: ['randread'], bs: ['4k'], qd: [1]}]}, 'benches[0].engines[0]: '],
	[{benches: [{devices: ['nvme'], engines: ['ring'], rw: ['trim'], bs: ['4k'], qd: [1]}]}, 'benches[0].rw[0]: '],
	[{benches: [{devices: ['nvme'], engines: ['ring'], rw: ['read'], bs: ['4096'], qd: [1]}]}, 'benches[0].bs[0]: a block size in KiB such as 4k'],
	[{benches: [{devices: ['nvme'], engines: ['ring'], rw: ['read'], bs: ['4k'], qd: [0]}]}, 'benches[0].qd[0]: '],
	[{benches: [{devices: ['nvme'], engines: ['ring'], rw: ['read'], bs: ['4k']}]}, 'benches[0].qd: '],
	[{waiting: 'idle'}, 'waiting: '],
	[{profile: 'x'}, 'profile: '],
	[{layers: [{name: 'aio', functions: []}]}, 'layers[0].functions: '],
	[{layers: [{functions: ['aio_*']}]}, 'layers[0].name: '],
	[{coverage: {percentMin: 101}}, 'coverage.percentMin: '],
	[{coverage: {exceptions: [{file: 'fs/aio.c', text: 'BUG();'}]}}, 'coverage.exceptions[0].reason: '],
	[{vm: {cpus: 0}}, 'vm.cpus: '],
	[{vm: {cpus: 1.5}}, 'vm.cpus: '],
	[{vm: {memoryMiB: '512'}}, 'vm.memoryMiB: '],
	[{vm: {nvme: {sizeMiB: 1}}}, 'vm.nvme.sizeMiB: '],
	[{vm: {nvme: {pollQueues: -1}}}, 'vm.nvme.pollQueues: '],
	[{vm: {bootTimeoutMs: 10}}, 'vm.bootTimeoutMs: '],
];

t.test('a wrong field is refused by its name', async t => {
	for (const [fields, words] of wrong) {
		try {
			parseTarget(JSON.stringify({...minimal, ...fields}), 'patches/x/target.json');
			t.fail(`taken: ${JSON.stringify(fields)}`);
		} catch (error) {
			t.match(error, {code: 'ERR_INPUT', exitCode: 129});
			t.ok((error as Error).message.startsWith('patches/x/target.json: '), 'the file is named');
			t.ok((error as Error).message.includes(words), `${JSON.stringify(fields)}: ${(error as Error).message}`);
		}
	}
});

t.test('every wrong field is named, not only the first', async t => {
	t.throws(() => parseTarget(JSON.stringify({...minimal, description: '', vm: {cpus: 0}}), 'target.json'), {message: /description: .*; vm\.cpus: /});
});

t.test('what is not JSON, or not an object, is refused', async t => {
	t.throws(() => parseTarget('{"description": ', 'target.json'), {message: /^target\.json is not JSON: /, exitCode: 129});
	t.throws(() => parseTarget('[]', 'target.json'), {message: /^target\.json: .*expected object/i, exitCode: 129});
	t.throws(() => parseTarget('', 'target.json'), {message: /is not JSON/, exitCode: 129});
});

t.test('targets are the folders with a target.json', async t => {
	const dir = await makeTemporaryDir(t);
	t.strictSame(await listTargets({projectDir: dir}), [], 'none without patches/');
	await writeFiles(dir, {'patches/b/target.json': JSON.stringify(minimal), 'patches/a/target.json': JSON.stringify(minimal), 'patches/README': ''});
	await mkdir(path.join(dir, 'patches/empty'));
	t.strictSame(await listTargets({projectDir: dir}), ['a', 'b']);
	const target = await loadTarget('a', {projectDir: dir});
	t.equal(target.name, 'a');
	t.equal(target.dir, path.join(dir, 'patches/a'));
	for (const name of ['c', 'empty', '../patches/a', '']) {
		await t.rejects(loadTarget(name, {projectDir: dir}), {message: `unknown target '${name}'`, hint: /^targets are: a, b /, exitCode: 129});
	}
});

t.test('a target.json that cannot be read is named', async t => {
	const dir = await makeTemporaryDir(t);
	await mkdir(path.join(dir, 'patches/a/target.json'), {recursive: true});
	await t.rejects(loadTarget('a', {projectDir: dir}), {code: 'ERR_INPUT', message: /patches\/a\/target\.json is a folder, not a file to read$/});
	await writeFiles(dir, {'patches/b/target.json': `\ufeff${JSON.stringify(minimal)}`});
	t.equal((await loadTarget('b', {projectDir: dir})).description, minimal.description, 'with a byte order mark it is one');
});

t.test('every committed target loads', async t => {
	const names = await listTargets({projectDir});
	t.ok(names.includes('debian-6.1'));
	for (const name of names) t.equal((await loadTarget(name, {projectDir})).name, name);
});
