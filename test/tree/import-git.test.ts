import {chmod, readFile, readdir, stat, symlink, writeFile} from 'node:fs/promises';
import {createServer, type AddressInfo} from 'node:net';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {startTool} from '../../harness/lib/exec.js';
import {checkOut, mustGit, repositoryIn} from '../../harness/lib/git.js';
import type {TreeSource} from '../../harness/target/target-schema.js';
import {importGit} from '../../harness/tree/import-git.js';
import {parseTreeOption} from '../../harness/tree/parse-tree-option.js';
import {fakeKernelFiles, makeContext, makeTemporaryDir, serve, waitUntil, writeFiles} from '../support.js';

// Hundreds of starts of git, on a machine that may have other things to do.
t.setTimeout(180_000);

const identity = {GIT_AUTHOR_NAME: 'x', GIT_AUTHOR_EMAIL: 'x@example.org', GIT_COMMITTER_NAME: 'x', GIT_COMMITTER_EMAIL: 'x@example.org', GIT_CONFIG_GLOBAL: '/dev/null'};

interface Upstream {
	readonly dir: string;
	readonly url: string;
	git(...args: readonly string[]): Promise<string>;
	commit(files: Readonly<Record<string, string>>): Promise<string>;
}

/** A repository with two commits: `v1`, an annotated tag, and `main` after it. */
async function makeUpstream(t: Test, folder = 'linux'): Promise<Upstream> {
	const dir = path.join(await makeTemporaryDir(t), folder);
	const git = async (...args: readonly string[]): Promise<string> => (await execa('git', ['-C', dir, ...args], {env: identity})).stdout;
	await writeFiles(dir, fakeKernelFiles);
	await git('init', '--quiet', '--initial-branch=main');
	const commit = async (files: Readonly<Record<string, string>>): Promise<string> => {
		await writeFiles(dir, files);
		await git('add', '--all');
		await git('commit', '--quiet', '--message=x');
		return git('rev-parse', 'HEAD');
	};
	await commit({});
	await git('tag', '--annotate', '--message=one', 'v1');
	await commit({'fs/new.c': 'int new;\n'});
	return {dir, url: `file://${dir}`, git, commit};
}

/** git-daemon(1) on a port of this machine. */
async function serveByGit(t: Test, {dir}: Upstream): Promise<string> {
	const ctx = await makeContext(t);
	const port = await freePort();
	const daemon = await startTool({stage: 'tree', file: 'git', args: ['daemon', '--export-all', '--reuseaddr', `--base-path=${path.dirname(dir)}`, '--listen=127.0.0.1', `--port=${port}`]}, ctx);
	t.teardown(async () => daemon.end());
	const url = `git://127.0.0.1:${port}/linux`;
	await waitUntil(async () => (await execa('git', ['ls-remote', url], {reject: false})).exitCode === 0);
	return url;
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const {port} = server.address() as AddressInfo;
	await new Promise(resolve => server.close(resolve));
	return port;
}

t.test('a branch, a tag and a commit, without their history', async t => {
	const upstream = await makeUpstream(t);
	const ctx = await makeContext(t);
	const [main, v1] = [await upstream.git('rev-parse', 'main'), await upstream.git('rev-parse', 'v1^{commit}')];
	for (const url of [upstream.url, await serveByGit(t, upstream)]) {
		for (const [ref, commit] of [['main', main], ['v1', v1], ['refs/heads/main', main], ['HEAD', main]] as const) {
			const tree = await importGit({type: 'git', url, ref}, ctx);
			t.match(tree, {baseCommit: commit, description: `${url} ${ref} (${commit.slice(0, 12)})`, isUserDir: false}, `${url} ${ref}`);
			t.equal(await mustGit(repositoryIn(tree.sourceDir), 'tree', ['rev-list', '--count', commit], ctx), '1');
		}
		t.equal((await importGit({type: 'git', url, ref: v1, commit: v1}, ctx)).description, `${url} ${v1.slice(0, 12)}`, 'a commit that is no branch\'s end');
		t.equal((await importGit({type: 'git', url, ref: 'main', commit: v1}, ctx)).baseCommit, v1, 'pinned to where the branch was');
	}
});

