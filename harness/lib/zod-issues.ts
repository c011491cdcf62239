// Validation errors as people read them: `vm.nvme.sizeMiB: expected number, ...; ...`.
import type {ZodError, core} from 'zod';

const charactersMax = 1000;

export interface Schema<T> {
	safeParse(data: unknown): {readonly success: true; readonly data: T} | {readonly success: false; readonly error: ZodError};
}

/** The data as the schema has it, or in words what is wrong with it. */
export function validate<T>(schema: Schema<T>, data: unknown): {readonly data: T; readonly wrong?: never} | {readonly wrong: string} {
	try {
		const parsed = schema.safeParse(data);
		return parsed.success ? {data: parsed.data} : {wrong: describeIssues(parsed.error)};
	} catch (error) {
		// zod hands issues on as arguments of a call, of which there may be some hundred thousand.
		if (error instanceof RangeError) return {wrong: 'more is wrong than can be said'};
		throw error;
	}
}

/** Every issue with the field that it is about, as far as there is room. */
export function describeIssues(error: ZodError): string {
	const text = error.issues.flatMap(issue => chooseBranch(issue)).map(issue => {
		const field = issue.path.map(part => typeof part === 'number' ? `[${part}]` : `.${String(part)}`).join('').replace(/^\./, '');
		return field === '' ? issue.message : `${field}: ${issue.message}`;
	}).join('; ');
	return text.length <= charactersMax ? text : `${text.slice(0, charactersMax)} ...`;
}

/** Of a value that may have one of several forms, what is wrong with it in the form that it comes closest to. */
function chooseBranch(issue: core.$ZodIssue): readonly core.$ZodIssue[] {
	if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
	const depth = (issues: readonly core.$ZodIssue[]): number => issues.reduce((deepest, {path}) => Math.max(deepest, path.length), 0);
	const closest = issue.errors.reduce((best, other) => depth(other) > depth(best) ? other : best);
	return closest.flatMap(inner => chooseBranch({...inner, path: [...issue.path, ...inner.path]}));
}
