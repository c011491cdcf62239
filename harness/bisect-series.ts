// The first bad patch of a series, by binary search over its prefixes. Every verdict is written down as it comes, so that
// an interrupted bisection goes on where it was, and a log replays.
import path from 'node:path';
import type {Bisection, BisectLog, BisectRequest, Probe, Suspect} from './bisect/bisection.js';
import {stateConfidence} from './bisect/confidence.js';
import {summarizeBisection} from './bisect/describe-bisection.js';
import {listCommands, nameOf} from './bisect/reproduce.js';
import {nextStep, probesMax, type Step} from './bisect/search.js';
import {probeChecks, probeMetric} from './bisect-probe.js';
import {compareCounts} from './compare/compare-counts.js';
import type {Context} from './context.js';
import {InputError} from './errors.js';
import {hashTree} from './lib/files.js';
import {mustGit, repositoryIn} from './lib/git.js';
import {openSeries, type RunRequest} from './run.js';
import {hashPrefixes} from './series/apply-series.js';
import {readSeries} from './series/read-series.js';
import type {Patch} from './series/series.js';
import {findUnfinished, loadBisectLog, writeBisectLog} from './store/bisect-log.js';

export interface BisectInput {
	readonly command: string;
	/** What to search for, or the file of a bisection whose question and verdicts are taken. */
	readonly request: BisectRequest | {readonly replay: string};
}

