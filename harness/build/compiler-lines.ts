// Finds the compiler's, the linker's and Kbuild's own complaints in a build log.

export interface CompilerLines {
	/** The error lines with the source quotes that follow them, at most `linesMax`. */
	readonly errors: readonly string[];
	readonly warnings: readonly string[];
}

const linesMax = 60;
/**
 * gcc, ld, modpost and objtool; Kconfig and make where a patch broke their files. Not make's
 * "Error 1", which follows every failure, the machine's own included.
 */
const errorPattern = /(?:^|: )(?:fatal )?error:|undefined reference to|^ld: |ERROR: modpost|: syntax error|\*\*\* (?:No rule to make target|missing separator)|recursive dependency detected/;

/** Pure. */
export function findCompilerLines(log: string): CompilerLines {
	const lines = log.split('\n');
	const errors: string[] = [];
	const warnings: string[] = [];
	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index]!;
		const isError = errorPattern.test(line);
		const isWarning = !isError && /: warning:|^WARNING: modpost/.test(line);
		if (!isError && !isWarning) continue;
		const block = [line];
		// gcc quotes the source below a complaint as "  123 |   code" and "      |   ^~~~".
		while (/^\s+\d* \| /.test(lines[index + 1] ?? '')) block.push(lines[(index += 1)]!);
		const into = isError ? errors : warnings;
		if (into.length + block.length <= linesMax) into.push(...block);
	}
	return {errors, warnings};
}
