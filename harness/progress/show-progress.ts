// Turns progress events into a spinner on a terminal, or into plain lines where there is
// none (CI, a pipe, NO_COLOR's friends). Writes to the stream it is given: stderr.
import ora from 'ora';
import {cleanText} from '../lib/clean-text.js';
import type {ProgressEvent} from './events.js';

export interface ProgressView {
	show(event: ProgressEvent): void;
	/** Takes a running spinner off the screen, so that what follows starts on a clean line. */
	stop(): void;
}

interface ViewOptions {
	readonly stream: NodeJS.WriteStream;
	readonly terminal: boolean;
	readonly verbose: boolean;
}

/** The view for this stream. Plain lines repeat a step at most every `plainStepMs`. */
export function makeProgressView({stream, terminal, verbose}: ViewOptions): ProgressView {
	const view = terminal && !verbose ? makeSpinnerView(stream) : makePlainView(stream);
	return {
		show(event) {
			if (event.type !== 'log' || verbose) view.show(cleanText(event));
		},
		stop: () => view.stop(),
	};
}

/** A finished stage in one line, the same for every view. */
export function describeEnd(event: Extract<ProgressEvent, {type: 'end'}>): string {
	const time = event.cached ? 'unchanged' : `${(event.durationMs / 1000).toFixed(1)} s`;
	return `${event.stage.padEnd(6)} ${event.text} (${time})`;
}

/** A step with its share of the whole where that is known. */
export function describeStep(event: Extract<ProgressEvent, {type: 'step'}>): string {
	const share = event.done === undefined ? ''
		: event.total === undefined ? ` ${event.done}`
			: ` ${event.done}/${event.total} (${Math.floor((100 * event.done) / Math.max(1, event.total))} %)`;
	return `${event.stage.padEnd(6)} ${event.text}${share}`;
}

function makeSpinnerView(stream: NodeJS.WriteStream): ProgressView {
	const spinner = ora({stream, discardStdin: false, hideCursor: false});
	let startedAt = Date.now();
	const elapsed = (): string => {
		const seconds = Math.floor((Date.now() - startedAt) / 1000);
		return seconds < 2 ? '' : `, ${seconds} s`;
	};
	return {
		show(event) {
			switch (event.type) {
				case 'start':
					startedAt = Date.now();
					spinner.start(`${event.stage.padEnd(6)} ${event.text}`);
					break;
				case 'step':
					if (!spinner.isSpinning) spinner.start();
					spinner.text = describeStep(event) + elapsed();
					break;
				case 'end':
					spinner.succeed(describeEnd(event));
					break;
				case 'notice':
					spinner.info(`${event.stage.padEnd(6)} ${event.text}`);
					break;
				case 'log':
					break;
			}
		},
		stop() {
			// Where none spins it would still put the cursor at the start of the line, in the midst of what a guest writes.
			if (spinner.isSpinning) spinner.stop();
		},
	};
}

const plainStepMs = 10_000;

function makePlainView(stream: NodeJS.WritableStream): ProgressView {
	let lastStepAt = Date.now();
	const write = (line: string): void => void stream.write(`${line}\n`);
	return {
		show(event) {
			switch (event.type) {
				case 'start':
					lastStepAt = Date.now();
					write(`${event.stage.padEnd(6)} ${event.text} ...`);
					break;
				case 'step':
					if (Date.now() - lastStepAt < plainStepMs) return;
					lastStepAt = Date.now();
					write(describeStep(event));
					break;
				case 'end':
					write(describeEnd(event));
					break;
				case 'notice':
					write(`${event.stage.padEnd(6)} ${event.text}`);
					break;
				case 'log':
					write(`  | ${event.text}`);
					break;
			}
		},
		stop() {},
	};
}
