// In: a run's result, and other runs of the series. Out: the report, verdict first; what has no data is left out. Pure.
import type {RunResult} from '../result/result-schema.js';
import {makeChecksSection} from './checks-section.js';
import {cleanText} from '../lib/clean-text.js';
import {makeAgainSection, makeMeasuredWithSection, makeWarningsSection} from './context-section.js';
import {makeCountsSection} from './counts-section.js';
import {describeSubject, makeFactsSection, makeTroubleSection} from './facts-section.js';
import type {Report} from './parts.js';
import {makeStairsSection} from './stairs-section.js';
import {makeTimesSection} from './times-section.js';

export function makeReport(run: RunResult, otherRuns: readonly RunResult[] = []): Report {
	const result = cleanText(run);
	const others = cleanText(otherRuns);
	return {
		title: `${result.outcome}: ${result.target} ${result.runId}`,
		outcome: result.outcome, summary: result.summary, subject: describeSubject(result),
		sections: [
			...makeTroubleSection(result),
			makeFactsSection(result),
			...makeChecksSection(result.checks),
			...makeTimesSection(result),
			...makeCountsSection(result),
			...makeStairsSection(result, others),
			...makeWarningsSection(result),
			makeMeasuredWithSection(result),
			makeAgainSection(result),
		],
	};
}
