// A command as data, and as a line for a shell.
import {quoteForShell} from './shell-words.js';

export interface Command {
	readonly file: string;
	readonly args: readonly string[];
	readonly cwd?: string;
	/** Added to the environment. */
	readonly env?: Readonly<Record<string, string>>;
}

/** One line that a shell runs as the harness would. Pure. */
export function describeCommand({file, args, cwd, env = {}}: Command): string {
	const words = [...Object.entries(env).map(([name, value]) => `${name}=${value === '' ? '' : quoteForShell(value)}`), ...[file, ...args].map(quoteForShell)];
	return `${cwd === undefined ? '' : `cd ${quoteForShell(cwd)} && `}${words.join(' ')}`;
}
