import t from 'tap';
import {findLinkOut} from '../../harness/lib/find-link-out.js';

const find = (links: Readonly<Record<string, string>>): string | undefined => findLinkOut(new Map(Object.entries(links)));

t.test('links from one place of the tree to another', async t => {
	t.equal(find({}), undefined);
	t.equal(find({
		'scripts/dtc/include-prefixes/arm': '../../../arch/arm/boot/dts',
		'tools/lib/x': './y', 'tools/lib/y': '..//../fs/', 'dangling': 'not/there', 'to-top/a': '..',
	}), undefined);
});

t.test('links that lead out of it, be it over others', async t => {
	t.equal(find({inner: 'fs', a: '/etc/passwd'}), 'a');
	t.equal(find({'fs/a': '../../x'}), 'fs/a');
	t.equal(find({a: 'fs/../../linux/x'}), 'a', 'back in is out too');
	t.equal(find({'a/top': '..', 'b': 'a/top/../x'}), 'b', 'the text alone would stay inside');
	t.equal(find({'a': 'deep/in/here', 'b': 'a/../../../../x'}), 'b');
	t.equal(find({'a': 'c/x', 'c': '..'}), 'a');
});

t.test('links in a ring end', async t => {
	t.equal(find({a: 'b', b: 'a'}), undefined);
	t.equal(find({a: 'a/x'}), undefined);
});
