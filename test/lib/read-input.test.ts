import {mkdir, truncate, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {z} from 'zod';
import {parseJson, readInput} from '../../harness/lib/read-input.js';
import {makeTemporaryDir} from '../support.js';

const facts = {stage: 'target', hint: 'write it anew'};

t.test('a file is its text, without a byte order mark', async t => {
	const file = path.join(await makeTemporaryDir(t), 'x.json');
	await writeFile(file, '\ufeff{"é": 1}\n');
	t.strictSame(await readInput(file, facts), {text: '{"é": 1}\n', isUtf8: true});
	await writeFile(file, Buffer.from([0x61, 0xe9, 0x62]));
	t.strictSame(await readInput(file, facts), {text: 'a\ufffdb', isUtf8: false});
});

t.test('what is no file to read, or too large, is refused and not waited for', async t => {
	const dir = await makeTemporaryDir(t);
	const [folder, pipe, large] = ['folder', 'pipe', 'large'].map(name => path.join(dir, name)) as [string, string, string];
	await mkdir(folder);
	await execa('mkfifo', [pipe]);
	await writeFile(large, '');
	await truncate(large, 2 ** 34);
	const refused = async (file: string, message: RegExp, options: object = {}) => t.rejects(readInput(file, {...facts, ...options}), {code: 'ERR_INPUT', exitCode: 129, stage: 'target', hint: 'write it anew', message}, file);
	await refused(folder, /folder is a folder, not a file to read$/);
	await refused(pipe, /pipe is no regular file/);
	await refused('/dev/zero', /^\/dev\/zero is no regular file/);
	await refused(large, /large is larger than 67108864 bytes$/);
	await refused(path.join(dir, 'absent'), /^--config it: ENOENT/, {name: '--config it'});
	await refused(path.join(large, 'below'), /ENOTDIR/);
	await refused(`${dir}/${'x'.repeat(300)}`, /ENAMETOOLONG/);
	await refused('a\0b', /null bytes/);
});

t.test('JSON by a schema, or an error with file and field', async t => {
	const schema = z.strictObject({count: z.int()});
	t.strictSame(parseJson('{"count": 3}', schema, {...facts, name: 'x.json'}), {count: 3});
	const refused = (text: string, expected: object, options: object = {}) => t.throws(() => parseJson(text, schema, {...facts, name: 'x.json', ...options}), {code: 'ERR_INPUT', exitCode: 129, ...expected});
	refused('{"count": ', {message: /^x\.json is not JSON: /, hint: 'write it anew'});
	refused('{"count": "3"}', {message: /^x\.json: count: /, hint: 'write it anew'});
	refused('{"count": "3"}', {message: /^x\.json is no census: count: /, hint: 'census.ts describes every field'}, {what: 'census', describedIn: 'census.ts'});
	refused('['.repeat(100_000), {message: /^x\.json is not JSON: /});
	refused(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, {message: /^x\.json: /});
});
