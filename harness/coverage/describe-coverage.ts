// The coverage as text for the terminal: per file, then every line that was not executed. Pure.
import type {Coverage, CoveredLine} from './coverage.js';

export function describeCoverage({files, filesWithoutCode, problems, ...total}: Coverage): string {
	const width = Math.max(...files.map(({file}) => file.length), 'all'.length);
	const rows = [...files, {...total, file: 'all'}].map(({file, executed, executable}) =>
		`${file.padEnd(width)}  ${`${executed}/${executable}`.padStart(11)}  ${formatPercent(executed, executable).padStart(7)}`);
	const missed = files.flatMap(({file, lines}) => lines.filter(({count}) => count === 0).map(line => ({file, ...line})));
	const show = ({file, line, text}: CoveredLine & {file: string}): string => `  ${file}:${line}: ${text.trim()}`;
	return [
		['added lines executed', ...rows, ...filesWithoutCode.map(file => `${file.padEnd(width)}  without code`)],
		['not executed', ...missed.filter(({exception}) => exception === undefined).map(show)],
		['not executed, and the target says why', ...missed.filter(({exception}) => exception !== undefined).map(line => `${show(line)}\n    ${line.exception}`)],
		['exceptions to look at', ...problems.map(problem => `  ${problem}`)],
	].filter(block => block.length > 1).map(block => block.join('\n')).join('\n\n');
}

/** Never rounded up to a whole it is not. */
export function formatPercent(executed: number, executable: number): string {
	return `${(Math.floor((executable === 0 ? 1 : executed / executable) * 1000) / 10).toFixed(1)} %`;
}
