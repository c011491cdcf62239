import t from 'tap';
import {groupBy} from '../../harness/lib/group-by.js';

t.test('members by key, keys and members in the order in which they come', async t => {
	t.strictSame([...groupBy(['b1', 'a1', 'b2'], text => text[0])], [['b', ['b1', 'b2']], ['a', ['a1']]]);
	t.strictSame([...groupBy([], String)], []);
});
