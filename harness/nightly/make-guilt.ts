// Whose fault it is, as a night tells it: what a search came to, that there was none, or that an answer holds for
// another finding as well. Pure.
import type {BisectRequest, Bisection, Question} from '../bisect/bisection.js';
import type {FunctionChange} from '../compare/comparison.js';
import type {Finding, Guilt, Job} from './night.js';

const functionsMax = 10;

/** With it begins the sentence of a search that another night may make. */
const notSearched = 'not searched for';

export function makeGuilt({suspects, summary, work, reproduce, probes}: Bisection): Guilt {
	const [suspect] = suspects.length === 1 ? suspects : [];
	return {
		sentence: summary, ...(suspect === undefined ? {} : {patch: suspect.patch, subject: suspect.subject}),
		functions: (work?.functions ?? []).filter(({delta}) => delta > 0).slice(0, functionsMax).map(({name, base, head, delta}) => `${name} +${round(delta)} (${round(base)} to ${round(head)})`),
		reproduce: [...reproduce],
		runIds: probes.flatMap(({runIds}) => runIds),
	};
}

export function makeNoGuilt(reason: string, reproduce: readonly string[]): Guilt {
	return {sentence: `${notSearched}: ${reason}`, functions: [], reproduce: [...reproduce]};
}

/** Where an earlier night had an answer of the same kernel, it stands beside the finding already. */
export function wantsGuilt({kind, guilt}: Finding): boolean {
	return (kind === 'check-failed' || kind === 'metric-worse') && (guilt === undefined || guilt.sentence.startsWith(notSearched));
}

/** Why a finding of another job, or another metric, has the same answer. */
export function shareGuilt(guilt: Guilt, from: Pick<Finding, 'job' | 'name'>, why: string): Guilt {
	return {...guilt, sentence: `${why} as ${from.name} of ${from.job}: ${guilt.sentence}`};
}

/** True when all that executes more here executes more there, too. */
export function explains(there: readonly FunctionChange[], here: readonly FunctionChange[]): boolean {
	const more = here.filter(({delta}) => delta > 0);
	const names = new Set(there.filter(({delta}) => delta > 0).map(({name}) => name));
	return more.length > 0 && more.every(({name}) => names.has(name));
}

export function isSameSubject(one: Job, other: Job): boolean {
	return one.target === other.target && one.tree === other.tree && one.series === other.series;
}

/** The whole series, from the tree without any. */
export function askBisection({target, series, variant}: Job, tree: string | undefined, question: Question): BisectRequest {
	return {
		target, tree: tree ?? null, series: series ?? null, variant, accel: 'auto', cpus: null, nvme: {}, append: [], qemuArgs: [],
		totalTimeoutMs: null, from: 0, to: null, question,
	};
}

function round(insns: number): number {
	return Number(insns.toFixed(4));
}
