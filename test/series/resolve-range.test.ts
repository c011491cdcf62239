import t from 'tap';
import {mustGit, type Repository} from '../../harness/lib/git.js';
import {readSeries} from '../../harness/series/read-series.js';
import {resolveRange} from '../../harness/series/resolve-range.js';
import {makeContext, makeTemporaryDir, writeFiles} from '../support.js';

const ctx = await makeContext(t);
const dir = await makeTemporaryDir(t);
const repo: Repository = {gitDir: `${dir}/.git`, workTree: dir};
const ids: string[] = [];
await mustGit(repo, 'series', ['init', '--quiet'], ctx);
for (const name of ['base', 'one', 'two']) {
	await writeFiles(dir, {'a.c': `int ${name};\n`});
	await mustGit(repo, 'series', ['add', '--all', '.'], ctx);
	await mustGit(repo, 'series', ['commit', '--quiet', '--message', name], ctx);
	ids.push(await mustGit(repo, 'series', ['rev-parse', 'HEAD'], ctx));
}
const resolve = async (range: string, treeDir: string | undefined = dir) => resolveRange({range, treeDir}, ctx);

t.test('both ends by their ids, so that a branch that moves on changes nothing', async t => {
	const whole = {tree: `${dir}#${ids[0]!}`, series: `${ids[0]!}..${ids[2]!}`};
	t.strictSame(await resolve('HEAD~2..HEAD'), whole);
	t.strictSame(await resolve('HEAD~2..'), whole);
	t.strictSame(await resolve(`${ids[1]!.slice(0, 12)}..HEAD`), {tree: `${dir}#${ids[1]!}`, series: `${ids[1]!}..${ids[2]!}`});
	const {patches} = await readSeries({source: whole.series, treeDir: whole.tree}, ctx);
	t.strictSame(patches.map(({subject}) => subject), ['one', 'two'], 'which --series takes, beside such a --tree');
});

t.test('what is no range of this tree', async t => {
	const refused = {code: 'ERR_INPUT', exitCode: 129};
	await t.rejects(resolve('HEAD'), {...refused, message: '--range HEAD is no commit range', hint: /BASE\.\.HEAD/});
	await t.rejects(resolve('HEAD~2...HEAD'), {...refused, message: /no commit range/});
	await t.rejects(resolve('nothing..HEAD'), {...refused, message: `--range nothing..HEAD: ${dir} has no commit 'nothing'`});
	await t.rejects(resolve('HEAD..HEAD~1'), {...refused, message: /'HEAD~1' does not follow 'HEAD'/});
	await t.rejects(resolve('HEAD..HEAD'), {...refused, message: /does not follow/});
	await t.rejects(resolve('--all..HEAD'), {...refused, message: /has no commit '--all'/});
	await t.rejects(resolveRange({range: 'a..b', treeDir: undefined}, ctx), {...refused, hint: 'give the git tree with --tree DIR'});
});
