import {appendFile, readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {openConsoleLog} from '../../harness/boot/console-log.js';
import {makeTemporaryDir} from '../support.js';

t.test('what is appended is taken line by line, each line once', async t => {
	const file = path.join(await makeTemporaryDir(t), 'console.log');
	const seen: string[] = [];
	const log = openConsoleLog(file, line => seen.push(line));
	log.read();
	t.strictSame(seen, []);
	await appendFile(file, '[    0.000000] Linux\r\n[    0.0');
	log.read();
	t.strictSame(seen, ['[    0.000000] Linux']);
	await appendFile(file, '00001] two\n\u0007\n');
	log.read();
	log.read();
	t.strictSame(seen, ['[    0.000000] Linux', '[    0.000001] two', '?']);
	t.strictSame(log.lines, seen);
	log.close();
});

t.test('a flood: the file keeps its first bytes, the lines go on', async t => {
	const file = path.join(await makeTemporaryDir(t), 'console.log');
	const log = openConsoleLog(file, () => {}, 1000);
	const line = (index: number): string => `line ${String(index).padStart(4, '0')}\n`;
	for (let index = 0; index < 1000; index += 100) {
		await appendFile(file, Array.from({length: 100}, (_, offset) => line(index + offset)).join(''));
		log.read();
	}
	await appendFile(file, 'the last\n');
	log.read();
	log.close();
	const kept = await readFile(file, 'utf8');
	t.match(kept, /^line 0000\nline 0001\n/);
	t.match(kept, /\[kernel-test: the console went past 1000 bytes, the rest is not kept\]\n$/);
	t.ok(kept.length < 1200, `${kept.length} bytes`);
	t.equal(log.lines.filter(text => text.startsWith('line ')).length, 1000);
	t.equal(log.lines.at(-1), 'the last');
});

t.test('a file that cannot be made names itself', async t => {
	const file = path.join(await makeTemporaryDir(t), 'absent/console.log');
	t.throws(() => openConsoleLog(file, () => {}), {code: 'ERR_MACHINE', message: /cannot keep the console in .*absent\/console\.log: ENOENT/});
});
