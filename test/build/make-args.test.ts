import t from 'tap';
import {findOddCharacter, listMakeArgs, makeDebugArgs, makeEnv, makesBzImage, refuseOddCache} from '../../harness/build/make-args.js';

t.test('jobs, folder, compiler and what the build is stamped with; a fragment\'s variables come last', async t => {
	const fragments = [{name: 'kcsan', text: '# kernel-test: make=KCSAN_SANITIZE=n\n'}];
	const args = await listMakeArgs({buildDir: '/cache/build', fragments}, {jobs: 3, env: {CC: 'gcc-13', KBUILD_BUILD_USER: 'me'}});
	t.strictSame(args.slice(0, 3), ['-j3', 'O=/cache/build', 'LOCALVERSION=']);
	t.match(args[3], /^CC=(?:ccache )?gcc-13$/);
	t.ok(args.includes('KBUILD_BUILD_USER=me') && args.includes('KBUILD_BUILD_TIMESTAMP=1970-01-01'));
	t.equal(args.at(-1), 'KCSAN_SANITIZE=n');
	t.match(makeEnv('/cache/sources/1', {env: {}, cacheDir: '/cache'}), {LC_ALL: 'C', CCACHE_DIR: '/cache/ccache', CCACHE_BASEDIR: '/cache/sources/1'});
});

t.test('a bzImage unless the last word on PVH is yes', async t => {
	t.equal(makesBzImage('CONFIG_A=y\nCONFIG_PVH=y\n'), false);
	t.equal(makesBzImage('CONFIG_PVH=y\n', '# CONFIG_PVH is not set\n'), true);
	t.equal(makesBzImage(''), true);
});

t.test('flags for one object are given by every name that a Makefile may have for it', async t => {
	const names = makeDebugArgs({lineTablesOf: ['fs/aio.c', 'fs/xfs/libxfs/xfs_sb.c', 'include/linux/fs.h', 'kernel/sys.c']}).map(arg => arg.slice(0, arg.indexOf('=')));
	t.strictSame(names, ['aio', 'fs/aio', 'fs/xfs/libxfs/xfs_sb', 'kernel/sys', 'libxfs/xfs_sb', 'sys', 'xfs/libxfs/xfs_sb', 'xfs_sb'].map(stem => `CFLAGS_${stem}.o`));
	t.match(makeDebugArgs({lineTablesOf: ['a.c']}), [/^CFLAGS_a\.o=-g1 /]);
	t.strictSame(makeDebugArgs({lineTablesOf: []}), []);
	t.strictSame(makeDebugArgs({debugInfoOf: ['a.c']}), ['CFLAGS_a.o=-g']);
});

t.test('a cache in which make cannot work is refused by its path and the character', async t => {
	for (const dir of ['/var/.cache/kernel-test', '/ab+c@d~e/-x/f_g.h', '/ü/漢字/😀']) t.equal(findOddCharacter(dir), undefined, dir);
	for (const odd of ' ,:=%&\'"()*;<>?\\|`$#[]{}!^\n\t') t.equal(findOddCharacter(`/a/b${odd}c`), odd, JSON.stringify(odd));
	t.throws(() => refuseOddCache({cacheDir: '/my cache/x'}), {code: 'ERR_MACHINE', exitCode: 128, message: 'nothing can be compiled in the cache /my cache/x: make takes no path with \' \'', hint: /KERNEL_TEST_CACHE/});
	t.doesNotThrow(() => refuseOddCache({cacheDir: '/x'}));
});
