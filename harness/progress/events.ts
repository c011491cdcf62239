// Progress as one discriminated union in time order; the terminal, the plain CI lines and
// --verbose all read it, and no stage prints.

export type Stage =
	| 'target' | 'tree' | 'series' | 'build' | 'image' | 'accel' | 'boot' | 'count' | 'bisect' | 'night' | 'store';

export type ProgressEvent =
	| {readonly type: 'start'; readonly stage: Stage; readonly text: string}
	/** How far a stage is; `total` is absent while it is unknown. */
	| {readonly type: 'step'; readonly stage: Stage; readonly text: string; readonly done?: number; readonly total?: number}
	| {readonly type: 'end'; readonly stage: Stage; readonly text: string; readonly cached: boolean; readonly durationMs: number}
	| {readonly type: 'notice'; readonly stage: Stage; readonly text: string}
	/** A raw line of a tool or of the guest's console; shown with --verbose only. */
	| {readonly type: 'log'; readonly stage: Stage; readonly text: string};
