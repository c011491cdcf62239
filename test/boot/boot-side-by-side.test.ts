import {setTimeout as sleep} from 'node:timers/promises';
import t, {type Test} from 'tap';
import type {Boot} from '../../harness/boot/boot.js';
import {bootSideBySide, type BootOne} from '../../harness/boot/boot-side-by-side.js';
import type {ProgressEvent} from '../../harness/progress/events.js';
import {makeBoot} from '../result/sample.js';
import {makeContext} from '../support.js';

/** Guests with these boots: what each was told, in time order, and what was shown. */
async function bootAll(t: Test, guests: number, bootOne: BootOne) {
	const events: ProgressEvent[] = [];
	const ctx = await makeContext(t);
	const boots = await bootSideBySide(guests, bootOne, {...ctx, emit(event) { events.push(event); }});
	return {boots, events};
}

t.test('all run at once, and the first is told when the others are gone', async t => {
	const log: string[] = [];
	const {boots} = await bootAll(t, 3, async (guest, alone) => {
		log.push(`start ${guest}`);
		if (guest === 0) await alone;
		else await sleep(10 * guest);
		log.push(`end ${guest}`);
		return makeBoot({consolePath: `${guest}`});
	});
	t.strictSame(log, ['start 1', 'start 2', 'start 0', 'end 1', 'end 2', 'end 0']);
	t.strictSame(boots.map(({consolePath}) => consolePath), ['0', '1', '2']);
});

t.test('one guest is alone from the start', async t => {
	const {boots, events} = await bootAll(t, 1, async (_, alone, ctx) => {
		await alone;
		ctx.emit({type: 'end', stage: 'boot', text: 'booted', cached: false, durationMs: 1});
		return makeBoot();
	});
	t.equal(boots.length, 1);
	t.strictSame(events.map(({text}) => text), ['booted']);
});

t.test('what one of them threw comes when all have ended', async t => {
	let ended = false;
	await t.rejects(bootAll(t, 2, async (guest, alone): Promise<Boot> => {
		if (guest === 1) throw new Error('no QEMU');
		await alone;
		ended = true;
		return makeBoot();
	}), /no QEMU/);
	t.ok(ended);
});

t.test('progress is that of all together', async t => {
	const {events} = await bootAll(t, 2, async (guest, _, ctx) => {
		ctx.emit({type: 'start', stage: 'boot', text: 'booting under tcg'});
		ctx.emit({type: 'step', stage: 'boot', text: `io/${guest}`, done: 5, total: 10});
		ctx.emit({type: 'log', stage: 'boot', text: 'a line'});
		ctx.emit({type: 'end', stage: 'boot', text: 'booted under tcg', cached: false, durationMs: 1});
		return makeBoot(guest === 0 ? {} : {outcome: 'panic', reason: 'Kernel panic'});
	});
	t.match(events, [
		{type: 'start', text: 'booting under tcg, 2 guests side by side'}, {type: 'step', text: 'io/1', done: 5, total: 10}, {type: 'log', text: '2: a line'},
		{type: 'step', text: 'io/0', done: 10, total: 20}, {type: 'log', text: '1: a line'},
		{type: 'end', text: 'panic: Kernel panic'},
	]);
});
