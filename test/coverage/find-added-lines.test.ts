import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {findAddedLines, parseAddedLines} from '../../harness/coverage/find-added-lines.js';
import {gitEnv} from '../../harness/lib/git.js';
import {makeContext, makeTemporaryDir, writeFiles} from '../support.js';

t.test('the lines of head that base does not have', async t => {
	const sourceDir = await makeTemporaryDir(t);
	const git = async (...args: string[]): Promise<string> =>
		(await execa('git', ['--git-dir', path.join(sourceDir, 'repo.git'), '--work-tree', path.join(sourceDir, 'tree'), ...args], {env: gitEnv})).stdout;
	const tree = path.join(sourceDir, 'tree');
	await writeFiles(tree, {'fs/aio.c': 'one\ntwo\nthree\nfour\n', 'fs/gone.c': 'x\n', 'fs/same.c': 'x\n'});
	await git('init', '--quiet');
	await git('add', '--all');
	await git('commit', '--quiet', '--message', 'base');
	const baseCommit = await git('rev-parse', 'HEAD');
	await writeFiles(tree, {'fs/aio.c': 'zero\none\n++ b/fs/false.c\n\tthree\nfour\n', 'fs/new file.c': 'a\nb\n', 'fs/cut.c': ''});
	await git('rm', '--quiet', 'fs/gone.c');
	await git('add', '--all');
	await git('commit', '--quiet', '--message', 'head');
	await writeFile(path.join(tree, 'fs/same.c'), 'not committed\n');
	t.strictSame(await findAddedLines({tree: {sourceDir, baseCommit, description: '', isUserDir: false}, head: 'HEAD'}, await makeContext(t)), [
		{file: 'fs/aio.c', lines: [{line: 1, text: 'zero'}, {line: 3, text: '++ b/fs/false.c'}, {line: 4, text: '\tthree'}]},
		{file: 'fs/new file.c', lines: [{line: 1, text: 'a'}, {line: 2, text: 'b'}]},
	]);
});

t.test('no difference, no lines', async t => t.strictSame(parseAddedLines(''), []));
