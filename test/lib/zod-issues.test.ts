import t from 'tap';
import {z} from 'zod';
import {describeIssues} from '../../harness/lib/zod-issues.js';

const schema = z.strictObject({vm: z.object({sizes: z.array(z.number())}), name: z.string()});

function describe(value: unknown): string {
	const {error} = schema.safeParse(value);
	return error === undefined ? 'taken' : describeIssues(error);
}

t.test('every issue with its field', async t => {
	t.match(describe({vm: {sizes: [1, 'x']}, name: 7}), /^vm\.sizes\[1\]: [^;]*; name: [^;]*$/);
	t.match(describe({vm: {}, name: 'x'}), /^vm\.sizes: /);
});

t.test('an issue of the whole has no field', async t => {
	t.match(describe({vm: {sizes: []}, name: 'x', nmae: 'y'}), /^Unrecognized key: "nmae"$/);
	t.match(describe(7), /^Invalid input: expected object/);
});
