import t from 'tap';
import {makeChecksSection} from '../../harness/report/checks-section.js';
import {findTable, listParts, makeCheck, timedRun} from './fixtures.js';

t.test('without checks there is no section', async t => t.strictSame(makeChecksSection([]), []));

t.test('a row per group, why some were skipped, and every check', async t => {
	const sections = makeChecksSection(timedRun.checks);
	t.match(findTable(sections, /by group/).map(row => row.slice(0, 4)), [['faults', '0', '5', '0'], ['fuzz', '1', '0', '0'], ['io', '6', '0', '0'], ['leak', '5', '1', '0']]);
	t.strictSame(findTable(sections, /Skipped/), [['5', 'the kernel has no fault injection'], ['1', 'the kernel has no debugfs']]);
	t.equal(findTable(sections, /Every check/).length, timedRun.checks.length);
	t.notOk(listParts(sections).some(({type}) => type === 'code'), 'nothing went wrong');
});

t.test('what did not pass comes first, with what it and the kernel said', async t => {
	const sections = makeChecksSection([
		makeCheck('ring/read'), makeCheck('ring/write', {outcome: 'fail', reason: 'wrote 3, wanted 4', output: ['doing it', 'wrote 3, wanted 4'], kernelWarnings: ['WARNING: at fs/aio.c:1']}),
		makeCheck('ring/wait', {outcome: 'timeout'}),
	]);
	t.match(sections[0]!.parts.slice(0, 2), [
		{type: 'code', caption: 'ring/write: fail: wrote 3, wanted 4', lines: ['doing it', 'wrote 3, wanted 4', 'kernel: WARNING: at fs/aio.c:1']},
		{type: 'code', caption: 'ring/wait: timeout', lines: ['(it printed nothing)']},
	]);
	t.strictSame(findTable(sections, /by group/), [['ring', '1', '0', '2', '15']]);
});
