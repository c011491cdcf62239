import t from 'tap';
import {describeSubject, makeFactsSection, makeTroubleSection} from '../../harness/report/facts-section.js';
import {usualNvme} from '../../harness/boot/nvme-shape.js';
import {makeResult} from '../../harness/result/make-result.js';
import {compileError, conflict, makeBoot, makeFacts, makeFactsWithoutBoot, makeReport} from '../result/sample.js';
import {listParts, timedRun} from './fixtures.js';

const rowsOf = (...call: Parameters<typeof makeFactsSection>) => Object.fromEntries(listParts([makeFactsSection(...call)]).flatMap(part => part.type === 'rows' ? part.rows : []));

t.test('what was tested', async t => {
	t.match(describeSubject(timedRun), /^debian-6\.1, variant default \u{b7} linux-source-6\.1 \S+ \u{b7} patch 24 of 24: aio: /u);
	t.match(rowsOf(timedRun), {'series': /^patch 24 of 24: .*, from debian-6\.1$/, 'accelerator': /^tcg, QEMU 7/, 'poll queues': /nvme0n1: 1/, 'boot': /^ok, 6\.1\./, 'build': /gcc/});
	t.match(rowsOf({...timedRun, coverage: {executable: 10, executed: 8, excepted: 1, percent: 80}}), {coverage: '8 of 10 added lines executed, 1 more excepted with a reason'});
	t.match(rowsOf({...timedRun, exec: {argv: ['a', 'b'], status: 0, signal: 9, timedOut: false}}), {program: 'a b: killed by signal 9'});
	t.match(rowsOf({...timedRun, series: {source: 'none', patch: 0, total: 0}}), {series: 'no series'});
});

t.test('what went well is no trouble', async t => t.strictSame(makeTroubleSection(timedRun), []));

t.test('every way to end early is told', async t => {
	const trouble = (...call: Parameters<typeof makeResult>) => listParts(makeTroubleSection(makeResult(...call)));
	t.match(trouble(makeFactsWithoutBoot({applied: conflict})), [{text: /0002-aio-add-rings\.patch, .*does not apply to fs\/aio\.c\. This hunk/}, {type: 'code', lines: ['@@ -1,2 +1,3 @@', ' a', '+b']}]);
	t.match(trouble(makeFactsWithoutBoot({applied: {...conflict, file: '', hunk: ''}})), [{text: /does not apply\.$/}, {lines: ['error: patch failed: fs/aio.c:1']}]);
	t.match(trouble(makeFactsWithoutBoot({kernel: compileError})), [{caption: 'The compiler says', lines: [/error: expected/]}]);
	const report = makeReport({entries: [], measurements: [], problems: ['a second plan']});
	t.match(trouble(makeFacts({boot: makeBoot({outcome: 'hang', reason: 'no plan', report, consoleTail: ['one', 'two']})})), [{caption: /console \(hang\)/, lines: ['one', 'two']}, {caption: /guest's report/, lines: ['a second plan']}]);
});

t.test('what differs from the usual machine, tree and guests has a row each', async t => {
	const machine = {cpus: 1, memoryMiB: 512, nvme: {...usualNvme, lbaBytes: 4096 as const}, append: 'quiet', qemuArgs: ['-m', '2 G']};
	const tree = {...timedRun.tree, passedOver: [{source: 'b', reason: 'not tried'}]};
	const rows = rowsOf({...timedRun, machine, tree, build: {...timedRun.build!, cached: true, warnings: ['w']}, boot: {...timedRun.boot!, reason: 'why', guests: 3, devices: [], accelReason: 'no KVM'}});
	t.match(rows, {'NVMe devices': /4096/, 'kernel parameters': 'quiet', 'QEMU\'s arguments': '-m \'2 G\'', 'passed over': 'b: not tried', 'build': /^built, unchanged, .*, 1 warning line$/, 'boot': /^ok, why, .*, 3 guests side by side$/, 'accelerator': /\(no KVM\)$/, 'poll queues': '1'});
	t.match(rowsOf({...timedRun, exec: {argv: ['a'], status: 3, signal: 0, timedOut: false}}), {program: 'a: exit status 3'});
	t.match(rowsOf({...timedRun, exec: {argv: ['a'], status: 0, signal: 0, timedOut: true}}), {program: 'a: ended at its time limit'});
});
