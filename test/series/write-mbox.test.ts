import {readFile, readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {splitMbox} from '../../harness/series/read-series.js';
import {writeMbox} from '../../harness/series/write-mbox.js';
import {projectDir} from '../support.js';

t.test('the target\'s own series comes back as it was', async t => {
	const dir = path.join(projectDir, 'patches/debian-6.1');
	const names = (await readdir(dir)).filter(name => /^(?!0000)\d{4}-.*\.patch$/.test(name)).sort();
	const texts = await Promise.all(names.map(async name => readFile(path.join(dir, name), 'utf8')));
	t.strictSame(splitMbox(writeMbox(texts.map(text => ({text}))), 'series.mbox').map(({text}) => text.trimEnd()), texts.map(text => text.trimEnd()));
});

t.test('a mail without the line before it gets one', async t => {
	const mail = 'Subject: [PATCH] one\n\nwhy\n---\ndiff --git a/a b/a\n';
	t.strictSame(splitMbox(writeMbox([{text: mail}, {text: mail}]), 'series.mbox').map(({subject}) => subject), ['one', 'one']);
	t.equal(writeMbox([]), '');
});
