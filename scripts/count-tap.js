// Reads what tap printed (TAP; other lines are passed over) and prints one plain line: `N passed, N failed`,
// and `, N skipped` when any were. Counted are test() blocks, the innermost ones, and whatever failed
// outside of them. Exit code 1 when something failed, nothing ran, or the file is cut off.
import {readFileSync} from 'node:fs';

/**
 * The test points seen so far at one depth of indentation.
 * @typedef {{passed: number, failed: number, skipped: number, points: number, blocks: number, loose: {failed: number, skipped: number}}} Level
 */

/** @returns {Level} */
const makeLevel = () => ({passed: 0, failed: 0, skipped: 0, points: 0, blocks: 0, loose: {failed: 0, skipped: 0}});

/**
 * @param {string} text
 * @returns {{passed: number, failed: number, skipped: number, problem: string | undefined}}
 */
function countTap(text) {
	const levels = [makeLevel()];
	/** @type {string | undefined} */
	let planned;
	let summarySeen = false;
	/** @type {string | undefined} The line that ends the YAML block we are in. */
	let yamlEnd;
	let bailedOut = false;
	// What stood before is a linter's or a compiler's.
	for (const line of text.slice(text.search(/^TAP version 1/m)).split('\n')) {
		if (yamlEnd !== undefined) {
			if (line === yamlEnd) yamlEnd = undefined;
			continue;
		}
		const yamlStart = /^( +)---$/.exec(line);
		if (yamlStart !== null) yamlEnd = `${yamlStart[1]}...`;
		bailedOut ||= line.startsWith('Bail out!');
		planned ??= /^1\.\.(\d+)/.exec(line)?.[1];
		// Tap's own summary comes last.
		summarySeen ||= line.startsWith('# { total: ');
		const point = /^((?: {4})*)(not )?ok\b(?:.*# (skip|todo)\b)?/i.exec(line);
		if (point === null) continue;
		const depth = (point[1] ?? '').length / 4;
		while (levels.length <= depth) levels.push(makeLevel());
		const outcome = point[3] !== undefined ? 'skipped' : point[2] === undefined ? 'passed' : 'failed';
		// Points one level deeper are what this point closes.
		const [inner] = levels.splice(depth + 1);
		addPoint(/** @type {Level} */ (levels[depth]), inner ?? (depth === 0 ? makeLevel() : undefined), outcome);
	}
	const {passed, failed, skipped, points} = /** @type {Level} */ (levels[0]);
	const whole = points === Number(planned) && summarySeen;
	const problem = bailedOut ? 'the tests bailed out'
		: !whole ? `tap's output is cut off after ${points} of ${planned ?? 'unknown'} test files`
			: passed + failed === 0 ? 'no tests ran' : undefined;
	return {passed, failed, skipped, problem};
}

/**
 * @param {Level} level
 * @param {Level | undefined} inner
 * @param {'passed' | 'failed' | 'skipped'} outcome
 */
function addPoint(level, inner, outcome) {
	level.points += 1;
	if (inner === undefined) {
		// An assertion, or a block that was skipped: its own block speaks for it, unless that holds others too.
		if (outcome !== 'passed') level.loose[outcome] += 1;
		return;
	}
	level.blocks += 1;
	if (inner.blocks === 0) {
		const allSkipped = outcome === 'passed' && inner.points > 0 && inner.loose.skipped === inner.points;
		level[allSkipped ? 'skipped' : outcome] += 1;
		return;
	}
	const failed = inner.failed + inner.loose.failed;
	level.passed += inner.passed;
	level.skipped += inner.skipped + inner.loose.skipped;
	// A block may fail though all in it passed: a bad exit code, a time-out.
	level.failed += outcome === 'failed' ? Math.max(1, failed) : failed;
}

const [file] = process.argv.slice(2);
let text = '';
try {
	text = readFileSync(file ?? '', 'utf8');
} catch (error) {
	console.error(`count-tap: ${file === undefined ? 'name the file with tap\'s output' : /** @type {Error} */ (error).message}`);
}
const {passed, failed, skipped, problem} = countTap(text);
if (problem !== undefined) console.error(`count-tap: ${problem}`);
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
process.exitCode = problem === undefined && failed === 0 ? 0 : 1;
