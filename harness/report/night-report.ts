// In: a night, and those before it. Out: what there is to read in the morning, what got worse first, as one page or as
// Markdown. Pure.
import type {Finding, JobResult, Night, NightMetric} from '../nightly/night.js';
import {cleanText} from '../lib/clean-text.js';
import {formatChange, formatCount, formatNumber, formatSeconds} from './format.js';
import {renderHtml} from './html-report.js';
import {renderMarkdown} from './markdown-report.js';
import type {Cell, Part, Report, Section} from './parts.js';

/** Nights that a line of a metric goes back. */
const sparkNights = 30;

export async function makeNightHtml(night: Night, history: readonly Night[]): Promise<string> {
	return renderHtml(makeNightReport(night, history));
}

export function makeNightMarkdown(night: Night, history: readonly Night[]): string {
	return renderMarkdown(makeNightReport(night, history));
}

export function makeNightReport(dirtyNight: Night, dirtyHistory: readonly Night[]): Report {
	const night = cleanText(dirtyNight), history = cleanText(dirtyHistory);
	const outcome = ({0: 'pass', 1: 'fail'} as const)[night.exitCode] ?? 'broken';
	return {
		title: `${outcome}: night ${night.nightId}`, outcome, summary: night.summary, source: 'night.json',
		subject: `Night ${night.nightId}, ${formatCount(night.jobs.length, 'job')} in ${formatMinutes(night.durationMs)}, against ${formatCount(history.length, 'earlier night')}`,
		sections: [
			makeWorseSection(night),
			...makeTableSection(night, {id: 'flaky', heading: 'Flaky', kinds: ['check-flaky'], caption: 'Failed and passed with the same kernel: no alarm'}),
			...makeTableSection(night, {id: 'untested', heading: 'Not tested', kinds: ['not-tested'], caption: 'Jobs without an answer tonight'}),
			...makeTableSection(night, {id: 'better', heading: 'Better', kinds: ['check-mended', 'metric-better'], caption: 'What passes again or costs less'}),
			makeJobsSection(night),
			...makeMetricsSection(night, history),
			makeNightSection(night),
		],
	};
}

function makeWorseSection({findings, nightId}: Night): Section {
	const worse = findings.filter(({kind}) => kind === 'check-failed' || kind === 'metric-worse');
	return {id: 'worse', heading: 'What got worse', parts: worse.length === 0 ? [{type: 'text', text: 'Nothing got worse.'}] : worse.flatMap(finding => showFinding(finding, nightId))};
}

/** Patch, function, number, and the command that shows it again. */
function showFinding({kind, job, name, sentence, since, change, guilt}: Finding, nightId: string): readonly Part[] {
	return [{
		type: 'details', isOpen: true, summary: `${kind === 'check-failed' ? 'Fails' : 'Costs more'}: ${name === '' ? job : name}`,
		parts: [
			{type: 'text', text: sentence},
			{type: 'rows', rows: [
				['job', job], ['since', since === nightId ? 'tonight' : since],
				...(change === undefined ? [] : [['number', `${formatValue(change.base)} to ${formatValue(change.head)} ${change.unit} (${formatChange((change.head - change.base) / change.base * 100)} %)`] as const]),
				...(guilt === undefined ? [] : [['guilt', guilt.sentence] as const]),
				...(guilt?.patch === undefined ? [] : [['patch', `${guilt.patch}${guilt.subject === undefined ? '' : `, ${guilt.subject}`}`] as const]),
			]},
			...(guilt === undefined || guilt.functions.length === 0 ? [] : [{type: 'code', caption: 'Functions that execute more:', lines: guilt.functions} as const]),
			...(guilt === undefined || guilt.reproduce.length === 0 ? [] : [{type: 'code', caption: 'Shows it again:', lines: guilt.reproduce} as const]),
		],
	}];
}

function makeTableSection({findings, nightId}: Night, {id, heading, kinds, caption}: {readonly id: string; readonly heading: string; readonly kinds: readonly Finding['kind'][]; readonly caption: string}): readonly Section[] {
	const found = findings.filter(({kind}) => kinds.includes(kind));
	const hasRate = found.some(({rate}) => rate !== undefined);
	return found.length === 0 ? [] : [{id, heading, parts: [{
		type: 'table', caption,
		columns: [{text: 'what'}, {text: 'job'}, ...(hasRate ? [{text: 'failed', isNumber: true} as const] : []), {text: 'since'}, {text: '', isLong: true}],
		rows: found.map(({job, name, sentence, since, rate}) => [
			{text: name === '' ? 'the job' : name}, {text: job},
			...(hasRate ? [rate === undefined ? {text: ''} : {text: `${formatNumber(rate.failed / rate.runs * 100, 1)} %`, note: `${rate.failed} of ${rate.runs}`}] : []),
			{text: since === nightId ? 'tonight' : since}, {text: sentence},
		]),
	}]}];
}

