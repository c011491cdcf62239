import path from 'node:path';
import t from 'tap';
import {eachPatch, type EachRequest} from '../harness/each-patch.js';
import {bench, makePatch, makeSmallProject, noCode, panic} from './small-kernel.js';
import {makeTemporaryDir, writeFiles} from './support.js';

t.setTimeout(600_000);
const cacheDir = await makeTemporaryDir(t);

t.test('a row a prefix; a second pass goes on where the first was', async t => {
	const {ctx, template} = await makeSmallProject(t, [panic('base'), noCode, panic('two')], cacheDir);
	const each = async (fields: Partial<EachRequest> = {}) => eachPatch({from: 0, to: undefined, checks: ['io/read'], benches: [], template, ...fields}, ctx);
	const pass = await each();
	t.match(pass, {outcome: 'fail', rows: [{patch: 0, outcome: 'fail'}, {patch: 1, outcome: 'untestable'}, {patch: 2, outcome: 'fail'}]});
	ctx.events.length = 0;
	t.strictSame((await each()).rows, pass.rows);
	t.strictSame(ctx.events.flatMap(({type, text}) => type === 'notice' && text.includes('tested already') ? [text] : []), ['patch 0 was tested already: fail', 'patch 1 was tested already: untestable', 'patch 2 was tested already: fail']);
	ctx.events.length = 0;
	t.match(await each({from: 2, benches: [bench]}), {rows: [{patch: 2, outcome: 'fail'}]}, 'another question, and two boots for it');
	t.equal(ctx.events.filter(({type, text}) => type === 'start' && text.startsWith('booting')).length, 2);
	await t.rejects(each({from: 2, to: 3}), {exitCode: 129, message: 'patches 2 to 3 are no range of this series: it has 2'});
});

t.test('behind a patch that does not apply there is nothing to test', async t => {
	const {ctx, template} = await makeSmallProject(t, [panic('base'), panic('one'), panic('two'), panic('three')], cacheDir);
	const series = path.join(ctx.projectDir, 'patches/sample');
	await writeFiles(series, {'0001-aio-patch-1.patch': makePatch(1, panic('other'), panic('one'))});
	t.match((await eachPatch({from: 1, to: undefined, checks: ['io/read'], benches: [], template}, ctx)).rows, {length: 1, 0: {patch: 1, outcome: 'untestable', seriesHash: ''}});
});

t.test('what the compiler said before the first patch is not new, what it says since one is', async t => {
	const [old, fresh] = ['static int old;', 'static int fresh;'];
	const {ctx, template} = await makeSmallProject(t, [`${old} ${panic('base')}`, `${old} ${panic('one')}`, `${old} ${fresh} ${panic('two')}`, `${old} ${fresh} ${panic('three')}`], cacheDir);
	const {rows} = await eachPatch({from: 1, to: undefined, checks: ['io/read'], benches: [], template}, ctx);
	t.match(rows.map(({newWarnings}) => newWarnings), [[], [/^fs\/aio\.c:1:\d+: warning: .fresh. defined but not used/], []]);
	t.equal(ctx.events.filter(({type, text}) => type === 'start' && text.startsWith('compiling everything')).length, 1);
	t.strictSame((await eachPatch({from: 3, to: 3, checks: ['io/write'], benches: [], template}, ctx)).rows[0]!.newWarnings, [], 'from the third on the second is what there was before');
	t.equal((await eachPatch({from: 2, to: 2, checks: ['io/write'], benches: [], template}, ctx)).rows[0]!.newWarnings.length, 1);
});
