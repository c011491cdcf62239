import t from 'tap';
import {makeEachJunit} from '../../harness/each/junit-each.js';
import {sampleRows} from './sample.js';

t.test('a test case a patch', async t => {
	const xml = makeEachJunit('sample', sampleRows);
	t.match(xml, /<testsuite name="sample\.each" [^>]*tests="3" failures="2"/);
	t.match(xml, '0003 aio: &lt;fixed');
	t.match(xml, /warning: unused/);
});
