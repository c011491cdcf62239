import fc from 'fast-check';
import t from 'tap';
import {makeJunit} from '../../harness/result/junit.js';
import {makeResult} from '../../harness/result/make-result.js';
import {compileError, conflict, makeBoot, makeEntry, makeFacts, makeFactsWithoutBoot, makeReport, withEntries} from './sample.js';

/** What is wrong with this XML, or undefined: tags pair up, references are known, characters are legal (XML 1.0, 2.2). */
function findFault(xml: string): string | undefined {
	if (/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(xml)) return 'an illegal character';
	const open: string[] = [];
	const attributes: string[] = [];
	const text = xml.replace(/^<\?xml [^>]*\?>/, '').replaceAll(/<!\[CDATA\[.*?\]\]>/gs, '').replaceAll(/<(\/?)([\w.-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>/g, (_, closing: string, name: string, inside: string, empty: string) => {
		if (closing === '/') return open.pop() === name ? '' : `<unpaired ${name}`;
		if (empty === '') open.push(name);
		attributes.push(inside);
		return '';
	});
	if (open.length > 0) return `${open.join(', ')} left open`;
	if (text.includes('<') || text.includes(']]>')) return `loose markup: ${text}`;
	return /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-fA-F]+);).*/.exec(text + attributes.join(''))?.[0];
}

t.test('the checker of this test finds faults', async t => {
	for (const xml of ['<a>', '<a></b>', '<a>&</a>', '<a b="<"/>', '<a>\u0001</a>', '<a>x < y</a>', '<a>\ufffe</a>']) t.ok(findFault(xml) !== undefined, xml);
	t.equal(findFault('<?xml version="1.0"?>\n<a b="1">&lt;<c/><![CDATA[<&]]></a>'), undefined);
});

t.test('a case per check, by its verdict', async t => {
	const report = withEntries(makeEntry('ring/read', 'fail', 'wrote 3'), makeEntry('ring/write', 'timeout'), makeEntry('setup/plain', 'skip', 'none'));
	const xml = makeJunit(makeResult(makeFacts({boot: makeBoot({report}), target: {...makeFacts().target, checks: {include: ['**'], maySkip: ['setup/*'], timeoutMs: 1}}})));
	t.equal(findFault(xml), undefined);
	t.match(xml, /<testsuite [^>]*name="sample\.default"[^>]*tests="3"/);
	t.match(xml, /<testcase classname="ring" name="read" time="0\.007">\s*<failure/);
	t.match(xml, /<testcase classname="ring" name="write"[^>]*>\s*<failure [^>]*timeout/);
	t.match(xml, /<testcase classname="setup" name="plain"[^>]*>\s*<skipped/);
	t.match(xml, /timestamp="2026-01-02T03:04:05/);
	t.match(xml, 'wrote 3');
});

t.test('a check that never ran is an error, not a failure', async t => {
	const xml = makeJunit(makeResult(makeFacts({boot: makeBoot({report: makeReport({entries: []})})})));
	t.equal([...xml.matchAll(/<error/g)].length, 3);
	t.notMatch(xml, /<failure/);
});

t.test('a run that ended before its checks is one case that did not pass', async t => {
	for (const [facts, pattern] of [
		[makeFactsWithoutBoot({applied: conflict}), /<error [^>]*patch 2 \(0002-aio-add-rings\.patch\) does not apply/],
		[makeFactsWithoutBoot({kernel: compileError}), /<error [^>]*the kernel does not compile/],
		[makeFacts({plan: {checks: [], benches: []}, boot: makeBoot({outcome: 'panic', reason: 'Kernel panic', consoleTail: ['last line']})}), /<failure [^>]*Kernel panic[^>]*last line/],
		[makeFacts({boot: makeBoot({splats: [{kind: 'warning', line: 'WARNING: here', entry: undefined}]})}), /<failure [^>]*WARNING: here/],
	] as const) {
		const xml = makeJunit(makeResult(facts));
		t.equal(findFault(xml), undefined);
		t.match(xml, /classname="run" name="kernel"/);
		t.match(xml, pattern);
	}
	t.notMatch(makeJunit(makeResult(makeFacts())), /classname="run"/, 'and there is none when all went well');
});

t.test('whatever is said stays well-formed XML', async t => {
	const text = fc.oneof(fc.string({unit: 'binary'}), fc.constantFrom(']]>', '<![CDATA[', '&amp;', '<b>', '"', '\u001b[1m', '\u0000', '\ufffe', '\ud800', '\ufffd'));
	fc.assert(fc.property(text, text, (reason, line) => {
		const report = withEntries({...makeEntry('ring/read', 'fail', reason), lines: [line]}, makeEntry('ring/write', 'skip', reason));
		const xml = makeJunit(makeResult(makeFacts({boot: makeBoot({report, consoleTail: [line]}), command: line})));
		return findFault(xml) === undefined;
	}), {numRuns: 40, seed: 1});
	t.equal(findFault(makeJunit(makeResult(makeFactsWithoutBoot({kernel: {...compileError, errors: ['\u001b[1merror\u001b[0m: \ufffe']} as typeof compileError})))), undefined);
});
