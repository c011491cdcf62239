// Finds the compiler's, the linker's and Kbuild's own complaints in a build log.

export interface CompilerLines {
	/** The error lines with the source quotes that follow them, at most `errorLinesMax`. */
	readonly errors: readonly string[];
	/** Likewise, each once, however many include its header, and with paths from the top of the tree. */
	readonly warnings: readonly string[];
}

const errorLinesMax = 60;
/** Linux 5.0 has some hundred with gcc 12, and what is not kept would be taken for new later. */
const warningLinesMax = 4000;
/** ccache tells a warning again as it was told for another folder with the same tree. */
const treeFolder = /\/[^\s:]*\/sources\/[0-9a-f]{16}\/tree\//g;
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
	const known = new Set<string>();
	for (let index = 0; index < lines.length; index += 1) {
		const line = lines[index]!;
		const isError = errorPattern.test(line);
		const isWarning = !isError && /: warning:|^WARNING: modpost/.test(line);
		if (!isError && !isWarning) continue;
		const block = [line];
		// gcc quotes the source below a complaint as "  123 |   code" and "      |   ^~~~".
		while (/^\s+\d* \| /.test(lines[index + 1] ?? '')) block.push(lines[(index += 1)]!);
		if (isError) {
			if (errors.length + block.length <= errorLinesMax) errors.push(...block);
			continue;
		}
		block[0] = line.replaceAll(treeFolder, '');
		if (known.has(block[0]) || warnings.length + block.length > warningLinesMax) continue;
		known.add(block[0]);
		warnings.push(...block);
	}
	return {errors, warnings};
}