/** @throws InputError when an end is not what the search takes it for. */
export async function bisectSeries({command, request: asked}: BisectInput, ctx: Context): Promise<Bisection> {
	const startedAt = Date.now();
	const guestTools = await hashTree(path.join(ctx.projectDir, 'guest-tools'));
	const replayed = 'replay' in asked ? await loadBisectLog(asked.replay) : undefined;
	const request = 'replay' in asked ? replayed!.request : asked;
	const {question} = request;
	const template = toTemplate(request, command);
	const {target, tree, series} = await openSeries(template, ctx);
	const reference = question.kind === 'metric' && question.against !== null ? await readSeries({source: question.against, treeDir: template.tree}, ctx) : undefined;
	const {from} = request;
	const to = request.to ?? series.patches.length;
	if (to > series.patches.length || from >= to) {
		throw new InputError(`from patch ${nameOf(from)} to ${nameOf(to)} there is nothing to search: the series has ${series.patches.length}`, {stage: 'bisect', hint: '--from is the good end, --to the bad one behind it'});
	}
	const hashes = hashPrefixes(tree.baseCommit, series);
	const before = replayed ?? await findUnfinished(request, guestTools, ctx);
	// A prefix that reads otherwise now is another one.
	const known = (before?.probes ?? []).filter(({patch, seriesHash}) => seriesHash === hashes[patch]);
	if (known.length > 0) ctx.emit({type: 'notice', stage: 'bisect', text: `${known.length} prefixes were tested before: ${known.map(({patch, verdict}) => `${nameOf(patch)} ${verdict}`).join(', ')}`});
	const probes = [...known];
	const step = (): Step => nextStep({from, to, first: question.kind === 'check' ? 'to' : 'from', verdicts: new Map(probes.map(({patch, verdict}) => [patch, verdict]))});
	const write = async (done: boolean): Promise<string> => writeBisectLog({schemaVersion: 1, request, guestTools, probes, done} satisfies BisectLog, ctx);
	let next = step();
	while (next.type === 'probe') {
		announce(next.patch, next.leftMax);
		probes.push(await probe(next.patch));
		next = step();
		await write(next.type !== 'probe');
	}
	const log = await write(true);
	if (next.type === 'refused') throw refuse(next);
	const {good, bad, suspects} = next;
	const [goodProbe, badProbe] = [good, bad].map(patch => probes.find(other => other.patch === patch)!) as [Probe, Probe];
	const made = probes.filter(other => !known.includes(other));
	const found = {
		schemaVersion: 1, target: target.name, question, good, bad, probes, log,
		suspects: await Promise.all(suspects.map(async patch => describeSuspect(series.patches[patch - 1]!))),
		boots: made.reduce((sum, {boots}) => sum + boots, 0), referenceBoots: made.filter(other => other.reference?.booted === true).length,
		probesMax: probesMax(to - from), durationMs: Date.now() - startedAt,
		confidence: stateConfidence({probes, from, to, repeats: question.kind === 'check' ? question.repeats : 1}),
		failing: badProbe.failing, work: compareWork(goodProbe, badProbe),
		reproduce: listCommands({request, good: goodProbe, bad: badProbe, failing: badProbe.failing.map(({name}) => name)}),
	} as const;
	return {...found, summary: summarizeBisection(found)};

	async function probe(patch: number): Promise<Probe> {
		const prefix = {patch, subject: series.patches[patch - 1]?.subject ?? '', seriesHash: hashes[patch]!, template};
		if (question.kind === 'check') return probeChecks({...prefix, question, symptom: probes.find(other => other.patch === to)?.symptom ?? undefined}, ctx);
		return probeMetric({...prefix, question, good: probes.find(other => other.patch === from)?.counts ?? undefined, series, reference, baseCommit: tree.baseCommit, target}, ctx);
	}

	function announce(patch: number, leftMax: number): void {
		const done = probes.filter(other => !known.includes(other));
		const eachMs = done.reduce((sum, {durationMs}) => sum + durationMs, 0) / done.length;
		const time = done.length === 0 ? '' : `, at most ${Math.ceil(eachMs * leftMax / 1000)} s to go`;
		const subject = series.patches[patch - 1]?.subject;
		ctx.emit({type: 'notice', stage: 'bisect', text: `probe ${probes.length + 1} of at most ${probes.length + leftMax}: patch ${nameOf(patch)}${subject === undefined ? '' : ` (${subject})`}${time}`});
	}

	function refuse({end, verdict}: Extract<Step, {readonly type: 'refused'}>): InputError {
		const patch = nameOf(end === 'from' ? from : to);
		const {sentence} = probes.find(other => other.patch === (end === 'from' ? from : to))!;
		if (verdict === 'skip') return new InputError(`patch ${patch}, the ${end === 'from' ? 'good' : 'bad'} end, cannot be tested: ${sentence}`, {stage: 'bisect', hint: `choose another end with --${end}`, logPath: log});
		if (end === 'from') return new InputError(`patch ${patch}, the good end, is bad already: ${sentence}`, {stage: 'bisect', hint: from === 0 ? 'no patch of the series is at fault' : 'choose an earlier good end with --from', logPath: log});
		return new InputError(`patch ${patch}, the bad end, is not bad: ${sentence}`, {stage: 'bisect', hint: question.kind === 'check' ? 'a check that fails now and then takes --repeats' : 'choose a bad end with --to, or compare with another version of the series: --against', logPath: log});
	}

	async function describeSuspect({number, name, subject, text}: Patch): Promise<Suspect> {
		const diffStat = await mustGit(repositoryIn(tree.sourceDir), 'series', ['apply', '--stat'], ctx, {input: text});
		// Of a commit range the patch is a commit, and named so.
		const commit = name.includes('..') ? /^From ([0-9a-f]{40}) /.exec(text)?.[1] : undefined;
		return {patch: number, name: commit === undefined ? name : `commit ${commit}`, subject, diffStat};
	}

	function compareWork(goodProbe: Probe, badProbe: Probe): Bisection['work'] {
		const [base, head] = [badProbe.reference?.counts ?? goodProbe.counts, badProbe.counts];
		if (question.kind !== 'metric' || base === null || head === null) return null;
		const {sentence, functions = []} = compareCounts({base, head, chance: target.chance, threshold: question.threshold});
		return {base: badProbe.reference === null ? `patch ${nameOf(good)}` : `patch ${nameOf(badProbe.reference.patch)} of ${question.against}`, sentence, functions};
	}
}

function toTemplate({target, tree, series, variant, accel, cpus, nvme, append, qemuArgs, totalTimeoutMs}: BisectRequest, command: string): Omit<RunRequest, 'patch' | 'plan'> {
	return {
		command, target, tree: tree ?? undefined, series: series ?? undefined, variant, accel,
		cpus: cpus ?? undefined, nvme, append, qemuArgs, totalTimeoutMs: totalTimeoutMs ?? undefined,
	};
}
