// How much of the harness is executed by the tests that boot no Linux: runs them, with every Node that they start, and prints the
// share of lines and of branches, for all and for each file that has less than all. Of a file that no test loads nothing is.
// Usage: npm run coverage [-- TEST-FILE...]. Exit 1: a test failed, or it is less than 90 % in all.
import {readFile, readdir, rm} from 'node:fs/promises';
import {pathToFileURL} from 'node:url';
import {$, argv, echo, path} from 'zx';
import {findCode} from './find-code.js';
import {makeCounter, type FunctionCounts, type Translation} from './read-counts.js';

/** What Node writes of a process. */
interface ProcessCounts {
	readonly 'result': ReadonlyArray<{readonly url: string; readonly functions: readonly FunctionCounts[]}>;
	readonly 'source-map-cache'?: Readonly<Record<string, Translation>>;
}

const minPct = 90;
const projectDir = path.resolve(import.meta.dirname, '..');
const countsDir = path.join(projectDir, '.tap/executed');

await rm(countsDir, {recursive: true, force: true});
try {
	const {exitCode} = await $({cwd: projectDir, nothrow: true, stdio: 'inherit', env: {...process.env, NODE_V8_COVERAGE: countsDir}})`npm run --silent test:unit -- ${argv._}`;
	const names = (await readdir(path.join(projectDir, 'harness'), {recursive: true})).filter(name => name.endsWith('.ts')).sort();
	const files = await Promise.all(names.map(async name => makeFile(`harness/${name}`, await readFile(path.join(projectDir, 'harness', name), 'utf8'))));
	for (const name of await readdir(countsDir)) addCounts(files, JSON.parse(await readFile(path.join(countsDir, name), 'utf8')) as ProcessCounts);
	const whole = report(files);
	if (exitCode !== 0 || whole.some(pct => pct < minPct)) process.exitCode = 1;
} finally {
	await rm(countsDir, {recursive: true, force: true});
}

function makeFile(name: string, text: string) {
	return {name, text, url: pathToFileURL(path.join(projectDir, name)).href, code: findCode(text), linesRun: new Set<number>(), branchesRun: new Set<number>()};
}

type SourceFile = ReturnType<typeof makeFile>;

function addCounts(files: readonly SourceFile[], counts: ProcessCounts): void {
	for (const {text, url, code, linesRun, branchesRun} of files) {
		const script = counts.result.find(script => script.url === url);
		const translation = counts['source-map-cache']?.[url];
		if (script === undefined || translation === undefined) continue;
		const countAt = makeCounter(text, script.functions, translation);
		for (const [line, offsets] of code.lines) if (offsets.some(at => (countAt(at) ?? 0) > 0)) linesRun.add(line);
		for (const [index, {at, against}] of code.branches.entries()) {
			const count = at === undefined ? (countAt(against!.whole) ?? 0) - (countAt(against!.arm) ?? 0) : countAt(at) ?? 0;
			if (count > 0) branchesRun.add(index);
		}
	}
}

/** Prints, and gives back the shares of the whole. */
function report(files: readonly SourceFile[]): readonly [number, number] {
	const sum = (count: (file: SourceFile) => number): number => files.reduce((sum, file) => sum + count(file), 0);
	for (const {name, code, linesRun, branchesRun} of files) {
		const lines = [...code.lines.keys()].filter(line => !linesRun.has(line)).sort((left, right) => left - right);
		const branches = code.branches.filter((_, index) => !branchesRun.has(index)).map(({line}) => line);
		if (lines.length + branches.length === 0) continue;
		echo(`${name}: lines ${share(linesRun.size, code.lines.size)}, branches ${share(branchesRun.size, code.branches.length)}; lines ${join(lines)}; branches ${join(branches)}`);
	}
	const [lines, linesAll] = [sum(({linesRun}) => linesRun.size), sum(({code}) => code.lines.size)];
	const [branches, branchesAll] = [sum(({branchesRun}) => branchesRun.size), sum(({code}) => code.branches.length)];
	echo(`executed: ${share(lines, linesAll)} of ${linesAll} lines, ${share(branches, branchesAll)} of ${branchesAll} branches`);
	return [lines / linesAll * 100, branches / branchesAll * 100];
}

function share(part: number, whole: number): string {
	return whole === 0 ? 'none' : `${(part / whole * 100).toFixed(1)} %`;
}

function join(lines: readonly number[]): string {
	return lines.length === 0 ? 'none' : [...new Set(lines)].join(' ');
}
