import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {decodeMails} from '../../harness/series/decode-mails.js';
import {splitMbox} from '../../harness/series/read-series.js';
import {makeContext, projectDir} from '../support.js';

const diff = 'diff --git a/f b/f\nindex 1..2 100644\n--- a/f\n+++ b/f\n@@ -1 +1 @@\n-= a\n+= ä\n';
const mail = (subject: string, body: string, headers = 'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit'): string =>
	`From: A Person <a@example.org>\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nSubject: ${subject}\n${headers}\n\n${body}`;
const body = `The reason.\n\nSigned-off-by: A Person <a@example.org>\n---\n f | 2 +-\n\n${diff}-- \n2.39\n`;
const separator = 'From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n';

t.test('base64 and quoted-printable are read, and the diff stands there as it is', async t => {
	const ctx = await makeContext(t);
	const base64 = mail('[PATCH] f: =?UTF-8?Q?gr=C3=BC=C3=9Fen?=', Buffer.from(body).toString('base64').replaceAll(/.{76}/g, '$&\n'), 'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64');
	const quoted = mail('[PATCH] f: greet', body.replaceAll('=', '=3D').replaceAll('ä', '=C3=A4'), 'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable');
	const latin = Buffer.from(mail('[PATCH] f: greet', body, 'Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit').replaceAll('\n', '\r\n'));
	for (const text of [Buffer.from(base64), Buffer.from(quoted), latin]) {
		const [patch, ...others] = splitMbox(await decodeMails(text, ctx), 'mail');
		t.equal(others.length, 0);
		t.match(patch!.text, diff);
		t.match(patch!.subject, /^f: gr/);
		t.match(patch!.text, /^From: A Person <a@example\.org>$/m);
		t.match(patch!.text, /^Signed-off-by: A Person <a@example\.org>\n---\n/m);
	}
});

t.test('an mbox of a series without its cover letter, in order', async t => {
	const mbox = [mail('[PATCH 0/2] both', 'Why.\n'), mail('[PATCH 1/2] one', body), mail('[PATCH 2/2] two', body)].map(text => separator + text).join('\n');
	t.strictSame(splitMbox(await decodeMails(Buffer.from(mbox), await makeContext(t)), 'mbox').map(({subject}) => subject), ['one', 'two']);
});

t.test('a mail without a patch is none; git format-patch\'s own come through', async t => {
	const ctx = await makeContext(t);
	t.equal(await decodeMails(Buffer.from(mail('Re: [PATCH] f: greet', 'Applied, thanks.\n')), ctx), '');
	const file = path.join(projectDir, 'test/fixtures/series/conflict/0001-aio-rename-a-table-that-has-another-name-here.patch');
	const [patch] = splitMbox(await decodeMails(await readFile(file), ctx), 'mail');
	t.equal(patch!.subject, 'aio: rename a table that has another name here');
});
