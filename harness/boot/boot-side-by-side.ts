// In: how to boot each of several guests. Out: how each of them ended. The first learns when it has the machine to itself,
// and all of them are one boot to whoever watches the progress.
import type {Context} from '../context.js';
import type {ProgressEvent} from '../progress/events.js';
import type {Boot} from './boot.js';

type Emit = (event: ProgressEvent) => void;

/** `alone` settles when this guest is the only one left. */
export type BootOne = (guest: number, alone: Promise<void>, ctx: Context) => Promise<Boot>;

/** @throws what the first of them threw, when all have ended. */
export async function bootSideBySide(guests: number, bootOne: BootOne, ctx: Context): Promise<readonly [Boot, ...Boot[]]> {
	const startedAt = Date.now();
	const emitters = gatherProgress(guests, event => ctx.emit(event));
	let tellFirst!: () => void;
	const alone = new Promise<void>(resolve => { tellFirst = resolve; });
	const others = Array.from({length: guests - 1}, async (_, index) => bootOne(index + 1, Promise.resolve(), {...ctx, emit: emitters[index + 1]!}));
	void Promise.allSettled(others).then(tellFirst);
	const ended = await Promise.allSettled([bootOne(0, alone, {...ctx, emit: emitters[0]!}), ...others]);
	const boots = ended.map(end => {
		if (end.status === 'rejected') throw end.reason;
		return end.value;
	}) as unknown as readonly [Boot, ...Boot[]];
	const bad = boots.find(({outcome}) => outcome !== 'ok');
	if (guests > 1) {
		ctx.emit({
			type: 'end', stage: 'boot', cached: false, durationMs: Date.now() - startedAt,
			text: bad === undefined ? `${guests} guests booted under ${boots[0].accel}` : `${bad.outcome}: ${bad.reason}`,
		});
	}
	return boots;
}

/** An emitter for each guest. A step says how far all of them are. */
function gatherProgress(guests: number, emit: Emit): readonly Emit[] {
	if (guests === 1) return [emit];
	const done = Array.from({length: guests}, () => 0);
	const totals = Array.from({length: guests}, () => 0);
	const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
	let started = false;
	return done.map((_, guest) => (event: ProgressEvent): void => {
		if (event.type === 'log') return emit({...event, text: `${guest + 1}: ${event.text}`});
		if (event.type === 'notice' || event.stage !== 'boot') return emit(event);
		if (event.type === 'start' && !started) {
			started = true;
			return emit({...event, text: `${event.text}, ${guests} guests side by side`});
		}
		if (event.type !== 'step') return undefined;
		done[guest] = event.done ?? 0;
		totals[guest] = event.total ?? 0;
		return emit({...event, done: sum(done), total: sum(totals)});
	});
}
