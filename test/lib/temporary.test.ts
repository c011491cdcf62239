import {stat} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {makeTemporaryFolder} from '../../harness/lib/temporary.js';
import {makeTemporaryDir} from '../support.js';

t.test('in $TMPDIR, or the machine is at fault', async t => {
	const before = process.env['TMPDIR'];
	t.teardown(() => { process.env['TMPDIR'] = before; });
	const dir = process.env['TMPDIR'] = await makeTemporaryDir(t);
	const made = await makeTemporaryFolder('kt-x-', 'boot');
	t.match(made, new RegExp(`^${dir}/kt-x-`));
	t.ok((await stat(made)).isDirectory());
	process.env['TMPDIR'] = path.join(dir, 'absent');
	await t.rejects(makeTemporaryFolder('kt-x-', 'boot'), {code: 'ERR_MACHINE', exitCode: 128, message: /^cannot make a temporary folder: ENOENT: .*absent\/kt-x-/, hint: /TMPDIR/});
});
