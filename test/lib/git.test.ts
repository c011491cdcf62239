import {chmod, mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import {MachineError} from '../../harness/errors.js';
import {git, mustGit, repositoryIn, resolveRef, type Repository} from '../../harness/lib/git.js';
import {makeContext, makeTemporaryDir, writeFiles, type TestContext} from '../support.js';

/** A repository with one file, committed. */
async function makeRepository(t: Test): Promise<{ctx: TestContext; repo: Repository; commit: string}> {
	const ctx = await makeContext(t);
	const repo = repositoryIn(await makeTemporaryDir(t));
	await mkdir(repo.workTree);
	await mustGit(repo, 'tree', ['init', '--quiet'], ctx);
	await writeFiles(repo.workTree, {'a.txt': 'one\r\n'});
	await mustGit(repo, 'tree', ['add', '--all', '.'], ctx);
	await mustGit(repo, 'tree', ['commit', '--quiet', '--message', 'first'], ctx);
	return {ctx, repo, commit: await mustGit(repo, 'tree', ['rev-parse', 'HEAD'], ctx)};
}

t.test('the same input gives the same commit everywhere', async t => {
	const [first, second] = [await makeRepository(t), await makeRepository(t)];
	t.equal(first.commit, second.commit);
	const {ctx, repo} = first;
	t.equal(await mustGit(repo, 'tree', ['log', '-1', '--format=%an %ae %at %cn %ct'], ctx), 'Kernel Test kernel-test@example.org 0 Kernel Test 0');
});

t.test('nobody\'s configuration, hooks or line endings take part', async t => {
	const {ctx, repo} = await makeRepository(t);
	const home = await makeTemporaryDir(t);
	await writeFiles(home, {'.gitconfig': '[commit]\n\tgpgSign = true\n[core]\n\tautocrlf = true\n\thooksPath = hooks\n[user]\n\tname = Someone\n'});
	await writeFiles(repo.gitDir, {'hooks/pre-commit': '#!/bin/sh\nexit 1\n'});
	await chmod(path.join(repo.gitDir, 'hooks/pre-commit'), 0o755);
	await writeFile(path.join(repo.workTree, 'a.txt'), 'two\r\n');
	await mustGit(repo, 'tree', ['commit', '--quiet', '--all', '--message', 'second'], ctx, {env: {HOME: home}});
	await mustGit(repo, 'tree', ['checkout', '--quiet', '--force', 'HEAD~1'], ctx, {env: {HOME: home}});
	t.equal(await readFile(path.join(repo.workTree, 'a.txt'), 'utf8'), 'one\r\n');
});

t.test('a failure is a return value, or an error with git\'s words', async t => {
	const {ctx, repo} = await makeRepository(t);
	const result = await git(repo, 'series', ['rev-parse', '--verify', 'nothing'], ctx);
	t.equal(result.exitCode, 128);
	t.match(result.stderr, /fatal: /);
	await t.rejects(mustGit(repo, 'series', ['rev-parse', '--verify', 'nothing'], ctx), MachineError);
	await t.rejects(mustGit(repo, 'series', ['rev-parse', '--verify', 'nothing'], ctx), {message: /fatal: Needed a single revision/, stage: 'series'});
});

t.test('a ref is its commit, or undefined', async t => {
	const {ctx, repo, commit} = await makeRepository(t);
	await mustGit(repo, 'tree', ['update-ref', 'refs/kernel-test/base', commit], ctx);
	t.equal(await resolveRef(repo, 'tree', 'refs/kernel-test/base', ctx), commit);
	t.equal(await resolveRef(repo, 'tree', 'refs/kernel-test/other', ctx), undefined);
	t.equal(await resolveRef(repositoryIn(await makeTemporaryDir(t)), 'tree', 'HEAD', ctx), undefined, 'nor is there one without a repository');
});
