import {createHash} from 'node:crypto';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {gzipSync} from 'node:zlib';
import t, {type Test} from 'tap';
import {findTool} from '../../harness/lib/tools.js';
import {fetchSeries, findSubject, isMessageId, versionOf} from '../../harness/series/fetch-series.js';
import {readSeries} from '../../harness/series/read-series.js';
import {makeContext, makeTemporaryDir, serve, writeFiles, type TestContext} from '../support.js';

// b4 takes a second to start, and more on a machine that has other things to do.
t.setTimeout(180_000);

interface Mail {
	readonly id: string;
	readonly subject: string;
	readonly parent?: string;
	/** Absent: a cover letter or a reply. */
	readonly adds?: string;
}

/** A mail as public-inbox hands it out. */
function makeMail({id, subject, parent, adds}: Mail): string {
	const diff = adds === undefined ? 'What it is for.\n' : `Why.

Signed-off-by: Kernel Test <kernel-test@example.org>
---
 a.c | 1 +
 1 file changed, 1 insertion(+)

diff --git a/a.c b/a.c
index 1111111..2222222 100644
--- a/a.c
+++ b/a.c
@@ -1 +1,2 @@
 int a;
+${adds}
-- 
2.39.5
`;
	return `From mboxrd@z Thu Jan  1 00:00:00 1970
From: Kernel Test <kernel-test@example.org>
To: linux-block@vger.kernel.org
Date: Mon, 1 Dec 2025 12:04:00 +0000
Subject: ${subject}
Message-Id: <${id}>
${parent === undefined ? '' : `In-Reply-To: <${parent}>\nReferences: <${parent}>\n`}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${diff}
`;
}

/** Version 2 came as an answer to version 1: one thread. */
const thread = [
	{id: 'v1-0@example.org', subject: '[PATCH 0/2] Two things'},
	{id: 'v1-1@example.org', subject: '[PATCH 1/2] aio: one', parent: 'v1-0@example.org', adds: 'int one;'},
	{id: 'v1-2@example.org', subject: '[PATCH 2/2] aio: two', parent: 'v1-0@example.org', adds: 'int two;'},
	{id: 'reply@example.org', subject: 'Re: [PATCH 2/2] aio: two', parent: 'v1-2@example.org'},
	{id: 'v2-0@example.org', subject: '[PATCH v2 0/2] Two things', parent: 'v1-0@example.org'},
	{id: 'v2-1@example.org', subject: '[PATCH v2 1/2] aio: one', parent: 'v2-0@example.org', adds: 'int one_more;'},
	{id: 'v2-2@example.org', subject: '[PATCH v2 2/2] aio: two', parent: 'v2-0@example.org', adds: 'int two_more;'},
];

/** An archive of this machine with this thread, which b4 is told of as a user tells it: in git's settings. */
async function makeArchive(t: Test, mails: readonly Mail[] = thread): Promise<{ctx: TestContext; url: string; requests: () => number}> {
	const {url, requests} = await serve(t, ({url: wanted = ''}, response) => {
		const known = mails.some(({id}) => wanted === `/all/${encodeURIComponent(id)}/t.mbox.gz`);
		response.writeHead(known ? 200 : 404).end(known ? gzipSync(mails.map(mail => makeMail(mail)).join('')) : '');
	});
	await tellB4(t, url);
	return {ctx: await makeContext(t), url, requests: () => requests.length};
}

async function tellB4(t: Test, url: string): Promise<void> {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {gitconfig: `[b4]\n\tmidmask = ${url}/all/%s\n[user]\n\tname = x\n\temail = x@example.org\n`});
	setEnv(t, 'GIT_CONFIG_GLOBAL', path.join(dir, 'gitconfig'));
}

function setEnv(t: Test, name: string, value: string): void {
	const before = {...process.env};
	process.env[name] = value;
	t.teardown(() => void (process.env = before));
}

const skip = await findTool('b4') === undefined ? 'b4 is not installed: apt-get install b4' : false;

