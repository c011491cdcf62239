import t from 'tap';
import {applyExceptions} from '../../harness/coverage/exceptions.js';
import {at, counts, makeCoverage} from './sample.js';

const problemsOf = (exception: object): readonly string[] =>
	makeCoverage({exceptions: [{file: 'fs/aio.c', text: 'return -EINVAL;', reason: 'because', ...exception}]}).problems;

t.test('the reason stands at the line that text and predecessor name', async t => {
	const lines = makeCoverage().files[0]!.lines;
	t.strictSame(lines.filter(({exception}) => exception !== undefined).map(({line, exception}) => [line, exception]), [[21, 'a is at most 3 here']]);
});

t.test('an exception that is out of date is told of', async t => {
	t.match(problemsOf({text: 'return -ENOMEM;'}), [/^exception for fs\/aio\.c: return -ENOMEM;: the series adds no such line$/]);
	t.match(problemsOf({file: 'fs/other.c'}), [/adds no such line/]);
	t.match(problemsOf({after: 'if (b)'}), [/\(after: if \(b\)\): the series adds no such line/]);
	t.match(problemsOf({}), [/2 such lines, name the one before it with "after"/]);
	t.match(problemsOf({text: '{'}), [/has no code/]);
	t.match(problemsOf({text: 'if (!a)'}), [/was executed/]);
	t.strictSame(problemsOf({after: 'if (!a)'}), []);
});

t.test('a line that begins to run makes its exception a problem, not an excuse', async t => {
	const coverage = makeCoverage({counts: new Map([...counts, [at('0018'), 1] as const].sort())});
	t.equal(coverage.excepted, 0);
	t.match(coverage.problems, [/was executed/]);
});

t.test('no exceptions, no change', async t => {
	const files = [{file: 'a.c', lines: [{line: 1, text: 'x', count: 0}]}];
	t.strictSame(applyExceptions(files, []), {files, problems: []});
});
