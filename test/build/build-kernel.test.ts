import {chmod, readFile, readdir, rm, stat, truncate, utimes, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {execa} from 'execa';
import t from 'tap';
import {fakeKernelFiles, makeContext, writeFiles, type TestContext} from '../support.js';
import {built, makeSetting} from './setting.js';

// Some thirty builds, small ones, on a machine that may have other things to do.
t.setTimeout(180_000);

t.test('a kernel is built once, and kept with what it was made from', async t => {
	const {ctx, build} = await makeSetting(t);
	const first = built(await build());
	t.match(first, {cached: false, warnings: [], compiler: /gcc/, key: /^[0-9a-f]{32}$/, configHash: /^[0-9a-f]{64}$/});
	t.strictSame((await readdir(first.dir)).sort(), ['.sha256', 'build.log', 'kernel.config', 'kernel.json', 'vmlinux']);
	t.match(await readFile(path.join(first.dir, 'kernel.config'), 'utf8'), /^CONFIG_AIO=y$/m);
	t.match(await readFile(path.join(first.dir, 'build.log'), 'utf8'), /CC {6}fs\/aio\.o/);
	t.ok(ctx.events.some(({type, text}) => type === 'log' && text.includes('CC      fs/aio.o')), 'its lines were told');
	ctx.events.length = 0;
	const second = built(await build());
	t.match(second, {cached: true, key: first.key});
	t.notOk(ctx.events.some(({type, stage}) => type === 'start' && stage === 'build'), 'the second time nothing is compiled');
});

t.test('a kernel that is damaged in the cache is built again', async t => {
	const {ctx, build} = await makeSetting(t);
	const {dir, vmlinux} = built(await build());
	const whole = await readFile(vmlinux);
	for (const harm of [async () => truncate(vmlinux, whole.length - 1), async () => writeFile(vmlinux, whole.map((byte, at) => at === 40 ? byte ^ 1 : byte)), async () => rm(path.join(dir, 'kernel.json'))]) {
		await harm();
		ctx.events.length = 0;
		t.match(built(await build()), {cached: false});
		t.match(ctx.events.find(({type}) => type === 'notice'), {text: `${dir} is damaged: built again`});
		t.ok(whole.equals(await readFile(vmlinux)));
	}
});

t.test('after the clock was set back what changes is compiled', async t => {
	const {ctx, dir, build} = await makeSetting(t);
	const {vmlinux} = built(await build());
	const buildDir = path.join(await findSource(ctx), 'build/default');
	const future = Date.now() / 1000 + 86_400;
	for (const name of await readdir(buildDir, {recursive: true})) await utimes(path.join(buildDir, name), future, future);
	await writeFiles(dir, {'fs/aio.c': 'int another;\n'});
	const second = built(await build());
	t.notOk((await readFile(vmlinux)).equals(await readFile(second.vmlinux)));
	t.match(await readFile(path.join(second.dir, 'build.log'), 'utf8'), /CC {6}fs\/aio\.o/);
	t.ok(ctx.events.some(({type, text}) => type === 'notice' && text.startsWith('the clock was set back')));
});

/** The one source in this cache. */
async function findSource({cacheDir}: {readonly cacheDir: string}): Promise<string> {
	const [name] = (await readdir(path.join(cacheDir, 'sources'))).filter(entry => !entry.endsWith('.lock'));
	return path.join(cacheDir, 'sources', name!);
}

t.test('what went in names it: sources, configuration, flags', async t => {
	const {ctx, build} = await makeSetting(t);
	const first = built(await build());
	const bytes = await readFile(first.vmlinux);
	const others = [
		built(await build({}, {config: 'CONFIG_AIO=y\nCONFIG_SMP=y\n'})).key,
		built(await build({}, {ctx: {...ctx, env: {...ctx.env, KCFLAGS: '-g'}}})).key,
		built(await build({'fs/aio.c': 'int other;\n'})).key,
	];
	t.equal(new Set([first.key, ...others]).size, 4);
	await rm(first.dir, {recursive: true});
	const again = built(await build({'fs/aio.c': fakeKernelFiles['fs/aio.c']!}));
	t.match(again, {key: first.key, cached: false}, 'and back again it is the first one');
	t.ok(bytes.equals(await readFile(again.vmlinux)), 'to the byte');
});

t.test('a tree that lost the modes of its scripts builds, and once built it stays built', async t => {
	const {ctx, dir, input, build} = await makeSetting(t);
	const makefile = await readFile(path.join(dir, 'Makefile'), 'utf8');
	await chmod(path.join(dir, 'scripts/kconfig/merge_config.sh'), 0o644);
	const first = built(await build({'scripts/once': '#!/bin/sh\n', 'Makefile': `${makefile.replace('bzImage:', '$(O)/aio.o: scripts/once\nbzImage:')}\t@scripts/once\n`}));
	t.ok(ctx.events.some(({type, text}) => type === 'notice' && text.includes('not executable')), 'and it is said');
	t.equal((await stat(path.join(dir, 'scripts/once'))).mode & 0o111, 0, 'the folder itself stays as it is');
	await rm(first.dir, {recursive: true});
	ctx.events.length = 0;
	// git compares whole seconds: in a kernel's tree there are some between checkout and chmod.
	await sleep(1100);
	await chmod(path.join((await input()).tree.sourceDir, 'tree/scripts/once'), 0o755);
	built(await build());
	t.notOk(ctx.events.some(({text}) => text.includes('CC      fs/aio.o')), 'scripts are not written again by the next checkout');
});

t.test('line tables of some files: another kernel, the same code', async t => {
	const {build} = await makeSetting(t);
	const files = {'fs/aio.c': 'int twice(int value)\n{\n\treturn 2 * value;\n}\n'};
	const plain = built(await build(files));
	const described = built(await build(files, {variant: 'coverage', lineTablesOf: ['fs/aio.c']}));
	t.not(described.key, plain.key);
	const dump = async ({vmlinux}: {vmlinux: string}, ...args: string[]): Promise<string> => (await execa('objdump', [...args, vmlinux])).stdout.replaceAll(vmlinux, 'vmlinux');
	t.match(await dump(described, '--dwarf=decodedline'), /aio\.c +3 /);
	t.notMatch(await dump(plain, '--dwarf=decodedline'), /aio\.c +3 /);
	t.equal(await dump(described, '--disassemble'), await dump(plain, '--disassemble'));
});

t.test('without PVH there is a bzImage to boot, also for who gets it from the cache', async t => {
	const {build} = await makeSetting(t);
	const pvh = built(await build());
	t.equal(pvh.bootImage, pvh.vmlinux);
	for (const cached of [false, true]) {
		const kernel = built(await build({}, {config: '# CONFIG_PVH is not set\n'}));
		t.match(kernel, {cached, bootImage: path.join(kernel.dir, 'bzImage'), vmlinux: path.join(kernel.dir, 'vmlinux')});
		t.strictSame((await readdir(kernel.dir)).sort(), ['.sha256', 'build.log', 'bzImage', 'kernel.config', 'kernel.json', 'vmlinux']);
	}
});

t.test('a fragment\'s make variables are given to make', async t => {
	const {build} = await makeSetting(t);
	const source = {'fs/aio.c': '#ifndef GIVEN\n#error not given\n#endif\n'};
	t.match(await build(source), {outcome: 'compile-error'});
	t.match(await build(source, {config: 'CONFIG_AIO=y\n# kernel-test: make=OTHER=1 EXTRA=-DGIVEN\n'}), {outcome: 'built'});
});

t.test('warnings are kept, also for who gets it from the cache', async t => {
	const {build} = await makeSetting(t);
	const source = {'fs/aio.c': 'int f(void)\n{\n\tint unused;\n\treturn 0;\n}\n'};
	for (const cached of [false, true]) {
		const kernel = built(await build(source));
		t.equal(kernel.cached, cached);
		t.match(kernel.warnings[0], /fs\/aio\.c:3:13: warning: unused variable/);
	}
});

t.test('a kernel that does not compile is a result, with the compiler\'s lines', async t => {
	const {build} = await makeSetting(t);
	const kernel = await build({'fs/aio.c': 'int f(void)\n{\n\treturn nothing;\n}\n'});
	t.match(kernel, {outcome: 'compile-error', errors: [/fs\/aio\.c:3:16: error: .*nothing.* undeclared/, /return nothing/, /\^/], log: /Error 1/});
	t.match(await build({'fs/aio.c': 'int mended;\n'}), {outcome: 'built'});
});

t.test('an option that did not survive stops the build by name', async t => {
	const {build} = await makeSetting(t);
	await build();
	await t.rejects(build({}, {config: 'CONFIG_SMP=y\nCONFIG_NO_SUCH=y\n'}), {
		code: 'ERR_INPUT', exitCode: 129, stage: 'build', message: 'options did not survive olddefconfig: CONFIG_NO_SUCH=y (base.config)',
	});
	const {dir} = built(await build({'fs/aio.c': 'int other;\n'}));
	t.notMatch(await readFile(path.join(dir, 'kernel.config'), 'utf8'), /SMP/, 'and the configuration is made anew afterwards');
	await t.rejects(build({}, {config: 'CONFIG_NO_SUCH=y\n'}), {message: /CONFIG_NO_SUCH=y/}, 'every time');
});

t.test('the configuration is completed again when a Kconfig file has changed, and only then', async t => {
	const {build} = await makeSetting(t);
	const completes = async (files: Readonly<Record<string, string>>): Promise<boolean> =>
		/completing/.test(await readFile(path.join(built(await build(files)).dir, 'build.log'), 'utf8'));
	t.equal(await completes({}), true);
	t.equal(await completes({'fs/aio.c': 'int other;\n'}), false);
	t.equal(await completes({'fs/Kconfig': 'config AIO\n'}), true);
	t.equal(await completes({'fs/aio.c': 'int third;\n'}), false);
});

t.test('what fails with the machine is not blamed on the patch', async t => {
	const {dir, build} = await makeSetting(t);
	const original = await readFile(path.join(dir, 'Makefile'), 'utf8');
	const failing = (recipe: string): Readonly<Record<string, string>> => ({Makefile: original.replace('@cp $< $(O)/vmlinux', recipe)});
	await t.rejects(build(failing('@echo something odd; exit 2')), {code: 'ERR_MACHINE', exitCode: 128, message: /without an error of the compiler's, exit code 2:\n[^]*something odd/, logPath: /build\.log$/});
	await t.rejects(build(failing('@echo "x.c:1:1: fatal error: closing x.o: No space left on device"; exit 1')), {code: 'ERR_MACHINE', message: /^no space left in /, hint: /KERNEL_TEST_CACHE/});
	await t.rejects(build(failing('@echo "gcc: fatal error: Killed signal terminated program cc1"; exit 1')), {code: 'ERR_MACHINE'});
});

t.test('a compiler that is not there is named', async t => {
	const {ctx, build} = await makeSetting(t);
	await t.rejects(build({}, {ctx: {...ctx, env: {...ctx.env, CC: 'no-such-gcc'}}}), {code: 'ERR_MACHINE', message: 'no-such-gcc is not installed'});
});

t.test('variants have their own folders', async t => {
	const {build} = await makeSetting(t);
	const [plain, kasan] = [built(await build()), built(await build({}, {variant: 'kasan', config: 'CONFIG_AIO=y\nCONFIG_KASAN=y\n'}))];
	t.not(plain.key, kasan.key);
	t.notMatch(await readFile(path.join(plain.dir, 'kernel.config'), 'utf8'), /KASAN/);
	t.match(await readFile(path.join(kasan.dir, 'kernel.config'), 'utf8'), /^CONFIG_KASAN=y$/m);
});

t.test('an interrupted build leaves no kernel, and the next one is whole', async t => {
	const {ctx, dir, build} = await makeSetting(t);
	const original = await readFile(path.join(dir, 'Makefile'), 'utf8');
	const other = {...await makeContext(t), cacheDir: ctx.cacheDir, env: ctx.env};
	const emit = (event: Parameters<TestContext['emit']>[0]): void => {
		if (event.type === 'log' && event.text.includes('half way')) other.interrupt();
	};
	await t.rejects(build({Makefile: original.replace('@cp $< $(O)/vmlinux', '@echo half way; sleep 300')}, {ctx: {...other, emit}}), {code: 'ERR_INTERRUPTED', exitCode: 130});
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'kernels')).catch(() => []), []);
	t.match(await build({Makefile: original}), {outcome: 'built', cached: false});
});

t.test('two builds of the same kernel at once agree', async t => {
	const {build} = await makeSetting(t);
	const [first, second] = await Promise.all([build(), build()]);
	t.equal(built(first).key, built(second).key);
	t.strictSame([built(first).cached, built(second).cached].sort(), [false, true]);
});
