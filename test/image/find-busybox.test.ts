import {chmod, copyFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {findBusybox} from '../../harness/image/find-busybox.js';
import {findTool} from '../../harness/lib/tools.js';
import {makeContext, makeTemporaryDir} from '../support.js';

t.test('without one: what to install', async t => {
	const dir = await makeTemporaryDir(t);
	await t.rejects(findBusybox(await makeContext(t, {env: {PATH: dir}})), {exitCode: 128, message: /busybox is not installed/, hint: 'install it with: apt-get install busybox-static'});
});

t.test('one that wants libraries is of no use', async t => {
	const dir = await makeTemporaryDir(t);
	await copyFile('/bin/ls', path.join(dir, 'busybox'));
	await chmod(path.join(dir, 'busybox'), 0o755);
	await t.rejects(findBusybox(await makeContext(t, {env: {PATH: dir}})), {message: `${dir}/busybox is not static, and the guest has no libraries`});
});

const installed = await findTool('busybox');
t.test('its names', {skip: installed === undefined ? 'busybox is not installed' : false}, async t => {
	const {hostPath, applets} = await findBusybox(await makeContext(t));
	t.equal(hostPath, installed);
	for (const name of ['sh', 'ls', 'stty', '[']) t.ok(applets.includes(name), name);
	t.notOk(applets.includes('init'), 'the guest has its own');
});
