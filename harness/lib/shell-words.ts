// Words of a POSIX shell: one quoted for it, and a text taken apart as it does, without expanding anything (XCU 2.2, Quoting).

export function quoteForShell(word: string): string {
	return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll('\'', String.raw`'\''`)}'`;
}

/** Blanks, single and double quotes and backslashes taken for what they are; undefined when a quote is not closed. Pure. */
export function splitWords(text: string): readonly string[] | undefined {
	const words: string[] = [];
	let word: string | undefined;
	let rest = text;
	while (rest !== '') {
		const [, blank, single, double, escaped, plain] = /^(?:(\s+)|'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^\s'"\\]+))/.exec(rest) ?? [];
		const taken = [blank, single, double, escaped, plain].find(part => part !== undefined);
		if (taken === undefined) return undefined;
		if (blank === undefined) {
			// Within double quotes a backslash stays, but before these; with a newline behind it it is gone.
			word = (word ?? '') + (double !== undefined ? double.replaceAll(/\\([$`"\\])|\\\n/g, '$1') : escaped === '\n' ? '' : taken);
		} else if (word !== undefined) {
			words.push(word);
			word = undefined;
		}
		rest = rest.slice(taken.length + (single !== undefined || double !== undefined ? 2 : escaped !== undefined ? 1 : 0));
	}
	return word === undefined ? words : [...words, word];
}
