// Reads the guest's KTAP v1 stream line by line. Never throws on what a guest sends: whatever
// does not fit is kept as a problem, and everything kept has a bound.
// Format: Documentation/dev-tools/ktap.rst in the kernel tree.
import {describeIssues} from '../lib/zod-issues.js';
import {recordSchema, type DeviceFacts, type GuestFacts, type GuestRecord, type MeasurementRecord} from './records.js';

export type EntryOutcome = 'pass' | 'fail' | 'skip' | 'timeout';

/** One planned entry as the guest reported it. */
export interface EntryReport {
	readonly name: string;
	readonly outcome: EntryOutcome;
	/** The skip directive's text, or the last line that the program printed. */
	readonly reason: string;
	readonly durationMs: number;
	/** What the program printed, at most `entryLinesMax` lines. */
	readonly lines: readonly string[];
}

export interface GuestReport {
	/** Number of entries that the guest announced; absent before its plan line. */
	readonly plan: number | undefined;
	readonly guest: GuestFacts | undefined;
	readonly devices: readonly DeviceFacts[];
	readonly entries: readonly EntryReport[];
	readonly measurements: readonly MeasurementRecord[];
	readonly exec: Extract<GuestRecord, {type: 'exec'}> | undefined;
	/** The entry that was started last and has no result yet. */
	readonly running: string | undefined;
	/** The guest came to the end of its plan. */
	readonly done: boolean;
	readonly problems: readonly string[];
}

/** How far the guest is: the part of a report that is asked for line by line. */
export type GuestProgress = Pick<GuestReport, 'plan' | 'running' | 'done'> & {readonly ended: number};

/** Collects lines; `report()` and `progress()` may be asked for at any time. */
export interface GuestLog {
	push(line: string): void;
	progress(): GuestProgress;
	report(): GuestReport;
}

type EndRecord = Extract<GuestRecord, {type: 'end'}>;

const entriesMax = 10_000;
const entryLinesMax = 250;
/** All entries together. */
const lineCharactersMax = 16 * 2 ** 20;
const problemsMax = 100;
const devicesMax = 64;