t.test('a branch before another whose name ends alike', async t => {
	const upstream = await makeUpstream(t);
	const main = await upstream.git('rev-parse', 'main');
	await upstream.git('branch', 'a/main', 'v1');
	t.equal((await importGit({type: 'git', url: upstream.url, ref: 'main'}, await makeContext(t))).baseCommit, main);
	await upstream.git('branch', 'b/other', 'v1');
	await t.rejects(importGit({type: 'git', url: upstream.url, ref: 'other'}, await makeContext(t)), {message: /has no branch or tag 'other'/});
});

t.test('a repository in a folder of any name', async t => {
	const upstream = await makeUpstream(t, '-x a,b%20:ü\'"');
	const source = await parseTreeOption(`${upstream.dir}#v1`) as Extract<TreeSource, {type: 'git'}>;
	t.equal((await importGit(source, await makeContext(t))).baseCommit, await upstream.git('rev-parse', 'v1^{commit}'));
});

t.test('a ref stays what it was: the cache asks nobody', async t => {
	const upstream = await makeUpstream(t);
	const ctx = await makeContext(t);
	const source = {type: 'git', url: upstream.url, ref: 'main'} as const;
	const tree = await importGit(source, ctx);
	t.match(ctx.events.at(-1), {type: 'end', cached: false});
	await upstream.commit({'fs/later.c': 'int later;\n'});
	t.strictSame(await importGit(source, ctx), tree);
	t.match(ctx.events.at(-1), {type: 'end', cached: true, text: tree.description});
	t.not((await importGit(source, await makeContext(t))).baseCommit, tree.baseCommit, 'an empty cache fetches what it is by now');
});

