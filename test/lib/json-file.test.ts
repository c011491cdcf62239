import {readFile, readdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {z} from 'zod';
import {readWhole, writeJson} from '../../harness/lib/json-file.js';
import {makeTemporaryDir} from '../support.js';

const schema = z.object({works: z.boolean()});

t.test('what was written comes back, from a folder that was not there', async t => {
	const file = path.join(await makeTemporaryDir(t), 'a/b/verdict.json');
	await writeJson(file, {works: true});
	t.equal(await readFile(file, 'utf8'), '{\n\t"works": true\n}\n');
	t.strictSame(await readWhole(file, schema), {works: true});
	t.strictSame(await readdir(path.dirname(file)), ['verdict.json']);
});

t.test('what is not there, cut, or something else is none', async t => {
	const file = path.join(await makeTemporaryDir(t), 'verdict.json');
	t.equal(await readWhole(file, schema), undefined);
	for (const text of ['', '{"works": tr', '{"works": "yes"}', '[]']) {
		await writeFile(file, text);
		t.equal(await readWhole(file, schema), undefined, text);
	}
});