t.test('any mail of a series brings it, in its version, without follow-ups; a second time nobody is asked', {skip}, async t => {
	const {ctx, url, requests} = await makeArchive(t);
	const added = async (source: string): Promise<readonly string[]> => (await readSeries({source, treeDir: undefined}, ctx)).patches.map(({subject, text}) => `${subject}: ${/^\+(int .*)$/m.exec(text)?.[1]}`);
	const [v1, v2] = [['aio: one: int one;', 'aio: two: int two;'], ['aio: one: int one_more;', 'aio: two: int two_more;']];
	t.strictSame(await added('v1-0@example.org'), v1);
	t.strictSame(await added('<v1-2@example.org>'), v1);
	t.strictSame(await added('v2-0@example.org'), v2);
	t.strictSame(await added('reply@example.org'), v1, 'a reply is of the version that it answers');
	t.strictSame(await added(`${url}/all/v2-1@example.org/`), v2);
	const before = requests();
	const {sha256, source} = await readSeries({source: '<v1-0@example.org>', treeDir: undefined}, ctx);
	t.equal(source, '<v1-0@example.org>');
	t.equal(requests(), before);
	const kept = await readdir(path.join(ctx.cacheDir, 'mail'));
	t.strictSame(kept.filter(name => !name.endsWith('.mbox')), [], 'nothing is left beside the mails');
	const hashes = await Promise.all(kept.map(async name => createHash('sha256').update(await readFile(path.join(ctx.cacheDir, 'mail', name))).digest('hex')));
	t.ok(hashes.includes(sha256!));
});

t.test('what cannot be had: each with its reason', {skip}, async t => {
	const {ctx} = await makeArchive(t);
	await t.rejects(fetchSeries('nobody@example.org', ctx), {code: 'ERR_INPUT', exitCode: 129, message: '--series nobody@example.org: the archive knows no such mail'});
	const {ctx: other} = await makeArchive(t, thread.filter(({id}) => id !== 'v2-1@example.org'));
	await t.rejects(fetchSeries('v2-0@example.org', other), {code: 'ERR_MACHINE', exitCode: 128, message: /the archive lacks some of its mails: .*missing \[1\/2\]/});
	const {ctx: talk} = await makeArchive(t, [{id: 'talk@example.org', subject: 'what about aio?'}]);
	await t.rejects(fetchSeries('talk@example.org', talk), {code: 'ERR_INPUT', exitCode: 129, message: /^--series talk@example\.org: b4 finds no patches in its thread: /});
});

t.test('no network: exit 128, the host and why', {skip}, async t => {
	for (const [url, message] of [['http://localhost:9', /^localhost cannot be reached: Connection refused$/], ['http://no-such-host.invalid', /^no-such-host\.invalid cannot be reached: \w/]] as const) {
		await tellB4(t, url);
		await t.rejects(fetchSeries('v1-0@example.org', await makeContext(t)), {code: 'ERR_MACHINE', exitCode: 128, message, hint: /an mbox file or a folder of patches too/});
	}
});

t.test('an interruption leaves nothing', {skip}, async t => {
	const {url} = await serve(t, () => {});
	await tellB4(t, url);
	const ctx = await makeContext(t);
	const fetching = fetchSeries('v1-0@example.org', ctx);
	setTimeout(() => ctx.interrupt(), 1000);
	await t.rejects(fetching, {code: 'ERR_INTERRUPTED', exitCode: 130});
	t.strictSame(await readdir(path.join(ctx.cacheDir, 'mail')), []);
});

t.test('without b4: exit 128, and the command that installs it', async t => {
	setEnv(t, 'PATH', await makeTemporaryDir(t));
	await t.rejects(fetchSeries('v1-0@example.org', await makeContext(t)), {code: 'ERR_MACHINE', exitCode: 128, message: 'b4 is not installed', hint: 'install it with: apt-get install b4'});
});

t.test('what names a mail', async t => {
	for (const text of ['20181221192236.12866-1-axboe@kernel.dk', '<a/b..c@d>', 'https://lore.kernel.org/r/a@b', 'https://lore.kernel.org/linux-block/a@c/T/#u']) t.ok(isMessageId(text), text);
	for (const text of ['v1..v2', 'HEAD@{1}..HEAD', 'a', '@', 'a@', '-a@b', '<-a@b>', 'https://lore.kernel.org/r/', 'a b@c', 'patches/a@b']) t.notOk(isMessageId(text), text);
});

t.test('a mail\'s subject and version', async t => {
	const mbox = thread.map(mail => makeMail(mail)).join('');
	t.equal(findSubject(mbox, 'v2-1@example.org'), '[PATCH v2 1/2] aio: one');
	t.equal(findSubject(mbox.replace('Subject: [PATCH v2 1/2] aio', 'Subject: [PATCH v2 1/2]\n aio'), 'v2-1@example.org'), '[PATCH v2 1/2] aio: one');
	t.equal(findSubject(mbox, 'nobody@example.org'), undefined);
	for (const [subject, version] of [['[PATCH 1/2] x', 1], ['[PATCH v5 03/14] x', 5], ['[RFC PATCH V2] x', 2], ['Re: [PATCH v3] x', 3], ['v4 of what [PATCH] is', 1], ['x', 1]] as const) t.equal(versionOf(subject), version, subject);
});
