// In: a night's jobs and findings. Out: the exit code and one sentence for a person. Pure.
import type {Finding, Night} from './night.js';

type Judged = Pick<Night, 'jobs' | 'findings'>;

/** 1 for what got worse or cannot be built, 128 where machine or time kept a job from being tested; what is flaky, or may be missing, is told, and no more. */
export function exitCodeOfNight({jobs, findings}: Judged): number {
	if (listWorse(findings).length > 0 || jobs.some(({outcome}) => outcome === 'untestable')) return 1;
	return jobs.some(({outcome, job}) => outcome === 'broken' || outcome === 'not-run' || (outcome === 'missing' && job.mayBeMissing !== true)) ? 128 : 0;
}

export function listWorse(findings: readonly Finding[]): readonly Finding[] {
	return findings.filter(({kind}) => kind === 'check-failed' || kind === 'metric-worse');
}

export function summarizeNight({jobs, findings, nightId}: Judged & Pick<Night, 'nightId'>): string {
	const worse = listWorse(findings);
	const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
	const fresh = worse.filter(({since}) => since === nightId).length;
	const flaky = findings.filter(({kind}) => kind === 'check-flaky').length;
	const untested = findings.filter(({kind}) => kind === 'not-tested').length;
	const parts = [
		...(worse.length === 0 ? ['nothing got worse'] : [
			`${count(worse.length, 'thing')} worse${fresh === worse.length ? '' : `, ${fresh} of them new`}: ${describe(worse[0]!)}`,
		]),
		...(flaky === 0 ? [] : [`${flaky} flaky`]),
		...(untested === 0 ? [] : [`${untested} of ${count(jobs.length, 'job')} not tested`]),
	];
	return parts.join('; ');
}

function describe({job, name, sentence, guilt}: Finding): string {
	return `${name === '' ? job : `${name} (${job})`}${guilt?.patch === undefined ? ` ${sentence}` : ` since patch ${guilt.patch}${guilt.subject === undefined ? '' : `, ${guilt.subject}`}`}`;
}
