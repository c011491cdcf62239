// In: the result of a prefix. Out: whether what is wrong at the bad end is wrong here. Pure.
import type {CheckResult, RunResult} from '../result/result-schema.js';
import type {FailingCheck, Symptom} from './bisection.js';
import type {Verdict} from './search.js';

const failures: ReadonlySet<string> = new Set(['fail', 'timeout', 'panic']);
const outputLinesMax = 20;

/** What is wrong with a result; undefined when nothing is, or it cannot be tested. */
export function findSymptom(result: RunResult): Symptom | undefined {
	if (result.outcome !== 'fail') return undefined;
	const failing = result.checks.filter(({outcome}) => failures.has(outcome));
	if (failing.length === 0) return {kind: 'run'};
	return {kind: 'checks', names: failing.map(({name}) => name), skipping: failing.filter(failsBySkipping).map(({name}) => name)};
}

/** True when the kernel did not come up in time, and no check or bench says why: a machine that is busy does the same. */
export function isSilent({outcome, boot, checks, measurements}: RunResult): boolean {
	return outcome === 'fail' && (boot?.outcome === 'hang' || boot?.outcome === 'timeout') && [...checks, ...measurements].every(entry => entry.outcome === 'broken');
}

/** Of several boots of the bad end: what failed in any of them. */
export function mergeSymptoms(results: readonly RunResult[]): Symptom | undefined {
	const found = results.map(findSymptom).filter(symptom => symptom !== undefined);
	const ofChecks = found.filter(symptom => symptom.kind === 'checks');
	if (ofChecks.length === 0) return found[0];
	return {kind: 'checks', names: [...new Set(ofChecks.flatMap(({names}) => names))], skipping: [...new Set(ofChecks.flatMap(({skipping}) => skipping))]};
}

/**
 * A check that skips did not fail: its feature came with a later patch, and so did what is wrong. Where skipping is what
 * is wrong, it is here, too. A check that never ran, because the kernel died before it, says nothing.
 */
export function judgeCheck(result: RunResult, symptom: Symptom): {readonly verdict: Verdict; readonly sentence: string} {
	const {summary} = result;
	if (result.outcome === 'untestable' || result.outcome === 'broken') return {verdict: 'skip', sentence: summary};
	if (symptom.kind === 'run') return {verdict: result.outcome === 'fail' ? 'bad' : 'good', sentence: summary};
	const asked = result.checks.filter(({name}) => symptom.names.includes(name));
	const bad = asked.filter(check => failures.has(check.outcome) || (check.outcome === 'skip' && symptom.skipping.includes(check.name)));
	if (bad.length > 0) return {verdict: 'bad', sentence: bad.map(({name, outcome, reason}) => `${name}: ${outcome}, ${reason}`).join('; ')};
	const unknown = asked.find(({outcome}) => outcome === 'broken');
	if (unknown !== undefined) return {verdict: 'skip', sentence: `${unknown.name}: ${unknown.reason}`};
	const skipped = asked.filter(({outcome}) => outcome === 'skip');
	if (skipped.length === asked.length && skipped.length > 0) return {verdict: 'good', sentence: `skipped, so nothing fails: ${skipped[0]!.reason}`};
	return {verdict: 'good', sentence: `passes${skipped.length === 0 ? '' : `, ${skipped.length} skipped`}`};
}

/** The checks that the symptom is about, as they failed here. */
export function listFailing(result: RunResult, symptom: Symptom): FailingCheck[] {
	return result.checks.filter(({name, outcome}) => failures.has(outcome) && (symptom.kind === 'run' || symptom.names.includes(name)))
		.map(({name, outcome, reason, output}) => ({name, outcome, reason, output: output.slice(0, outputLinesMax)}));
}

/** In judgeReported()'s words: on the whole series, a skip is a failure. */
function failsBySkipping({outcome, reason}: CheckResult): boolean {
	return outcome === 'fail' && reason.startsWith('skipped although ');
}
