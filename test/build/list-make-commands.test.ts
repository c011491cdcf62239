import {rm} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {buildDirOf} from '../../harness/build/build-kernel.js';
import {listMakeCommands} from '../../harness/build/list-make-commands.js';
import {describeCommand, type Command} from '../../harness/lib/commands.js';
import {built, makeSetting} from './setting.js';

const goals = (commands: readonly Command[]): readonly string[] => commands.map(({file, args}) => file === 'make' ? args.at(-1)! : path.basename(file));

t.test('what a build will run, as the cache stands; and where the kernel will be', async t => {
	const {ctx, input, build} = await makeSetting(t);
	const cold = await listMakeCommands(await input(), ctx);
	t.strictSame(goals(cold.commands), ['tinyconfig', 'merge_config.sh', 'olddefconfig', 'vmlinux']);
	const first = built(await build());
	t.strictSame([cold.vmlinux, cold.bootImage], [first.vmlinux, first.bootImage]);
	t.strictSame((await listMakeCommands(await input(), ctx)).commands, [], 'it is there');
	t.strictSame(goals((await listMakeCommands(await input({'fs/aio.c': 'int changed;\n'}), ctx)).commands), ['vmlinux']);
	t.strictSame(goals((await listMakeCommands(await input({'fs/Kconfig': '# more\n'}), ctx)).commands), ['olddefconfig', 'vmlinux']);
	const bzImage = await listMakeCommands(await input({}, {variant: 'kasan', config: 'CONFIG_AIO=y\nCONFIG_PVH=y\n# CONFIG_PVH is not set\n'}), ctx);
	t.strictSame(goals(bzImage.commands), ['tinyconfig', 'merge_config.sh', 'olddefconfig', 'bzImage']);
	t.equal(path.basename(bzImage.bootImage), 'bzImage');
});

t.test('a shell runs the line as the harness runs make', async t => {
	const {ctx, input, build} = await makeSetting(t);
	await build();
	const wanted = await input({'fs/aio.c': 'int changed;\n'});
	const changed = {...await listMakeCommands(wanted, ctx), tree: wanted.tree};
	const run = async (): Promise<string> => (await execa('sh', ['-c', changed.commands.map(describeCommand).join('\n')])).stdout;
	await build();
	t.equal(await run(), '', 'make finds done what the harness did');
	await rm(path.join(buildDirOf(changed.tree, 'default'), 'aio.o'));
	t.match(await run(), /CC {6}fs\/aio\.o/);
});