t.test('what cannot be had: exit 128, each with its reason', async t => {
	const upstream = await makeUpstream(t);
	const main = await upstream.git('rev-parse', 'main');
	const port = await freePort();
	const other = 'a'.repeat(40);
	const cases: ReadonlyArray<readonly [{url?: string; ref?: string; commit?: string}, RegExp]> = [
		[{ref: 'v2'}, /^file:.*linux has no branch or tag 'v2'$/],
		[{commit: other}, new RegExp(`does not hand out the commit ${other}, and its 'main' is ${main}$`)],
		[{ref: other, commit: other}, new RegExp(`does not hand out the commit ${other}$`)],
		[{ref: 'v2', commit: other}, new RegExp(`does not hand out the commit ${other}$`)],
		[{url: `git://127.0.0.1:${port}/linux`}, /^git:\/\/127.* cannot be reached: .*Connection refused/],
		[{url: `http://localhost:${port}/linux`}, /^http:\/\/localhost.* cannot be reached: .*(Connection refused|connect)/],
		[{url: 'git://no-such-host.invalid/linux'}, /^git:\/\/no-such-host.* cannot be reached: .*no-such-host\.invalid/],
		[{url: 'https://no-such-host.invalid/linux'}, /^https:\/\/no-such-host.* cannot be reached: .*resolve host/],
		[{url: `${upstream.url}-not`}, /^file:.*linux-not cannot be reached: .*linux-not' does not (?:exist|appear to be a git repository)/],
	];
	for (const [fields, message] of cases) {
		const ctx = await makeContext(t);
		await t.rejects(importGit({type: 'git', url: upstream.url, ref: 'main', ...fields}, ctx), {code: 'ERR_MACHINE', exitCode: 128, message}, JSON.stringify(fields));
	}
});

t.test('a server that does not answer is waited for no longer than the limit', async t => {
	const silent = createServer(() => {});
	await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
	t.teardown(() => silent.close());
	const {port} = silent.address() as AddressInfo;
	await t.rejects(importGit({type: 'git', url: `git://127.0.0.1:${port}/linux`, ref: 'main'}, await makeContext(t), 1500), {exitCode: 128, message: /cannot be reached: git did not finish in 1\.5 s and was ended/});
});

t.test('a server that asks for a password gets none, and nobody is asked', async t => {
	const {url} = await serve(t, (_, response) => void response.writeHead(401, {'www-authenticate': 'Basic realm="x"'}).end());
	await t.rejects(importGit({type: 'git', url: `${url}/linux`, ref: 'main'}, await makeContext(t)), {exitCode: 128, message: /cannot be reached: .*(Authentication failed|could not read Username)/});
});

t.test('a fetch that breaks off leaves nothing that passes for a tree; the next goes on', async t => {
	const upstream = await makeUpstream(t);
	const ctx = await makeContext(t);
	const source = {type: 'git', url: upstream.url, ref: 'main'} as const;
	const objects = path.join(upstream.dir, '.git/objects');
	const id = await upstream.git('rev-parse', 'HEAD:fs/new.c');
	const blob = path.join(objects, id.slice(0, 2), id.slice(2));
	const bytes = await readFile(blob);
	await chmod(blob, 0o644);
	await writeFile(blob, 'damaged on the way');
	await t.rejects(importGit(source, ctx), {exitCode: 128, message: /^file:.* could not be fetched: .*/, hint: /try again/});
	await t.rejects(importGit(source, ctx), {code: 'ERR_MACHINE'}, 'nor the second time');
	await writeFile(blob, bytes);
	t.equal((await importGit(source, ctx)).baseCommit, await upstream.git('rev-parse', 'main'));
});

t.test('what a killed import left is gone on with: locks are broken, whole packs not fetched again', async t => {
	const upstream = await makeUpstream(t);
	const ctx = await makeContext(t);
	const source = {type: 'git', url: upstream.url, ref: 'main'} as const;
	const tree = await importGit(source, ctx);
	const repo = repositoryIn(tree.sourceDir);
	const listObjects = async (): Promise<readonly string[]> => (await readdir(path.join(repo.gitDir, 'objects'), {recursive: true})).sort();
	const before = await listObjects();
	await mustGit(repo, 'tree', ['update-ref', '-d', 'refs/kernel-test/base'], ctx);
	for (const name of ['shallow.lock', 'refs/kernel-test/fetched.lock', 'objects/pack/tmp_pack_x']) await writeFile(path.join(repo.gitDir, name), '');
	t.strictSame(await importGit(source, ctx), tree);
	t.strictSame(await listObjects(), before);
	await t.rejects(stat(path.join(repo.gitDir, 'objects/pack/tmp_pack_x')), {code: 'ENOENT'});
});

t.test('an interruption ends it', async t => {
	const silent = createServer(() => {});
	await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
	t.teardown(() => silent.close());
	const ctx = await makeContext(t);
	const importing = importGit({type: 'git', url: `git://127.0.0.1:${(silent.address() as AddressInfo).port}/linux`, ref: 'main'}, ctx);
	setTimeout(() => ctx.interrupt(), 300);
	await t.rejects(importing, {code: 'ERR_INTERRUPTED', exitCode: 130});
});

t.test('neither hooks, filters nor submodules of the other side run here', async t => {
	const upstream = await makeUpstream(t);
	const ctx = await makeContext(t);
	const mark = path.join(upstream.dir, 'it-ran');
	await upstream.git('config', 'filter.evil.smudge', `touch ${mark}`);
	await upstream.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', upstream.url, 'sub');
	await upstream.commit({'.gitattributes': '*.c filter=evil ident\n', '.gitmodules': `[submodule "sub"]\n\tpath = sub\n\turl = ext::touch ${mark}\n`, 'fs/new.c': '$Id$\n'});
	const tree = await importGit({type: 'git', url: upstream.url, ref: 'main'}, ctx);
	const repo = repositoryIn(tree.sourceDir);
	await checkOut(repo, 'tree', tree.baseCommit, ctx);
	t.ok(await stat(path.join(repo.workTree, 'fs/new.c')));
	await t.rejects(stat(mark), {code: 'ENOENT'});
});

t.test('a tree that is none of a kernel, or leads out of itself, is refused', async t => {
	const ctx = await makeContext(t);
	const upstream = await makeUpstream(t);
	await symlink('../../etc/passwd', path.join(upstream.dir, 'fs/link'));
	await upstream.commit({});
	const source = {type: 'git', url: upstream.url, ref: 'main'} as const;
	await t.rejects(importGit(source, ctx), {exitCode: 128, message: /holds the link 'fs\/link' to '\.\.\/\.\.\/etc\/passwd', which leads out of the tree/});
	await upstream.git('rm', '--quiet', '-r', 'fs/link', 'Kbuild');
	await upstream.git('commit', '--quiet', '--message=x');
	await t.rejects(importGit(source, ctx), {exitCode: 128, message: /is not a kernel tree: Kbuild is missing/});
});

t.test('a ref that can be none is wrong usage', async t => {
	const upstream = await makeUpstream(t);
	for (const ref of ['--upload-pack=reboot', 'a..b', 'a b', 'a:b', '+main', 'main^', 'refs/heads/*', 'x.lock']) {
		await t.rejects(importGit({type: 'git', url: upstream.url, ref}, await makeContext(t)), {code: ref === '+main' ? 'ERR_MACHINE' : 'ERR_INPUT'}, ref);
	}
});
