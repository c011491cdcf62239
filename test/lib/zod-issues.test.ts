import t from 'tap';
import {z} from 'zod';
import {describeIssues, validate} from '../../harness/lib/zod-issues.js';

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

t.test('more issues than a call has arguments are said, and not more than a person reads', async t => {
	const overflowing = z.any().transform((issues: readonly unknown[]) => [].concat(...issues as readonly never[]));
	t.strictSame(validate(overflowing, Array.from({length: 2_000_000}, () => 1)), {wrong: 'more is wrong than can be said'});
	t.equal(describe({vm: {sizes: []}, name: 'x', ...Object.fromEntries(Array.from({length: 5000}, (_, index) => [`key${index}`, 1]))}).length, 1004);
	const either = z.object({tree: z.union([z.array(z.int()).max(8), z.array(z.string()).max(8)])});
	t.type(validate(either, {tree: Array.from({length: 200_000}, () => null)}).wrong, 'string');
});
