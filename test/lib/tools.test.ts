import {chmod, readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {findTool, installHint, needTools, optionalTools, packageOfTool} from '../../harness/lib/tools.js';
import {makeTemporaryDir, projectDir, writeFiles} from '../support.js';

t.test('a program is found on PATH, in its order', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'a/tool': '', 'b/tool': '', 'a/plain': ''});
	await chmod(path.join(dir, 'a/tool'), 0o755);
	await chmod(path.join(dir, 'b/tool'), 0o755);
	t.equal(await findTool('tool', `${dir}/nothing::${dir}/b:${dir}/a`), path.join(dir, 'b/tool'));
	t.equal(await findTool('plain', `${dir}/a`), undefined, 'what cannot be executed is no program');
	t.equal(await findTool('tool', ''), undefined);
	t.equal(await findTool(path.join(dir, 'a/tool'), ''), path.join(dir, 'a/tool'), 'a path is taken as it is');
	t.equal(await findTool('./tool', `${dir}/a`), undefined);
	t.match(await findTool('sh'), /\/sh$/);
});

t.test('what is missing is named by its package', async t => {
	t.equal(installHint('qemu-system-x86_64'), 'install it with: apt-get install qemu-system-x86');
	t.equal(installHint('/usr/bin/flock'), 'install it with: apt-get install util-linux');
	t.equal(installHint('frobnicate'), 'install frobnicate and see that it is on PATH');
});

t.test('everything that is missing is told at once, before any work', async t => {
	const dir = await makeTemporaryDir(t);
	const names = Object.keys(packageOfTool).filter(name => !optionalTools.has(name));
	await writeFiles(dir, Object.fromEntries(names.map(name => [name, ''])));
	for (const name of names) if (name !== 'make' && name !== 'flock' && name !== 'setpriv') await chmod(path.join(dir, name), 0o755);
	await t.rejects(needTools(dir), {code: 'ERR_MACHINE', exitCode: 128, message: 'flock, make, setpriv are not installed', hint: 'install with: apt-get install make util-linux'});
	for (const name of names) await chmod(path.join(dir, name), 0o755);
	await needTools(dir);
});

t.test('bootstrap installs every package that is named here', async t => {
	const bootstrap = await readFile(path.join(projectDir, 'scripts/bootstrap.sh'), 'utf8');
	const installed = new Set(/^packages='([^']*)'/m.exec(bootstrap)![1]!.split(/\s+/));
	for (const [tool, packageName] of Object.entries(packageOfTool)) t.ok(installed.has(packageName) || optionalTools.has(tool), `${tool}: ${packageName}`);
});
