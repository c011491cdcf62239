import t from 'tap';
import {findCode} from '../../scripts/find-code.js';

const text = `// A comment.
import {x} from 'x';
export interface None {
	readonly of: string;
}
type Neither = None | (() => void);

export const one = (value: number): boolean =>
	value > 1 && x(value);
function two(a?: number) {
	if (a === 1) return 'one';
	if (a === 2) {
		x(a);
	} else x();
	switch (a) {
		case 3: return a ?? 4;
		case 4:
		default: return a! > 1 ? (x()) : 'less';
	}
}
`;

t.test('lines that are executed: neither types, nor comments, nor declarations', async t => {
	t.strictSame([...findCode(text).lines.keys()].sort((left, right) => left - right), [8, 9, 11, 12, 13, 14, 15, 16, 18]);
});

t.test('branches: what is written, and the else that is not', async t => {
	const {branches} = findCode(text);
	const seen = branches.map(({line, at, against}) => `${line} ${at === undefined ? `no else: ${text.slice(against!.whole, against!.whole + 12)}` : text.slice(at).split('\n')[0]!}`);
	t.strictSame(seen, [
		'9 x(value);', '11 return \'one\';', '11 no else: if (a === 1)', '13 x(a);', '14 x();', '16 return a ?? 4;', '16 4;', '18 return a! > 1 ? (x()) : \'less\';', '18 x()) : \'less\';', '18 \'less\';',
	]);
});
