// Style is a test too: reads the tree and checks what no compiler or linter does.
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {execa} from 'execa';
import t from 'tap';
import {parsePatch} from '../harness/series/read-series.js';
import {projectDir} from './support.js';

/** Everything that is in the repository or could be added to it, with its text. */
const files = await readTree();
const sources = files.filter(({name}) => /^harness\/.*\.[jt]s$/.test(name));
const scripts = files.filter(({name}) => /^scripts\//.test(name));
const tests = files.filter(({name}) => /^test\/.*\.ts$/.test(name));

interface SourceFile {
	readonly name: string;
	readonly text: string;
}

async function readTree(): Promise<readonly SourceFile[]> {
	const {stdout} = await execa('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {cwd: projectDir});
	const names = [...new Set(stdout.split('\0'))].filter(name => name !== '').sort();
	const read = await Promise.all(names.map(async name => ({name, text: await readFile(path.join(projectDir, name), 'utf8').catch(() => undefined)})));
	// A file that is deleted and not yet committed is still listed.
	return read.filter((file): file is SourceFile => file.text !== undefined);
}

t.test('the tree was read', async t => {
	t.ok(sources.length > 40 && tests.length > 30 && scripts.length > 2);
});

t.test('a file opens with one to four sentences: what comes in, what goes out, why it exists', async t => {
	const counts = [...sources, ...scripts].map(({name, text}) => {
		const comment = /^(?:#!.*\n)?((?:(?:\/\/|#) .*\n)+)/.exec(text)?.[1]?.replaceAll(/^(?:\/\/|#) /gm, '').replaceAll('\n', ' ') ?? '';
		return {name, sentences: comment.split(/(?<=[.!?])\s+(?=[A-Z`$])/).filter(sentence => sentence.trim() !== '').length};
	});
	t.strictSame(counts.filter(({sentences}) => sentences < 1 || sentences > 4), []);
});

t.test('no file goes past 300 lines', async t => {
	t.strictSame([...sources, ...scripts, ...tests].filter(({text}) => text.split('\n').length > 301).map(({name}) => name), []);
});

interface Import {
	readonly from: string;
	readonly to: string;
	readonly typeOnly: boolean;
}

/** The imports of harness files by harness files, as paths in harness/. */
function listImports(): readonly Import[] {
	return sources.flatMap(({name, text}) => [...text.matchAll(/^import (type )?([^;']*?)from '(\.[^']*)\.js';$/gm)].map(([, type, names = '', target = '']): Import => ({
		from: name.slice('harness/'.length),
		to: `${path.posix.join(path.posix.dirname(name), target)}.ts`.slice('harness/'.length),
		typeOnly: type !== undefined || !names.replaceAll(/\btype \w+/g, '').match(/\w/),
	})));
}

/** A stage's folder; undefined for lib/ and for the files that bind stages. */
function stageOf(file: string): string | undefined {
	const [folder, ...rest] = file.split('/');
	return rest.length === 0 || folder === 'lib' ? undefined : folder;
}

/** Values that one stage takes from another, each with its reason. */
const crossings: Readonly<Record<string, string>> = {
	'b4 -> each/make-row.ts': 'which warnings are new',
	'series -> tree/tree.ts': 'names of the folder and the lock that trees, series and builds share',
	'build -> tree/tree.ts': 'the same',
	'boot -> guest-log/kernel-messages.ts': 'a boot is judged by its log while it runs',
	'boot -> guest-log/read-guest-log.ts': 'the same',
	'bisect -> compare/compare-counts.ts': 'whether a prefix costs more than another',
	'bisect -> result/result-schema.ts': 'a log holds parts of results',
	'coverage -> count/read-counts.ts': 'the file that the plugin writes, for the whole boot here',
	'bisect -> boot/nvme-shape.ts': 'the devices as an option',
	'compare -> plan/bench-name.ts': 'the vocabulary of bench names',
	'compare -> result/change-per-io.ts': 'instructions per IO of two sides',
	'compare -> result/fingerprint.ts': 'in what two results were measured differently',
	'store -> bisect/bisection.ts': 'a log is validated when it is read',
	'store -> each/junit-each.ts': 'another',
	'store -> each/make-row.ts': 'rows are validated when they are read',
	'tree -> target/target-schema.ts': 'what --tree names is validated like a target\'s own tree',
	'report -> boot/nvme-shape.ts': 'the same',
	'report -> plan/bench-name.ts': 'the vocabulary of bench names',
	'nightly -> compare/rank-test.ts': 'whether some nights differ from others',
	'nightly -> plan/bench-name.ts': 'the vocabulary of bench names',
	'nightly -> result/result-schema.ts': 'a night holds parts of results',
	'profile -> count/sum-functions.ts': 'the name that user space has among functions',
	'profile -> plan/bench-name.ts': 'the vocabulary of bench names',
	'profile -> result/change-per-io.ts': 'the same',
	'profile -> result/fingerprint.ts': 'what makes two runs comparable',
	'result -> boot/nvme-shape.ts': 'the shape of the devices in words, and whether it is the usual one',
	'result -> plan/bench-name.ts': 'the vocabulary of bench names',
	'store -> coverage/html-coverage.ts': 'one of the forms that a result is written in',
	'store -> nightly/night.ts': 'a night\'s files are validated when they are read',
	'store -> nightly/plan-night.ts': 'the same',
	'store -> report/html-report.ts': 'another',
	'store -> report/night-junit.ts': 'a night\'s forms',
	'store -> report/night-report.ts': 'the same',
	'store -> result/junit.ts': 'another',
	'store -> series/write-mbox.ts': 'and another',
	'store -> result/result-schema.ts': 'a stored result is validated when it is read',
};

/** Files that bind stages, each with its reason. */
const binders: Readonly<Record<string, string>> = {
	'bisect-probe.ts': 'the boots of one prefix',
	'bisect-series.ts': 'the search over prefixes',
	'b4-check.ts': 'a run on a mail\'s patches',
	'cli.ts': 'the command line',
	'commands.ts': 'what each command does and answers',
	'dry-run.ts': 'what the flow would run',
	'known-warnings.ts': 'the whole build of one prefix',
	'listings.ts': 'what list lists',
	'compare-runs.ts': 'the boots of two sides',
	'each-patch.ts': 'the boots of every prefix',
	'measure-claims.ts': 'a counted and a timed boot',
	'profile.ts': 'what profile does around one run or two',
	'night-confirm.ts': 'the boots of what a night suspects',
	'night-guilt.ts': 'the searches of a night',
	'night-job.ts': 'the boots of a night\'s jobs',
	'night-plan.ts': 'what a night is about to do',
	'nightly.ts': 'a night\'s jobs, and what they come to',
	'run-in-guest.ts': 'a run around a program whose streams are ours',
	'run.ts': 'the flow',
};

t.test('stages import each other\'s types only; few files bind them', async t => {
	const imports = listImports();
	const values = imports.filter(({from, to, typeOnly}) => !typeOnly && stageOf(to) !== undefined && stageOf(from) !== stageOf(to));
	t.strictSame(values.filter(({from}) => from.startsWith('lib/')), [], 'lib/ knows no stage');
	t.strictSame(imports.filter(({from, to}) => Object.hasOwn(binders, to) && (to === 'cli.ts' || !Object.hasOwn(binders, from))), [], 'nobody imports what binds them');
	const found = new Set(values.flatMap(({from, to}) => stageOf(from) === undefined ? [] : [`${stageOf(from)} -> ${to}`]));
	t.strictSame([...found].sort(), Object.keys(crossings).sort(), 'crossings: none more and none less than listed');
});

t.test('no import cycles', async t => {
	const imports = listImports();
	const done = new Set<string>();
	const cycles: string[] = [];
	const visit = (file: string, trail: readonly string[]): void => {
		if (trail.includes(file)) cycles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
		if (trail.includes(file) || done.has(file)) return;
		for (const {from, to} of imports) if (from === file) visit(to, [...trail, file]);
		done.add(file);
	};
	for (const {name} of sources) visit(name.slice('harness/'.length), []);
	t.strictSame(cycles, []);
});

t.test('one file starts processes, one prints and ends', async t => {
	const namesOf = (among: readonly SourceFile[], pattern: RegExp): readonly string[] => among.filter(({text}) => pattern.test(text)).map(({name}) => name);
	t.strictSame(namesOf([...sources, ...scripts], /from '(?:node:)?child_process'|from 'execa'/), ['harness/lib/exec.ts']);
	t.strictSame(namesOf(sources, /\bprocess\.(?:exit|exitCode|argv|stdout|stderr)\b|\bconsole\.\w+\(/), ['harness/bin.js', 'harness/cli.ts'], 'and the one that starts it, when it cannot be started');
	t.strictSame(namesOf([...sources, ...scripts.filter(({name}) => !name.endsWith('.sh'))], /\bprocess\.exit\(/), [], 'nothing ends in mid-work');
});

/** Files without a test of their own, each with its reason. */
const untested: Readonly<Record<string, string>> = {
	'b4-check.ts': 'binds the stages: commands.test.ts and test/vm/b4-check.test.ts',
	'bin.js': 'started by cli.test.ts',
	'bisect-probe.ts': 'binds the stages for one prefix: commands.test.ts and test/vm/bisect.test.ts',
	'bisect-series.ts': 'binds the stages for many: commands.test.ts and test/vm/bisect.test.ts',
	'bisect/bisection.ts': 'types and schema: store/bisect-log.test.ts',
	'boot/boot.ts': 'types',
	'compare-runs.ts': 'binds the stages for two sides: commands.test.ts and test/vm/compare.test.ts',
	'compare/comparison.ts': 'types',
	'context.ts': 'types',
	'coverage/coverage.ts': 'types',
	'dry-run.ts': 'binds the stages: commands.test.ts and test/vm/dry-run.test.ts',
	'known-warnings.ts': 'binds the stages: each-patch.test.ts and test/vm/b4-check.test.ts',
	'lib/junit-builder.ts': 'one cast: result/junit.test.ts and each/junit-each.test.ts',
	'listings.ts': 'cli.test.ts',
	'night-guilt.ts': 'binds the stages for what got worse: nightly.test.ts and test/vm/nightly.test.ts',
	'night-job.ts': 'binds the stages for jobs: nightly.test.ts and test/vm/nightly.test.ts',
	'night-plan.ts': 'binds the stages for a plan: nightly.test.ts and test/vm/nightly.test.ts',
	'nightly/describe-history.ts': 'list-history.test.ts',
	'nightly/judge-exact.ts': 'judge-night.test.ts',
	'nightly/judge-night-checks.ts': 'judge-night.test.ts',
	'nightly/night-history.ts': 'judge-night.test.ts',
	'option-groups.ts': 'options: cli.test.ts',
	'progress/events.ts': 'types',
	'report/history-script.ts': 'runs in a browser: vm/report-page.test.ts',
	'report/page-template.ts': 'text: report/html-report.test.ts',
	'report/parts.ts': 'types',
	'series/series.ts': 'types',
	'tree/tree.ts': 'two paths, used in every test of the cache',
	'target/target-schema.ts': 'field by field in target/load-target.test.ts',
	'boot/boot-guest.ts': 'boots: run.test.ts and test/vm/',
	'measure-claims.ts': 'binds the stages for two boots: commands.test.ts and test/vm/bench.test.ts',
	'run-in-guest.ts': 'binds the stages: commands.test.ts, test/vm/exec.test.ts and test/vm/shell.test.ts',
};

t.test('tests mirror files', async t => {
	const mirrored = new Set(tests.flatMap(({name}) => /^test\/(?!vm\/)(.*)\.test\.ts$/.exec(name)?.[1] ?? []));
	const wanted = sources.map(({name}) => name.slice('harness/'.length));
	t.strictSame(wanted.filter(file => !mirrored.has(file.slice(0, -3))), Object.keys(untested).sort(), 'files without a test: none more and none less than listed');
	const known = new Set([...wanted.map(file => file.slice(0, -3)), ...scripts.map(({name}) => name.replace(/\.[jt]s$/, '')), 'tidy', 'input-files']);
	t.strictSame([...mirrored].filter(file => !known.has(file)), [], 'tests without a file');
});

const patchPattern = /^patches\/([^/]+)\/(\d{4})-([^/]+)\.patch$/;

/** What git format-patch makes of a subject for a file name. */
function toFileName(subject: string): string {
	return subject.replaceAll(/[^A-Za-z0-9._]+/g, '-').replaceAll(/\.{2,}/g, '.').replaceAll(/^-|[-.]+$/g, '');
}

/** What is wrong with a patch of a series of `total`. */
function findPatchFaults({name, text}: SourceFile, total: number): readonly string[] {
	const [, , number = '', title = ''] = patchPattern.exec(name)!;
	const {subject} = parsePatch(text, Number(number), name);
	const [, place, of] = /^Subject: \[PATCH(?: v\d+)? (\d+)\/(\d+)\] /m.exec(text) ?? [];
	const added = text.slice(text.indexOf('\ndiff --git ')).split('\n').filter(line => /^\+(?!\+\+ )/.test(line));
	const fileTitle = toFileName(subject);
	return [
		...(Number(place) === Number(number) && Number(of) === total ? [] : [`is ${place ?? '?'} of ${of ?? '?'}, not ${Number(number)} of ${total}`]),
		...(subject.length < 75 ? [] : [`subject has ${subject.length} characters`]),
		// git format-patch cuts long names.
		...(title === fileTitle || (fileTitle.startsWith(title) && title.length >= 45) ? [] : [`named ${title}, but its subject is ${subject}`]),
		...(/^Signed-off-by: Kernel Test <kernel-test@example\.org>$/m.test(text) ? [] : ['not signed off']),
		...(/^From: Kernel Test <kernel-test@example\.org>$/m.test(text) ? [] : ['another author']),
		...(added.some(line => /[ \t]$/.test(line)) ? ['adds trailing blanks'] : []),
	].map(fault => `${name}: ${fault}`);
}

t.test('patches are mails as submitting-patches wants them, numbered without a gap', async t => {
	const mails = files.filter(({name}) => /^patches\/.*\.patch$/.test(name));
	t.ok(mails.length > 0);
	t.strictSame(mails.filter(({name}) => !patchPattern.test(name)).map(({name}) => name), [], 'other names');
	for (const target of new Set(mails.map(({name}) => path.dirname(name)))) {
		const patches = mails.filter(({name}) => path.dirname(name) === target && !path.basename(name).startsWith('0000-'));
		t.strictSame(patches.map(({name}) => Number(patchPattern.exec(name)?.[2])), patches.map((_, index) => index + 1), target);
		t.strictSame(patches.flatMap(patch => findPatchFaults(patch, patches.length)), [], target);
	}
});

t.test('programs in C open with licence and description, and a check ends with main', async t => {
	const programs = files.filter(({name}) => /^(?:guest|host)-tools\/.*\.[ch]$/.test(name));
	t.ok(programs.length > 0);
	const opening = /^(?:\/\/ SPDX-License-Identifier: GPL-2\.0-only|\/\* SPDX-License-Identifier: GPL-2\.0-only \*\/)\n\/\* ?\S?/;
	t.strictSame(programs.filter(({text}) => !opening.test(text)).map(({name}) => name), [], 'openings');
	const checks = programs.filter(({name}) => name.includes('/checks/'));
	const lastFunction = (text: string): string | undefined => [...text.matchAll(/^(?:static )?[a-z][\w \t*]*?(\w+)\([^;{}]*\)\n\{/gm)].at(-1)?.[1];
	t.strictSame(checks.filter(({text}) => lastFunction(text) !== 'main' || !text.endsWith('\n}\n')).map(({name}) => name), [], 'main stands last');
});

t.test('no machine\'s paths and no registry\'s address', async t => {
	const pattern = /(?<![\w.~$}])\/(?:work|root|home)\/[^\s'"`]*|https?:\/\/[^\s'"/]*(?:registry|artifactory|nexus|verdaccio|mirror)[^\s'"]*|https?:\/\/(?:\d+\.){3}\d+[^\s'"]*/g;
	t.strictSame(files.flatMap(({name, text}) => [...text.matchAll(pattern)].map(([found]) => `${name}: ${found}`)), []);
});

t.test('versions are exact, and the lock says the same without naming a registry', async t => {
	const manifest = parseManifest('package.json');
	const inexact = Object.entries({...manifest.dependencies, ...manifest.devDependencies}).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
	t.strictSame(inexact, []);
	const {packages} = parseManifest('package-lock.json') as unknown as {packages: Readonly<Record<string, Manifest>>};
	t.strictSame(packages['']!.dependencies, manifest.dependencies);
	t.strictSame(packages['']!.devDependencies, manifest.devDependencies);
	t.notMatch(files.find(({name}) => name === 'package-lock.json')!.text, /"resolved": "https?:/);
});

interface Manifest {
	readonly dependencies: Readonly<Record<string, string>>;
	readonly devDependencies: Readonly<Record<string, string>>;
}

function parseManifest(name: string): Manifest {
	return JSON.parse(files.find(file => file.name === name)!.text) as Manifest;
}
