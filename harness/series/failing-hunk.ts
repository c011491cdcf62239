// Finds, in git's words about a patch that does not apply, the file and the hunk that found no place.

interface FailingHunk {
	readonly file: string;
	readonly hunk: string;
}

/** Pure. Both fields are empty when git's words name no place. */
export function findFailingHunk(patchText: string, gitWords: string): FailingHunk {
	const place = /error: patch failed: (.+):(\d+)/.exec(gitWords);
	if (place === null) {
		const file = /error: (.+): (?:does not exist in index|already exists in index|No such file or directory|patch does not apply)/.exec(gitWords)?.[1] ?? '';
		return {file, hunk: ''};
	}
	const [, file = '', line = ''] = place;
	const section = patchText.split(/^(?=diff --git )/m).find(part => part.includes(`\n--- a/${file}\n`)) ?? '';
	const hunk = section.split(/^(?=@@ )/m).find(part => new RegExp(`^@@ -${line}[, ]`).test(part)) ?? '';
	return {file, hunk: hunk.replace(/\n-- \n[\s\S]*$/, '').trimEnd()};
}
