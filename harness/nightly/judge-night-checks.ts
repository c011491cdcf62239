// In: the checks of a job tonight, each with an outcome for every run, and the nights before. Out: which failed, which
// are flaky, which pass again. The same check of the same kernel that both failed and passed is flaky, and no alarm. Pure.
import {findLast, isSameKernel, type TestedJob, type JudgedJob} from './night-history.js';
import type {Confirmation, Finding, JobResult} from './night.js';

type NightCheck = JobResult['checks'][number];

/** A flaky check that fails in every run of a night with less probability than this has come to fail for another reason. */
const chanceMin = 0.01;

export function isBad(outcome: NightCheck['outcomes'][number]): boolean {
	return outcome !== 'pass' && outcome !== 'skip';
}

/** Names of what failed in its one run and is not known to fail with this kernel. */
export function suspectChecks(result: JobResult, tested: readonly TestedJob[]): readonly string[] {
	const isKnown = (name: string): boolean => findLast(tested, ['check-failed'], name) !== undefined && isSameKernel(result, tested[0]!.result);
	const failed = result.checks.filter(({outcomes}) => outcomes.some(isBad));
	if (failed.length === 0 && result.outcome === 'fail') return isKnown('') ? [] : [''];
	return failed.filter(({name, outcomes}) => outcomes.length === 1 && !isKnown(name)).map(({name}) => name);
}

/** `again`: whether a job that failed without a check did so again. */
export function concludeChecks({result, tested, nightId, again}: JudgedJob & {readonly again: Confirmation['outcome'] | undefined}): readonly Finding[] {
	const job = result.job.id;
	const checks = result.checks.flatMap(check => concludeCheck(check));
	if (result.outcome === 'pass' || result.checks.some(({outcomes}) => outcomes.some(isBad))) return [...checks, ...mendJob()];
	const before = findLast(tested, ['check-failed'], '');
	return again === 'refuted'
		? [{kind: 'check-flaky', job, name: '', since: nightId, sentence: `failed, and not when it was run again: ${result.reason}`, rate: {failed: 1, runs: Math.max(2, result.runIds.length)}}]
		: [fail('', result.reason, before)];

	function concludeCheck({name, outcomes, reason}: NightCheck): readonly Finding[] {
		const bad = outcomes.filter(isBad).length;
		const before = findLast(tested, ['check-failed'], name);
		const earlier = tally(name, result, tested);
		const rate = {failed: earlier.failed + bad, runs: earlier.runs + outcomes.length};
		const isMixed = rate.failed > 0 && rate.failed < rate.runs;
		if (bad === outcomes.length && outcomes.length > 0 && !(isMixed && (bad === 1 || isLikely(earlier, bad)))) return [fail(name, outcomes.length > 1 || before !== undefined ? reason : `${reason || 'failed'} (there was no time to run it again)`, before)];
		if (isMixed) return [flake(name, rate, reason)];
		return bad === 0 && outcomes.length > 0 && before !== undefined
			? [{kind: 'check-mended', job, name, since: nightId, sentence: `passes again, after it had failed since ${before.since}`}] : [];
	}

	function fail(name: string, reason: string, before: Finding | undefined): Finding {
		const isSame = before !== undefined && isSameKernel(result, tested[0]!.result);
		return {
			kind: 'check-failed', job, name, since: before?.since ?? nightId,
			sentence: `${reason || 'failed'}${before === undefined ? '' : `; fails since ${before.since}${isSame ? ', the kernel is the same' : ''}`}`,
			...(isSame && before.guilt !== undefined ? {guilt: before.guilt} : {}),
		};
	}

	function flake(name: string, rate: NonNullable<Finding['rate']>, reason: string): Finding {
		const before = findLast(tested, ['check-flaky', 'check-failed'], name);
		const why = reason || before?.sentence.replace(/^failed \d+ of \d+ runs of the same kernel(?:: )?/, '') || '';
		return {
			kind: 'check-flaky', job, name, since: before?.since ?? nightId, rate,
			sentence: `failed ${rate.failed} of ${rate.runs} runs of the same kernel${why === '' ? '' : `: ${why}`}`,
		};
	}

	function mendJob(): readonly Finding[] {
		const before = findLast(tested, ['check-failed'], '');
		return before === undefined ? [] : [{kind: 'check-mended', job, name: '', since: nightId, sentence: `comes up again, after it had failed since ${before.since}`}];
	}
}

/** Failures and runs of a check in the earlier nights in which the kernel was the same. */
function tally(name: string, result: JobResult, tested: readonly TestedJob[]): {readonly failed: number; readonly runs: number} {
	const outcomes = tested.filter(other => isSameKernel(result, other.result))
		.flatMap(other => other.result.checks.find(check => check.name === name)?.outcomes ?? []);
	return {failed: outcomes.filter(isBad).length, runs: outcomes.length};
}

/** Whether a check that failed so often before may by chance fail so many times in a row; the rate by Laplace's rule of succession. */
function isLikely({failed, runs}: {readonly failed: number; readonly runs: number}, times: number): boolean {
	return ((failed + 1) / (runs + 2)) ** times >= chanceMin;
}
