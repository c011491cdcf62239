// In: the result of a run on a mail's patches, and what the compiler said without them. Out: what `b4 review` shows of it: an
// entry for each step that was come to. Pure.
import {findNewWarnings} from '../each/make-row.js';
import type {RunResult} from '../result/result-schema.js';

/** As b4 reads it. */
export interface B4Entry {
	readonly tool: string;
	readonly status: 'pass' | 'warn' | 'fail';
	readonly summary: string;
	/** The run's page. */
	readonly url: string;
	readonly details: string;
}

export function makeEntries({result, knownWarnings, url}: {readonly result: RunResult; readonly knownWarnings: readonly string[]; readonly url: string}): readonly B4Entry[] {
	const {series, build, boot, checks} = result;
	const entry = (step: string, status: B4Entry['status'], summary: string, details: readonly string[] = []): B4Entry => ({tool: `kernel-test/${step}`, status, summary, url, details: details.join('\n')});
	if (series.conflict !== undefined) {
		const {subject, file, hunk, gitWords} = series.conflict;
		return [entry('apply', 'fail', `"${subject}" does not apply${file === '' ? '' : ` to ${file}`}`, [hunk || gitWords])];
	}
	const entries = [entry('apply', 'pass', `${series.patch} patches applied, the last of them "${series.lastSubject ?? ''}"`)];
	if (build === undefined) return entries;
	if (build.outcome === 'compile-error') return [...entries, entry('build', 'fail', 'the kernel does not compile', build.errors)];
	const warnings = findNewWarnings(build.warnings, knownWarnings);
	entries.push(warnings.length === 0 ? entry('build', 'pass', `builds, ${build.compiler}`) : entry('build', 'warn', `${warnings.length} new compiler warning${warnings.length === 1 ? '' : 's'}`, warnings));
	if (boot === undefined) return entries;
	const complaints = boot.kernelWarnings.map(({line, entry: during}) => `${line}${during === undefined ? '' : ` (during ${during})`}`);
	entries.push(boot.outcome !== 'ok' ? entry('boot', 'fail', `${boot.outcome}: ${boot.reason}`, boot.consoleTail)
		: complaints.length > 0 ? entry('boot', 'fail', `boots, and the kernel complained: ${complaints[0]!}`, complaints)
			: entry('boot', 'pass', `boots, ${boot.kernel ?? 'kernel unknown'} under ${boot.accel}`));
	const count = (wanted: string): number => checks.filter(({outcome}) => outcome === wanted).length;
	const bad = checks.filter(({outcome}) => outcome !== 'pass' && outcome !== 'skip');
	if (checks.length > 0) {
		entries.push(bad.length === 0
			? entry('checks', count('pass') === 0 ? 'warn' : 'pass', `${count('pass')} checks passed, ${count('skip')} skipped`)
			: entry('checks', 'fail', `${bad.length} of ${checks.length} checks failed: ${bad.slice(0, 5).map(({name}) => name).join(', ')}`, bad.map(({name, outcome, reason}) => `${name}: ${outcome}, ${reason}`)));
	}
	return entries;
}
