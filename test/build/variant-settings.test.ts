import {readdir} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {readFragments} from '../../harness/build/kernel-config.js';
import {readVariantSettings, type VariantSettings} from '../../harness/build/variant-settings.js';
import {projectDir} from '../support.js';

const read = (...texts: readonly string[]): VariantSettings => readVariantSettings(texts.map(text => ({name: 'slow', text})));

t.test('a fragment that says nothing changes nothing', async t => {
	t.strictSame(read('CONFIG_A=y\n# kernel-tests: are not meant\n# A kernel-test: neither\n'), {timeScale: 1, memoryMiB: 0, makeVariables: [], mustRun: []});
	t.strictSame(read(), read(''));
});

t.test('each setting is read, and a later fragment overrides an earlier one', async t => {
	const slow = '# Why.\n# kernel-test: time-scale=6\n# kernel-test: memory-mib=1024\n\nCONFIG_A=y\n';
	t.strictSame(read(slow), {timeScale: 6, memoryMiB: 1024, makeVariables: [], mustRun: []});
	t.strictSame(read(slow, '# kernel-test: time-scale=3\n# kernel-test: make=A_b.o=y C=\n# kernel-test: must-run=faults/* leak/kmemleak\n'), {
		timeScale: 3, memoryMiB: 1024, makeVariables: ['A_b.o=y', 'C='], mustRun: ['faults/*', 'leak/kmemleak'],
	});
});

t.test('what is not understood is refused, with its fragment and line', async t => {
	for (const line of ['time-scale=0', 'time-scale=1.5', 'time-scale=101', 'time-scale', 'memory-mib=', 'memory-mib=1G', 'make=', 'make=A', 'make=A=1  B=2', 'speed=2', '']) {
		t.throws(() => read(`# kernel-test: ${line}\n`), {code: 'ERR_INPUT', exitCode: 129, message: new RegExp(`^kernel-config/slow\\.config: '# kernel-test: ${line}'`)}, line);
	}
});

t.test('every committed fragment is understood', async t => {
	const names = (await readdir(path.join(projectDir, 'kernel-config'))).map(file => file.replace('.config', ''));
	t.ok(names.length >= 4);
	const scales = await Promise.all(names.map(async name => [name, readVariantSettings(await readFragments([name], {projectDir})).timeScale] as const));
	t.match(Object.fromEntries(scales), {base: 1, kasan: 10, lockdep: 3, kcsan: 3});
});
