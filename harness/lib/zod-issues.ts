// Validation errors as people read them: `vm.nvme.sizeMiB: expected number, ...; ...`.
import type {ZodError, core} from 'zod';

/** Every issue with the field that it is about. */
export function describeIssues(error: ZodError): string {
	return error.issues.flatMap(issue => chooseBranch(issue)).map(issue => {
		const field = issue.path.map(part => typeof part === 'number' ? `[${part}]` : `.${String(part)}`).join('').replace(/^\./, '');
		return field === '' ? issue.message : `${field}: ${issue.message}`;
	}).join('; ');
}

/** Of a value that may have one of several forms, what is wrong with it in the form that it comes closest to. */
function chooseBranch(issue: core.$ZodIssue): readonly core.$ZodIssue[] {
	if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
	const depth = (issues: readonly core.$ZodIssue[]): number => Math.max(...issues.map(({path}) => path.length));
	const closest = issue.errors.reduce((best, other) => depth(other) > depth(best) ? other : best);
	return closest.flatMap(inner => chooseBranch({...inner, path: [...issue.path, ...inner.path]}));
}
