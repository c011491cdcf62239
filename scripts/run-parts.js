// What the commands that verify share: parts run one after the other, a table of their figures at the end, and
// an exit code that says whether all is well: 1 when a part failed, 129 when there is none of a wanted name.
import {$, echo, path} from 'zx';

export const projectDir = path.join(import.meta.dirname, '..');

export const seconds = ms => `${(ms / 1000).toFixed(1)} s`;

/** The result object of a command; undefined when there is none. What it says besides goes to stderr as it comes. */
export async function kernelTest(...args) {
	const {stdout, exitCode} = await $({cwd: projectDir, nothrow: true, stdio: ['ignore', 'pipe', 'inherit']})`node harness/bin.js ${args} --json`;
	return {exitCode, result: stdout === '' ? undefined : JSON.parse(stdout)};
}

/** A part gives back whether all is well, and figures by name. Without wanted ones all are run. */
export async function runParts(parts, wanted) {
	const unknown = wanted.filter(part => !Object.hasOwn(parts, part));
	if (unknown.length > 0) {
		echo(`unknown part ${unknown.join(', ')}; parts are ${Object.keys(parts).join(', ')}`);
		process.exitCode = 129;
		return;
	}
	const rows = [];
	for (const part of wanted.length === 0 ? Object.keys(parts) : wanted) {
		const startedAt = Date.now();
		const {ok, figures} = await parts[part]();
		rows.push([part, ok ? 'pass' : 'FAIL', seconds(Date.now() - startedAt), Object.entries(figures).map(([name, value]) => `${name} ${value}`).join(', ')]);
		if (!ok) process.exitCode = 1;
	}
	const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)));
	echo(`\n${rows.map(row => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd()).join('\n')}`);
}