function makeJobsSection({jobs}: Night): Section {
	return {id: 'jobs', heading: 'Jobs', parts: [{
		type: 'table', caption: `The matrix: ${formatCount(jobs.length, 'job')}`,
		columns: [{text: 'job'}, {text: 'outcome'}, {text: 'time', isNumber: true}, {text: 'boots', isNumber: true}, {text: 'checks', isNumber: true}, {text: 'tree and series', isLong: true}, {text: '', isLong: true}],
		rows: jobs.map(({job, outcome, reason, durationMs, runIds, checks, subject}) => [
			{text: job.id}, {text: outcome, outcome: outcomeClasses[outcome]}, {text: formatMinutes(durationMs)}, {text: String(runIds.length)}, {text: checks.length === 0 ? '' : String(checks.length)},
			{text: subject === undefined ? '' : `${subject.tree}, ${formatCount(subject.patches, 'patch').replace(/patchs$/, 'patches')}`}, {text: reason},
		]),
	}]};
}

/** Classes that the page has colours for. */
const outcomeClasses: Readonly<Record<JobResult['outcome'], string>> = {'pass': 'pass', 'fail': 'fail', 'untestable': 'untestable', 'broken': 'broken', 'missing': 'skip', 'not-run': 'skip'};

function makeMetricsSection({jobs}: Night, history: readonly Night[]): readonly Section[] {
	const tables = jobs.filter(({metrics}) => metrics.some(isKey)).map((result): Part => ({
		type: 'table', caption: result.job.id,
		columns: [{text: 'metric'}, {text: 'tonight', isNumber: true}, {text: 'since the last night', isNumber: true}, {text: `the last ${sparkNights} nights`}],
		rows: result.metrics.filter(isKey).map(metric => showMetric(metric, result, history)),
	}));
	return tables.length === 0 ? [] : [{id: 'metrics', heading: 'Numbers', parts: [
		{type: 'text', text: 'Counted instructions are exact. Times are a busy host\'s as much as the kernel\'s: they are judged against other engines of the same boot, and over nights.'},
		...tables,
	]}];
}

function isKey({exact, name}: NightMetric): boolean {
	return exact || name.endsWith('.iops');
}

function showMetric(metric: NightMetric, result: JobResult, history: readonly Night[]): readonly Cell[] {
	const before = history.flatMap(({jobs}) => {
		const job = jobs.find(other => other.job.id === result.job.id);
		const like = job?.metrics.find(({name, fingerprint}) => name === metric.name && fingerprint === metric.fingerprint);
		return job === undefined || like === undefined ? [] : [{value: like.value, kernel: job.subject?.kernel}];
	}).slice(0, sparkNights - 1);
	const last = before[0];
	const isUnchanged = last !== undefined && last.kernel !== undefined && last.kernel === result.subject?.kernel;
	const change = last === undefined ? '' : `${formatChange((metric.value - last.value) / last.value * 100)}${metric.value === last.value ? '' : ' %'}`;
	return [
		{text: metric.name}, {text: formatValue(metric.value), note: metric.unit},
		{text: change, ...(isUnchanged && metric.value !== last.value ? {note: 'kernel unchanged'} : {})},
		{text: '', spark: [metric.value, ...before.map(({value}) => value)].reverse()},
	];
}

function makeNightSection({nightId, startedAt, durationMs, configHash, starts}: Night): Section {
	return {id: 'night', heading: 'This night', parts: [{type: 'rows', rows: [
		['night', nightId], ['started', startedAt], ['took', formatMinutes(durationMs)], ['configuration', configHash],
		...(starts > 1 ? [['starts', `${starts}: it was interrupted and went on`] as const] : []),
	]}]};
}

function formatMinutes(milliseconds: number): string {
	return milliseconds < 120_000 ? formatSeconds(milliseconds) : `${formatNumber(milliseconds / 60_000, 1)} min`;
}

/** As many digits as say something. */
function formatValue(value: number): string {
	return formatNumber(value, value < 10_000 && !Number.isInteger(value) ? 2 : 0);
}
