import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {listChecks} from '../../harness/image/build-guest-tools.js';
import {copyProject, makeTemporaryDir, runNode} from '../support.js';

t.test('a new check is a file that compiles, opens as it must and is known', async t => {
	const dir = await copyProject(t);
	const {stdout} = await runNode(['scripts/new-check', 'ring/some-behaviour'], {cwd: dir});
	t.match(stdout, /guest-tools\/checks\/ring\/some-behaviour\.c/);
	const text = await readFile(path.join(dir, 'guest-tools/checks/ring/some-behaviour.c'), 'utf8');
	t.match(text, /^\/\/ SPDX-License-Identifier: GPL-2\.0-only\n\/\* /);
	t.ok((await listChecks({projectDir: dir})).includes('ring/some-behaviour'));
	const out = await makeTemporaryDir(t);
	await execa('make', ['-C', path.join(dir, 'guest-tools'), `O=${out}`, 'DEFINES=-DNR_IO_SETUP2=335 -DNR_IO_RING_ENTER=336', path.join(out, 'checks/ring/some-behaviour')]);
});

t.test('a wrong name, or one that is taken, is refused', async t => {
	const dir = await copyProject(t);
	for (const name of ['../x/y', 'ring/read']) {
		const {exitCode, stdout} = await runNode(['scripts/new-check', name], {cwd: dir});
		t.equal(exitCode, 129, name);
		t.match(stdout, name === 'ring/read' ? /is there already/ : /^usage: /);
	}
});
