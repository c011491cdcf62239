// Validation errors as people read them: `vm.nvme.sizeMiB: expected number, ...; ...`.
import type {ZodError} from 'zod';

/** Every issue with the field that it is about. */
export function describeIssues(error: ZodError): string {
	return error.issues.map(issue => {
		const field = issue.path.map(part => typeof part === 'number' ? `[${part}]` : `.${String(part)}`).join('').replace(/^\./, '');
		return field === '' ? issue.message : `${field}: ${issue.message}`;
	}).join('; ');
}
