import {createHash} from 'node:crypto';
import path from 'node:path';
import t from 'tap';
import {parseTreeOption, treeVariableOf} from '../../harness/tree/parse-tree-option.js';
import {makeTemporaryDir, writeFiles} from '../support.js';

const sha256 = createHash('sha256').update('bytes').digest('hex');
const commit = '1c163f4c7b3f621efff9b28a47abb36f7378d783';

t.test('each form of a tree', async t => {
	const dir = await makeTemporaryDir(t);
	await writeFiles(dir, {'linux.tar.xz': 'bytes', 'linux#1/Kbuild': '', 'a b%20,ü/Kbuild': ''});
	const file = path.join(dir, 'linux.tar.xz');
	const cases: ReadonlyArray<readonly [string, object]> = [
		[dir, {type: 'dir', dir}],
		[path.join(dir, 'linux#1'), {type: 'dir', dir: path.join(dir, 'linux#1')}],
		[file, {type: 'tarball', file, sha256}],
		[path.relative('.', file), {type: 'tarball', file, sha256}],
		[`${file}#sha256=${'a'.repeat(64)}`, {type: 'tarball', file, sha256: 'a'.repeat(64)}],
		[`https://example.org/linux-5.0.tar.xz#sha256=${sha256}`, {type: 'tarball', url: 'https://example.org/linux-5.0.tar.xz', sha256}],
		['https://example.org/linux.git#v5.0', {type: 'git', url: 'https://example.org/linux.git', ref: 'v5.0'}],
		['git://example.org/linux#for-4.21/block', {type: 'git', url: 'git://example.org/linux', ref: 'for-4.21/block'}],
		['ssh://me@example.org:22/linux', {type: 'git', url: 'ssh://me@example.org:22/linux', ref: 'HEAD'}],
		[`https://example.org/linux#${commit}`, {type: 'git', url: 'https://example.org/linux', ref: commit, commit}],
		[`${dir}#v5.0`, {type: 'git', url: `file://${dir}`, ref: 'v5.0'}],
		[`${dir}/a b%20,ü#v5.0`, {type: 'git', url: `file://${dir}/a%20b%2520,%C3%BC`, ref: 'v5.0'}],
	];
	for (const [text, source] of cases) t.strictSame(await parseTreeOption(text), source, text);
});

t.test('what is no tree is refused, with the forms that there are', async t => {
	const cases: ReadonlyArray<readonly [string, RegExp]> = [
		['/no/such/tree', /^--tree \/no\/such\/tree is not there$/],
		['/no/such/tree#v5.0', /is not there$/],
		['me@example.org:linux', /is not there$/],
		['', /is not there$/],
		['https://example.org/linux-5.0.tar.xz', /sha256: /],
		['https://example.org/linux-5.0.tar.xz#sha256=abc', /sha256: 64 lower-case hex digits/],
		['ext::sh -c reboot', /url: a git, http, https, ssh or file URL/],
		['http:', /url: a git, http, https, ssh or file URL/],
		['https://me:secret@example.org/linux', /url: without a password/],
		['https://example.org/linux#', /ref: /],
	];
	for (const [text, message] of cases) {
		await t.rejects(parseTreeOption(text), {code: 'ERR_INPUT', exitCode: 129, message, hint: /^it is a folder, FILE\.tar\.xz .*URL#REF/}, text);
	}
});

t.test('the variable that stands for the option is named by the target', async t => {
	t.equal(treeVariableOf('for-4.21-block'), 'KERNEL_TEST_TREE_FOR_4_21_BLOCK');
	t.equal(treeVariableOf('debian-6.1'), 'KERNEL_TEST_TREE_DEBIAN_6_1');
});
