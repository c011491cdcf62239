// What every stage is given beside its input: where things are kept, how to report
// progress, and the signal that ends everything. Made once by cli.ts.
import type {ProgressEvent} from './progress/events.js';

export interface Context {
	/** Root of this project: patches/, kernel-config/, guest-tools/. */
	readonly projectDir: string;
	/** Reproducible, machine-local work: trees, kernels, guest programs. Safe to delete. */
	readonly cacheDir: string;
	/** Where results/<target>/<run-id>/ are written. */
	readonly resultsDir: string;
	/** Aborted by Ctrl-C or a termination signal. */
	readonly signal: AbortSignal;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** Parallel compile jobs (`make -j`). */
	readonly jobs: number;
	emit(event: ProgressEvent): void;
}
