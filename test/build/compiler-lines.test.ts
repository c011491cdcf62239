import t from 'tap';
import {findCompilerLines} from '../../harness/build/compiler-lines.js';

/** What make and gcc 12.2 print for a patch that uses a variable that does not exist. */
const gccLog = `  CALL    scripts/checksyscalls.sh
  CC      fs/aio.o
fs/aio.c: In function '__do_sys_io_setup':
fs/aio.c:1391:9: warning: unused variable 'spare' [-Wunused-variable]
 1391 |         int spare;
      |         ^~~~~
fs/aio.c:1393:15: error: 'no_such_variable' undeclared (first use in this function)
 1393 |         ctx = no_such_variable;
      |               ^~~~~~~~~~~~~~~~
fs/aio.c:1393:15: note: each undeclared identifier is reported only once for each function it appears in
make[2]: *** [scripts/Makefile.build:250: fs/aio.o] Error 1
make[1]: *** [scripts/Makefile.build:500: fs] Error 2
make: *** [Makefile:2012: .] Error 2
`;

t.test('errors and warnings come with the source that gcc quotes', async t => {
	t.strictSame(findCompilerLines(gccLog), {
		errors: [
			'fs/aio.c:1393:15: error: \'no_such_variable\' undeclared (first use in this function)',
			' 1393 |         ctx = no_such_variable;',
			'      |               ^~~~~~~~~~~~~~~~',
		],
		warnings: [
			'fs/aio.c:1391:9: warning: unused variable \'spare\' [-Wunused-variable]',
			' 1391 |         int spare;',
			'      |         ^~~~~',
		],
	});
});

t.test('linker, modpost, Kconfig and make have their own words', async t => {
	const lines = [
		'fs/aio.c:10:10: fatal error: linux/nothing.h: No such file or directory',
		'ld: fs/aio.o: in function `aio_read\':',
		'aio.c:(.text+0x10): undefined reference to `no_such_function\'',
		'ERROR: modpost: "no_such_symbol" [fs/xfs/xfs.ko] undefined!',
		'fs/Kconfig:12: syntax error',
		'make[2]: *** No rule to make target \'fs/none.o\', needed by \'fs/built-in.a\'.  Stop.',
		'fs/Makefile:7: *** missing separator.  Stop.',
		'error: recursive dependency detected!',
	];
	for (const line of lines) t.strictSame(findCompilerLines(`  CC  x.o\n${line}\n`).errors, [line]);
});

t.test('what fails with the machine is no error of the compiler\'s', async t => {
	for (const line of ['make[1]: *** [Makefile:1: all] Error 1', 'make: *** [Makefile:2: vmlinux] Killed', '  CC      drivers/error.o', '']) {
		t.strictSame(findCompilerLines(line), {errors: [], warnings: []}, line);
	}
});

t.test('a flood is bounded, and no block is cut in two', async t => {
	const {errors, warnings} = findCompilerLines(Array.from({length: 2000}, (_, index) => gccLog.replaceAll('spare', `spare${index}`)).join(''));
	t.equal(errors.length, 60);
	t.equal(warnings.length, 3999);
	for (const lines of [errors, warnings]) t.match(lines.at(-1), /\^~+$/);
});

t.test('a warning of a header is told once, and where it is in the tree', async t => {
	const warn = (dir: string): string => `  CC      fs/a.o\n${dir}include/linux/a.h:7:1: warning: odd\n    7 | int a;\n`;
	const log = ['', '/c/kt/sources/0123456789abcdef/tree/', '/d/sources/fedcba9876543210/tree/'].map(warn).join('');
	t.strictSame(findCompilerLines(log).warnings, ['include/linux/a.h:7:1: warning: odd', '    7 | int a;']);
	t.match(findCompilerLines(warn('/my/linux/')).warnings, [/^\/my\/linux\/include/]);
});
