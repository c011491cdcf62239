import t from 'tap';
import {findLostOptions, listFragments, readFragments} from '../../harness/build/kernel-config.js';
import {makeTemporaryDir, projectDir, writeFiles} from '../support.js';

const fragment = (text: string, name = 'base'): {name: string; text: string} => ({name, text});

t.test('an option that the final .config contradicts is lost', async t => {
	const lost = findLostOptions([fragment('CONFIG_A=y\nCONFIG_B=y\n# CONFIG_C is not set\nCONFIG_D="text"\nCONFIG_E=8\n')], 'CONFIG_A=y\n# CONFIG_B is not set\nCONFIG_C=y\nCONFIG_D="other"\nCONFIG_E=64\n');
	t.strictSame(lost.map(({line}) => line), ['CONFIG_B=y', '# CONFIG_C is not set', 'CONFIG_D="text"', 'CONFIG_E=8']);
	t.strictSame(lost[0], {fragment: 'base', line: 'CONFIG_B=y'});
});

t.test('an option that is in force is not', async t => {
	t.strictSame(findLostOptions([fragment('CONFIG_A=y\nCONFIG_D="a=b # c"\n# CONFIG_C is not set\nCONFIG_F=n\n')], 'CONFIG_D="a=b # c"\nCONFIG_A=y\n'), []);
});

t.test('an option that Kconfig does not know is lost, one that it does not mention is off', async t => {
	t.strictSame(findLostOptions([fragment('CONFIG_NO_SUCH=y\n# CONFIG_NO_SUCH_EITHER is not set\n')], ''), [{fragment: 'base', line: 'CONFIG_NO_SUCH=y'}]);
});

t.test('a later fragment overrides an earlier one', async t => {
	const fragments = [fragment('CONFIG_A=y\nCONFIG_B=y\n'), fragment('# CONFIG_A is not set\nCONFIG_B=m\n', 'small')];
	t.strictSame(findLostOptions(fragments, '# CONFIG_A is not set\nCONFIG_B=y\n'), [{fragment: 'small', line: 'CONFIG_B=m'}]);
});

t.test('comments and empty lines are no options', async t => {
	t.strictSame(findLostOptions([fragment('# Why: CONFIG_A=y would be too slow.\n\n  CONFIG_B=y\n')], ''), []);
});

t.test('fragments are read by name, in order', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'kernel-config/base.config': 'CONFIG_A=y\n', 'kernel-config/kasan.config': 'CONFIG_KASAN=y\n'});
	t.strictSame(await readFragments(['kasan', 'base'], {projectDir: dir}), [fragment('CONFIG_KASAN=y\n', 'kasan'), fragment('CONFIG_A=y\n')]);
	await t.rejects(readFragments(['base', 'lockdep'], {projectDir: dir}), {code: 'ERR_INPUT', message: 'kernel-config/lockdep.config is missing', hint: /list variants/});
});

t.test('every committed fragment asks for an option once', async t => {
	const [base] = await readFragments(['base'], {projectDir});
	const names = [...base!.text.matchAll(/^(?:# )?(CONFIG_\w+)(?:=| is not set$)/gm)].map(([, name]) => name);
	t.strictSame(names.filter((name, index) => names.indexOf(name) !== index), []);
	t.ok(names.length > 50);
});

t.test('a variant is the target\'s fragments, its own, and what the target has for it', async t => {
	const target = {config: ['base', 'more'], variants: {kasan: ['old-kasan']}};
	t.strictSame(listFragments(target, 'default'), ['base', 'more']);
	t.strictSame(listFragments(target, 'kasan'), ['base', 'more', 'kasan', 'old-kasan']);
	t.strictSame(listFragments(target, 'kcsan'), ['base', 'more', 'kcsan']);
	t.strictSame(listFragments(target, 'constructor'), ['base', 'more', 'constructor'], 'what every object has is no variant');
});
