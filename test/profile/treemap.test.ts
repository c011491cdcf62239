import t from 'tap';
import fc from 'fast-check';
import {layOut, stripHeight, type Rectangle} from '../../harness/profile/treemap.js';

const size = {width: 1000, height: 600};
const groups = [
	{name: 'aio', members: [{id: 'a', size: 50}, {id: 'b', size: 25}]},
	{name: 'block', members: [{id: 'c', size: 25}]},
];

const area = ({width, height}: Rectangle): number => width * height;
const isInside = (inner: Rectangle, outer: Rectangle): boolean =>
	inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;

t.test('areas are as the sizes are, and members lie in their group below its strip', async t => {
	const map = layOut(groups, size);
	t.strictSame(map.groups.map(({name}) => name), ['aio', 'block']);
	const byId = new Map(map.members.map(member => [member.id, member]));
	t.ok(Math.abs(area(byId.get('a')!) / area(byId.get('b')!) - 2) < 0.1);
	t.ok(Math.abs(area(map.groups[0]!) / area(map.groups[1]!) - 3) < 0.1);
	for (const [id, name] of [['a', 'aio'], ['b', 'aio'], ['c', 'block']] as const) {
		const group = map.groups.find(candidate => candidate.name === name)!;
		t.ok(isInside(byId.get(id)!, {...group, y: group.y + stripHeight, height: group.height - stripHeight}), id);
	}
});

t.test('nothing lies outside, and no two members lie on each other', async t => {
	fc.assert(fc.property(fc.array(fc.integer({min: 1, max: 10_000}), {minLength: 1, maxLength: 40}), sizes => {
		const {members} = layOut([{name: 'all', members: sizes.map((size, index) => ({id: String(index), size}))}], size);
		t.equal(members.length, sizes.length);
		t.ok(members.every(member => isInside(member, {x: 0, y: 0, ...size})));
		t.ok(members.every((left, index) => members.slice(index + 1).every(right =>
			left.x + left.width <= right.x || right.x + right.width <= left.x || left.y + left.height <= right.y || right.y + right.height <= left.y)));
	}), {numRuns: 30});
});

t.test('nothing to show is no map', async t => {
	t.strictSame(layOut([], size), {groups: [], members: []});
});
