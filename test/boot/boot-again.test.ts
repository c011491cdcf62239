import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import t, {type Test} from 'tap';
import type {Boot} from '../../harness/boot/boot.js';
import {bootAgainAfterBreakpoint} from '../../harness/boot/boot-again.js';
import {makeBoot} from '../result/sample.js';

/** Boots in the order given, each of which writes its number to the console. */
async function bootInTurn(t: Test, boots: readonly Partial<Boot>[], cpus = 2) {
	const dir = t.testdir();
	const consolePath = path.join(dir, 'console.log');
	const notices: string[] = [];
	let count = 0;
	const last = await bootAgainAfterBreakpoint({machine: {cpus}, async boot() {
		count += 1;
		await writeFile(consolePath, `boot ${count}`);
		return makeBoot({consolePath, ...boots[count - 1]});
	}}, {emit: event => notices.push(event.type)});
	return {last, count, notices, dir};
}

const left: Partial<Boot> = {outcome: 'oops', reason: 'oops: int3: 0000 [#1] SMP NOPTI'};

t.test('a breakpoint that was left: the second boot counts, and the first is told', async t => {
	const {last, count, notices, dir} = await bootInTurn(t, [left, {}]);
	t.equal(count, 2);
	t.match(last, {outcome: 'ok', bootedAgain: left.reason});
	t.strictSame(notices, ['notice']);
	t.equal(await readFile(path.join(dir, 'console-first.log'), 'utf8'), 'boot 1');
	t.equal(await readFile(path.join(dir, 'console.log'), 'utf8'), 'boot 2');
});

t.test('one that comes again is the kernel\'s', async t => {
	const {last, count} = await bootInTurn(t, [left, left, {}]);
	t.equal(count, 2);
	t.equal(last.outcome, 'oops');
});

t.test('every other end counts at once', async t => {
	for (const [boot, cpus] of [[{}, 2], [{outcome: 'oops', reason: 'oops: Oops: 0000 [#1] SMP'}, 2], [{...left, outcome: 'panic'}, 2], [{...left, accel: 'kvm'}, 2], [{...left, entry: 'exec'}, 2], [left, 1]] as const) {
		const {count, last} = await bootInTurn(t, [boot, {}], cpus);
		t.equal(count, 1);
		t.equal(last.bootedAgain, undefined);
	}
});
