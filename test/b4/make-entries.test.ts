import t from 'tap';
import {makeEntries} from '../../harness/b4/make-entries.js';
import {makeResult, type RunFacts} from '../../harness/result/make-result.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, withEntries} from '../result/sample.js';

const entriesOf = (facts: RunFacts, knownWarnings: readonly string[] = []) => makeEntries({result: makeResult(facts), knownWarnings, url: 'file:///report.html'});
const verdicts = (facts: RunFacts): readonly string[] => entriesOf(facts).map(({tool, status}) => `${tool.replace('kernel-test/', '')} ${status}`);

t.test('all well: an entry for each step, with the names that b4 reads', async t => {
	t.strictSame(verdicts(makeFacts()), ['apply pass', 'build pass', 'boot pass', 'checks pass']);
	for (const entry of entriesOf(makeFacts())) t.strictSame(Object.keys(entry), ['tool', 'status', 'summary', 'url', 'details']);
});

t.test('it ends with the step that failed', async t => {
	t.strictSame(verdicts(makeFactsWithoutBoot({applied: conflict})), ['apply fail']);
	t.match(entriesOf(makeFactsWithoutBoot({applied: conflict})), [{summary: '"aio: add rings" does not apply to fs/aio.c', details: /^@@ -1,2 \+1,3 @@/}]);
	t.strictSame(verdicts(makeFactsWithoutBoot({kernel: compileError})), ['apply pass', 'build fail']);
	const panic = makeFacts({boot: makeBoot({outcome: 'panic', reason: 'Kernel panic', entry: 'ring/read', consoleTail: ['its last line']})});
	t.match(entriesOf(panic)[2], {status: 'fail', summary: 'panic: Kernel panic', details: 'its last line'});
});

t.test('a warning is new when its text is; it is no failure', async t => {
	const {kernel} = makeFacts();
	const facts = makeFacts({kernel: {...kernel, warnings: ['fs/aio.c:12:3: warning: unused x', '   12 | x', 'fs/aio.c:99:1: warning: old']} as NonNullable<RunFacts['kernel']>});
	t.match(entriesOf(facts, ['fs/aio.c:7:1: warning: old'])[1], {status: 'warn', summary: '1 new compiler warning', details: 'fs/aio.c:12:3: warning: unused x'});
	t.match(entriesOf(facts, facts.kernel!.outcome === 'built' ? facts.kernel!.warnings : [])[1], {status: 'pass'});
});

t.test('checks: what failed and why; none that ran is not a pass', async t => {
	const failed = makeFacts({boot: makeBoot({report: withEntries(makeEntry('ring/read', 'fail', 'short'))})});
	t.match(entriesOf(failed).at(-1), {status: 'fail', summary: '1 of 3 checks failed: ring/read', details: 'ring/read: fail, short'});
	const skipped = makeFacts({isPart: true, boot: makeBoot({report: withEntries(...['ring/read', 'ring/write', 'setup/plain'].map(name => makeEntry(name, 'skip', 'no rings')))})});
	t.match(entriesOf(skipped).at(-1), {status: 'warn', summary: '0 checks passed, 3 skipped'});
	const complaint = makeFacts({boot: makeBoot({splats: [{kind: 'warning', line: 'WARNING: at fs/aio.c', entry: 'ring/read'}]} as never)});
	t.match(entriesOf(complaint)[2], {status: 'fail', summary: 'boots, and the kernel complained: WARNING: at fs/aio.c (during ring/read)'});
});

t.test('what a step cannot say is left out', async t => {
	t.match(entriesOf(makeFactsWithoutBoot({applied: {...conflict, file: '', hunk: ''}})), [{summary: '"aio: add rings" does not apply', details: 'error: patch failed: fs/aio.c:1'}]);
	const {kernel} = makeFacts();
	const warnings = ['fs/aio.c:1:1: warning: one', 'fs/aio.c:2:1: warning: two'];
	t.match(entriesOf(makeFactsWithoutBoot({kernel: {...kernel, warnings} as NonNullable<RunFacts['kernel']>})), [{}, {status: 'warn', summary: '2 new compiler warnings'}]);
	const early = makeFacts({boot: makeBoot({splats: [{kind: 'warning', line: 'WARNING: early', entry: undefined}]} as never)});
	t.match(entriesOf(early)[2], {summary: 'boots, and the kernel complained: WARNING: early'});
});