/** With the names of what is planned, anything else that starts is a forgery. */
export function makeGuestLog(planned?: ReadonlySet<string>): GuestLog {
	let versionSeen = false;
	let plan: number | undefined;
	let guest: GuestFacts | undefined;
	let exec: GuestReport['exec'];
	let running: string | undefined;
	let done = false;
	let lines: string[] = [];
	let end: EndRecord | undefined;
	let lineCharacters = 0;
	const devices: DeviceFacts[] = [];
	const entries: EntryReport[] = [];
	const measurements = new Map<string, MeasurementRecord>();
	const problems: string[] = [];
	const names = new Set<string>();

	const problem = (text: string): void => {
		if (problems.length < problemsMax) problems.push(text.slice(0, 400));
	};

	const takeRecord = (json: string): void => {
		const record = parseRecord(json);
		if (typeof record === 'string') return problem(record);
		switch (record.type) {
			case 'guest':
				guest ??= record;
				break;
			case 'device':
				if (devices.length < devicesMax) devices.push(record);
				break;
			case 'measurement':
				if (running !== `bench/${record.name}`) problem(`measurement ${record.name} while ${running ?? 'nothing'} was running`);
				else if (measurements.has(record.name)) problem(`measurement ${record.name} twice`);
				else if (measurements.size >= entriesMax) problem('too many measurements');
				else measurements.set(record.name, record);
				break;
			case 'start':
				if (planned?.has(record.name) === false) return problem(`${record.name} started, which is not planned`);
				if (running !== undefined) problem(`${record.name} started while ${running} was running`);
				running = record.name;
				lines = [];
				end = undefined;
				break;
			case 'end':
				if (running !== record.name) problem(`${record.name} ended without a start`);
				end = record;
				break;
			case 'exec':
				exec ??= record;
				break;
			case 'done':
				if (running !== undefined) problem(`done while ${running} was running`);
				done = true;
				break;
		}
	};

	const takeResult = (ok: boolean, number: number, description: string): void => {
		const {name, directive, reason} = splitDirective(description);
		if (planned?.has(name) === false) return problem(`result for ${name}, which is not planned`);
		if (name !== running) problem(`result for ${name} while ${running ?? 'nothing'} was running`);
		else if (end === undefined) problem(`a result for ${name}, which has not ended`);
		else if (ok && (end.signal !== 0 || end.timedOut)) problem(`${name} is ok, and did not end well`);
		if (number !== entries.length + 1) problem(`result ${number} where ${entries.length + 1} was due`);
		if (names.has(name)) return problem(`second result for ${name}`);
		if (entries.length >= entriesMax) return problem('too many results');
		names.add(name);
		const outcome = directive === 'SKIP' ? 'skip' : directive === 'TIMEOUT' ? 'timeout' : ok ? 'pass' : 'fail';
		entries.push({name, outcome, reason: reason || describeEnd(outcome, end, lines.at(-1)), durationMs: end?.durationMs ?? 0, lines});
		running = undefined;
		lines = [];
		end = undefined;
	};

	return {
		push(line) {
			if (line === '') return;
			if (/^KTAP version \d+$/.test(line)) {
				if (versionSeen) problem('a second KTAP version line');
				versionSeen = true;
				return;
			}
			if (!versionSeen) return problem(`before the KTAP version line: ${line}`);
			const planned = /^1\.\.(\d{1,6})$/.exec(line);
			if (planned !== null) {
				if (plan !== undefined) return problem(`a second plan: ${line}`);
				plan = Number(planned[1]);
				return;
			}
			const record = /^# record (\{.*)$/.exec(line);
			if (record !== null) return takeRecord(record[1]!);
			const result = /^(not )?ok (\d{1,6})(?: -)? ?(.*)$/.exec(line);
			if (result !== null) return takeResult(result[1] === undefined, Number(result[2]), result[3]!);
			const diagnostic = /^# ?(.*)$/.exec(line);
			if (diagnostic !== null) {
				const text = diagnostic[1]!;
				if (lines.length < entryLinesMax && (lineCharacters += text.length) <= lineCharactersMax) lines.push(text);
				return;
			}
			problem(`unknown line: ${line}`);
		},
		progress: () => ({plan, running, done, ended: entries.length}),
		report: () => ({
			plan, guest, exec, running, done,
			devices: [...devices], entries: [...entries], measurements: [...measurements.values()], problems: [...problems],
		}),
	};
}

/** Why an entry is not well: the last line that it printed, and what it could not print itself. */
function describeEnd(outcome: EntryOutcome, end: EndRecord | undefined, lastLine: string | undefined): string {
	if (outcome === 'pass') return '';
	const ended = outcome === 'timeout' ? `not ended after ${(end?.durationMs ?? 0) / 1000} s` : outcome === 'fail' && end !== undefined && end.signal !== 0 ? `killed by signal ${end.signal}` : undefined;
	return [ended, lastLine].filter(part => part !== undefined).join('; last line: ');
}

function parseRecord(json: string): GuestRecord | string {
	let value: unknown;
	try {
		value = JSON.parse(json);
	} catch {
		return `a record is not JSON: ${json}`;
	}
	const parsed = recordSchema.safeParse(value);
	return parsed.success ? parsed.data : `a record is malformed: ${describeIssues(parsed.error)}: ${json}`;
}

function splitDirective(description: string): {name: string; directive: string | undefined; reason: string} {
	const parts = /^(.*?)\s*# (SKIP|TIMEOUT|TODO|XFAIL|ERROR)\b ?(.*)$/.exec(description);
	return parts === null
		? {name: description.trim(), directive: undefined, reason: ''}
		: {name: parts[1]!.trim(), directive: parts[2], reason: parts[3]!.trim()};
}
