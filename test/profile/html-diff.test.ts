import t from 'tap';
import {diffProfiles} from '../../harness/profile/diff-profiles.js';
import {makeDiffHtml} from '../../harness/profile/html-diff.js';
import {baseRun, headRun, layers} from './sample.js';

const html = makeDiffHtml(diffProfiles({base: baseRun, head: headRun, layers}), 'kernel-test profile --diff 1 2');

t.test('more and less have their colours and their signs; the same has neither', async t => {
	const backgroundOf = (title: string): string | undefined => new RegExp(`background: ([^"]*)" title="${title}`).exec(html)?.[1];
	t.equal(backgroundOf(String.raw`aio_submit: 60\.00 and 61\.00, \+1\.00 instructions per IO \(aio\)`), 'color-mix(in srgb, var(--more) 100%, var(--same))');
	t.equal(backgroundOf(String.raw`blk_start: 30\.00 and 30\.00, -0\.001 instructions per IO`), 'color-mix(in srgb, var(--less) 30%, var(--same))');
	t.equal(backgroundOf(String.raw`\[user\]: 9\.00, the same instructions per IO`), 'var(--same)');
});

t.test('new and gone are told, with an empty cell for what is not there', async t => {
	t.match(html, /<td class="text">new_&lt;one&gt;<td><td>0\.70<td>\+0\.70<td class="text">other kernel<td class="text">new<tr /);
	t.match(html, /<td class="text">old_one<td>0\.50<td><td>-0\.50<td class="text">other kernel<td class="text">gone<tr /);
});

t.test('runs that differ in more than the kernel carry a warning', async t => {
	t.notMatch(html, 'class="warning"');
	const other = {...headRun, fingerprint: {hash: '1'.repeat(16), parts: {compiler: 'gcc <13>', bench: 'a'}}};
	t.match(makeDiffHtml(diffProfiles({base: baseRun, head: other, layers}), ''), '<p class="warning">Not exactly comparable, for not only the kernel differs: compiler: gcc 12 and gcc &lt;13&gt;.');
});

t.test('no change is a grey map', async t => {
	const same = makeDiffHtml(diffProfiles({base: baseRun, head: baseRun, layers}), '');
	t.match(same, 'No function changed.');
	t.notMatch(same, 'color-mix');
});
