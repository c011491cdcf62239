// A user's own program in the guest: its output and exit code are ours.
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {kernelTest, makeTemporaryDir, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const source = `
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/syscall.h>
int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "crash"))
		abort();
	if (argc > 1 && !strcmp(argv[1], "sleep"))
		sleep(1000);
	for (int i = 1; i < argc; i++)
		printf("[%s]\\n", argv[i]);
	/* io_setup2() with nothing in its arguments: EINVAL (22) where it exists, ENOSYS (38) where not. */
	fprintf(stderr, "io_setup2: %s\\n", syscall(335, 0, 0, 0, 0, 0, 0) < 0 ? strerror(errno_of()) : "?");
	return 42;
}
`.replace('errno_of()', 'errno').replace('#include <stdio.h>', '#include <errno.h>\n#include <stdio.h>');

const dir = await makeTemporaryDir(t);
const program = path.join(dir, 'a program');
await writeFile(`${program}.c`, source);
await execa('gcc', ['-static', '-O1', '-o', program, `${program}.c`]);
const results = ['--results', path.join(dir, 'results')];

await t.test('arguments, standard output, standard error and exit code arrive', async t => {
	const {exitCode, stdout, stderr} = await kernelTest(['exec', ...results, '--file', `${program}:/bin/own`, '--', 'own', 'two words', 'ä', '--json']);
	t.equal(exitCode, 42);
	t.equal(stdout, '[two words]\n[ä]\n[--json]\n');
	t.match(stderr, /^io_setup2: (Invalid argument|Bad address)$/m);
});

await t.test('the same program on the unpatched kernel', async t => {
	const {exitCode, stderr} = await kernelTest(['exec', ...results, '--patch', 'none', '--file', program, '--', 'a program']);
	t.equal(exitCode, 42);
	t.match(stderr, /^io_setup2: Function not implemented$/m);
});

await t.test('a crash is 128 and the signal, a missing program 127, an endless one 1', async t => {
	t.equal((await kernelTest(['exec', ...results, '--file', `${program}:/own`, '--', '/own', 'crash'])).exitCode, 128 + 6);
	t.equal((await kernelTest(['exec', ...results, '--', 'nowhere'])).exitCode, 127);
	const endless = await kernelTest(['exec', ...results, '--timeout', '3', '--file', `${program}:/own`, '--', '/own', 'sleep']);
	t.equal(endless.exitCode, 1);
	t.match(endless.stderr, /FAIL: /);
});

await t.test('a file that is not there is the user\'s mistake', async t => {
	const {exitCode, stderr} = await kernelTest(['exec', ...results, '--file', path.join(dir, 'absent'), '--', 'absent']);
	t.equal(exitCode, 129);
	t.match(stderr, /absent is not a file/);
});
