// A night as CI pages read it.
import t from 'tap';
import {makeNightJunit} from '../../harness/report/night-junit.js';
import {badNight} from '../nightly/nights.js';

t.test('a suite a job, a case a check; only what got worse fails', async t => {
	const xml = makeNightJunit(badNight);
	t.match(xml, /<testsuites tests="10" failures="3" errors="1" skipped="2">/);
	t.match(xml, /<testcase classname="ring" name="wrap">\s*<failure message="expected &lt;b>1&lt;\/b>, got 2&#xA;patch 7 is the first that fails it&#xA;kernel-test check ring\/wrap --patch 7/);
	t.match(xml, /<testcase classname="io" name="slow">\s*<system-out>\s*<!\[CDATA\[flaky: failed 1 of 8 runs of the same kernel\]\]>/);
	t.match(xml, /classname="metric" name="null\.ring-polled-fixed[^"]*">\s*<failure message="\+1 insns/);
	t.match(xml, /<testsuite name="debian-6\.1\.kasan\.checks"[^>]*>\s*<testcase classname="checks" name="job"[^>]*>\s*<error message="QEMU was killed"/);
	t.match(xml, /<testsuite name="next\.default\.checks"[^>]*>\s*<testcase classname="checks" name="job"[^>]*>\s*<failure message="fs\/aio.c:7: error"/);
});
