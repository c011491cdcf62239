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

t.test('of several forms, the one that the value comes closest to', async t => {
	const source = z.discriminatedUnion('type', [z.strictObject({type: z.literal('dir'), dir: z.string()}), z.strictObject({type: z.literal('git'), url: z.string()})]);
	const either = z.object({tree: z.union([source, z.array(source).min(1)])});
	const describeEither = (tree: unknown): string => describeIssues(either.safeParse({tree}).error!);
	t.match(describeEither({type: 'git', url: 1}), /^tree\.url: [^;]*$/);
	t.match(describeEither([{type: 'dir', dir: 'x'}, {type: 'git'}]), /^tree\[1\]\.url: [^;]*$/);
	t.match(describeEither([]), /^tree: /);
	t.match(describeEither(7), /^tree: /);
});
