// A bisection as a person reads it: what was tested, the patch, what changed with it, how to see it again. Pure.
import Table from 'cli-table3';
import colors from 'picocolors';
import {plainTable} from '../lib/plain-table.js';
import type {FunctionChange} from '../compare/comparison.js';
import type {Bisection, Suspect} from './bisection.js';
import {nameOf} from './reproduce.js';
import type {Verdict} from './search.js';

const functionsShown = 10;
const paints: Readonly<Record<Verdict, (text: string) => string>> = {good: colors.green, bad: colors.red, skip: colors.yellow};

/** `logPath` as the reader shall see it. */
export function describeBisection(bisection: Bisection, {verbose, logPath}: {readonly verbose: boolean; readonly logPath: string}): string {
	const {probes, suspects, failing, work, reproduce, summary} = bisection;
	const table = new Table({head: ['patch', '', 'seen'], colAligns: ['right', 'left', 'left'], ...plainTable});
	for (const {patch, verdict, sentence} of probes.toSorted((left, right) => left.patch - right.patch)) table.push([nameOf(patch), paints[verdict](verdict), sentence]);
	return [
		table.toString(),
		...suspects.map(describeSuspect),
		...failing.map(({name, outcome, reason, output}) => [`${name}: ${outcome}, ${reason}`, ...output.map(line => `  ${line}`)].join('\n')),
		...(work === null ? [] : [[`against ${work.base}: ${work.sentence}`, ...describeFunctions(work.functions, verbose)].join('\n')]),
		[...reproduce.map(command => `again: ${command}`), `log:   ${logPath}`].join('\n'),
		`${suspects.length === 1 ? colors.green('FOUND') : colors.yellow('FOUND')}: ${summary}`,
	].join('\n\n');
}

export function summarizeBisection({suspects, boots, referenceBoots, durationMs, confidence}: Omit<Bisection, 'summary'>): string {
	const [first] = suspects as readonly [Suspect];
	const which = suspects.length === 1 ? `patch ${first.patch} (${first.subject}) is the first bad one`
		: `the first bad patch is one of ${first.patch} to ${suspects.at(-1)!.patch}, for those before the last cannot be tested`;
	const sure = confidence === null ? ''
		: `, ${(confidence.probability * 100).toFixed(1)} % sure: the bad end failed in ${confidence.badBoots} of ${confidence.boots} boots, a good patch passed in ${confidence.repeats}`;
	return `${which}; ${boots} boots${referenceBoots === 0 ? '' : ` and ${referenceBoots} of the reference`}, ${(durationMs / 1000).toFixed(1)} s${sure}`;
}

function describeSuspect({name, subject, diffStat}: Suspect): string {
	return [`${colors.bold(subject)} (${name})`, diffStat].join('\n');
}

function describeFunctions(functions: readonly FunctionChange[], verbose: boolean): readonly string[] {
	const shown = verbose ? functions : functions.slice(0, functionsShown);
	return [
		...shown.map(({name, base, head, delta}) => `  ${name.padEnd(32)} ${number(base)} -> ${number(head)}  ${delta > 0 ? '+' : ''}${number(delta)}`),
		...(shown.length < functions.length ? [`  and ${functions.length - shown.length} more; --verbose shows all`] : []),
	];
}

function number(value: number): string {
	return String(Number(value.toFixed(4)));
}
