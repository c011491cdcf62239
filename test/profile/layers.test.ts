import t from 'tap';
import {listLayers, makeLayerFinder} from '../../harness/profile/layers.js';
import {layers} from './sample.js';

t.test('the first layer that fits takes the function; the rest of the kernel and user space are layers of their own', async t => {
	const layerOf = makeLayerFinder(layers);
	t.strictSame(['aio_submit', 'blk_start', 'blk', 'kfree', '[user]', '[unknown]'].map(layerOf), ['aio', 'block <layer>', 'other kernel', 'other kernel', 'user space', 'other kernel']);
	t.equal(makeLayerFinder([])('aio_submit'), 'other kernel');
	t.equal(makeLayerFinder([{name: 'all', functions: ['*']}])('[user]'), 'user space', 'no glob takes user space');
});

t.test('all layers, in the target\'s order', async t => {
	t.strictSame(listLayers(layers), ['aio', 'block <layer>', 'other kernel', 'user space']);
});
