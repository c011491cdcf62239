import {readFile, stat} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t, {type Test} from 'tap';
import {buildCountPlugin} from '../../harness/count/build-count-plugin.js';
import {makeContext, makeTemporaryDir, projectDir} from '../support.js';

/** Boots test/fixtures/count/guest.S with the plugin; gives addresses by symbol, what was written, and QEMU's exit. */
async function countGuest(t: Test, pluginArgs: string, qemuArgs: readonly string[]) {
	const dir = await makeTemporaryDir(t);
	const elf = path.join(dir, 'guest');
	await execa('as', ['--32', '-o', `${elf}.o`, path.join(projectDir, 'test/fixtures/count/guest.S')]);
	await execa('ld', ['-m', 'elf_i386', '-e', 'start', '-Ttext', '0x100000', '-o', elf, `${elf}.o`]);
	const plugin = await buildCountPlugin(await makeContext(t));
	const {stdout: symbols} = await execa('nm', [elf]);
	const {exitCode, stderr} = await execa('qemu-system-x86_64', [
		'-nodefaults', '-no-user-config', '-display', 'none', '-machine', 'q35', '-m', '64M', ...qemuArgs,
		'-plugin', `${plugin},out=${path.join(dir, 'counts.txt')}${pluginArgs}`,
		'-device', 'isa-debug-exit,iobase=0xf4,iosize=4', '-kernel', elf,
	], {reject: false, timeout: 60_000});
	const text = await readFile(path.join(dir, 'counts.txt'), 'utf8').catch(() => '');
	const address = (name: string): string => new RegExp(`^([0-9a-f]+) . ${name}$`, 'm').exec(symbols)![1]!.padStart(16, '0');
	return {exitCode, stderr, text, address};
}

const oneCpu = ['-smp', '1', '-accel', 'tcg,thread=single', '-icount', 'shift=0,align=off,sleep=off'];

t.test('between marks every instruction is counted as often as it ran, and nothing else', async t => {
	const {exitCode, text, address} = await countGuest(t, ',marks=on', oneCpu);
	t.equal(exitCode, 3, 'the guest came to its end');
	const loop = Number.parseInt(address('loop'), 16);
	const at = (offset: number): string => (loop + offset).toString(16).padStart(16, '0');
	t.strictSame(text.split('\n'), [
		'kernel-test counts 1',
		// incl, outb, incl, decl, jnz: the block is left at outb and entered anew behind it.
		'begin 1', ...[0, 1, 3, 4, 5].map(offset => `${at(offset)} 100`), 'end 1',
		'begin 2', `${address('twice')} 1`, 'end 2',
		'begin 4', `${address('before_pause')} 1`, `${address('behind_pause')} 1`, 'end 4',
		'',
	]);
});

t.test('without marks the whole boot is one section, in ascending order', async t => {
	const {text, address} = await countGuest(t, '', ['-smp', '2', '-accel', 'tcg,thread=multi']);
	const lines = text.trimEnd().split('\n');
	t.strictSame([lines[0], lines[1], lines.at(-1)], ['kernel-test counts 1', 'begin 0', 'end 0']);
	t.ok(lines.includes(`${address('start')} 1`));
	t.ok(lines.includes(`${address('loop')} 100`));
	t.ok(lines.includes(`${address('after')} 1`), 'a mark is an instruction like others');
	t.strictSame(lines.slice(2, -1), lines.slice(2, -1).sort());
});

t.test('what cannot be counted is refused in words', async t => {
	const {exitCode, stderr} = await countGuest(t, ',marks=on', ['-smp', '2', '-accel', 'tcg']);
	t.not(exitCode, 3);
	t.match(stderr, /marks=on wants one CPU/);
	t.match((await countGuest(t, ',mark=on', oneCpu)).stderr, /unknown argument mark=on/);
});

t.test('the plugin is compiled once', async t => {
	const ctx = await makeContext(t);
	const plugin = await buildCountPlugin(ctx);
	const before = await stat(plugin);
	t.equal(await buildCountPlugin(ctx), plugin);
	t.equal((await stat(plugin)).ino, before.ino);
});
