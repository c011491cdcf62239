// gdb on a guest that waits for it, by the very line that the command says.
import {execa} from 'execa';
import t from 'tap';
import {findTool} from '../../harness/lib/tools.js';
import {makeTemporaryDir, processesMentioning, startKernelTest, vmTestTimeoutMs} from './vm.js';

t.setTimeout(vmTestTimeoutMs);

const skip = await findTool('gdb') === undefined ? 'gdb is not installed: apt-get install gdb' : false;

await t.test('the guest stands still; names, files and lines are right; then it goes on to its end', {skip}, async t => {
	const results = await makeTemporaryDir(t);
	const guest = startKernelTest(['gdb', 'setup/plain', '--results', results]);
	let said = '';
	guest.stdout.on('data', (chunk: Buffer) => { said += chunk.toString(); });
	const line = await new Promise<string>((resolve, reject) => {
		guest.stdout.on('data', () => {
			const found = /^gdb +(gdb .*)$/m.exec(said)?.[1];
			if (found !== undefined) resolve(found);
		});
		void guest.then(({stderr}) => reject(new Error(stderr)));
	});
	const commands = ['hbreak start_kernel', 'continue', 'bt', 'hbreak __x64_sys_io_setup2', 'continue', 'bt 1', 'delete', 'detach'];
	const gdb = await execa('sh', ['-c', `${line} -nx -batch ${commands.map(command => `-ex '${command}'`).join(' ')}`], {reject: false, stdin: 'ignore'});
	t.match(gdb.stdout, /^#0 +start_kernel \(\) at \S*init\/main\.c:\d+$/m, gdb.stderr);
	t.match(gdb.stdout, /^#0 +__x64_sys_io_setup2 \(.*\) at \S*fs\/aio\.c:\d+$/m);
	const {exitCode, stdout} = await guest;
	t.equal(exitCode, 0, stdout);
	t.match(stdout, /PASS: 1 checks passed/);
});

await t.test('nobody comes: the time limit, and nothing is left', async t => {
	const results = await makeTemporaryDir(t);
	const {exitCode, stdout} = await startKernelTest(['gdb', '--timeout', '2', '--results', results]);
	t.equal(exitCode, 1);
	t.match(stdout, /timeout: not finished after 2 s/);
	t.strictSame(await processesMentioning(results), []);
});
