import t from 'tap';
import {makePage} from '../../harness/profile/page.js';

const cell = (label: string) => ({label, title: `${label}!`, background: 'red'});
const html = makePage({
	title: 'a title', facts: ['a fact'], warnings: [], command: 'again',
	sections: [{
		title: 'bench', lines: [], caption: 'what it means',
		groups: [{name: 'all', members: [{id: 'large', size: 900_000}, {id: 'narrow', size: 1000}, {id: 'tiny', size: 1}]}],
		cells: new Map([['large', cell('a_large_one')], ['narrow', cell('narrow')], ['tiny', cell('tiny')]]),
		tables: [{head: ['name', 'number'], textColumns: [0], rows: [{id: 'large', cells: ['a_large_one', '1']}, {cells: ['other', '2']}]}],
	}],
});

t.test('a map for a wide screen and one for a narrow one', async t => {
	t.strictSame([...html.matchAll(/<div class="map (\w+)"/g)].map(([, name]) => name), ['wide', 'narrow']);
});

t.test('a label stands where it has room, broken between its words; the smallest cells are left to the table', async t => {
	const cells = [...html.split('<div class="map narrow"')[0]!.matchAll(/<a href="#(\w+)"[^>]*>(.*?)<\/a>/g)].map(([, id, content]) => [id, content!.replaceAll(/<[^>]*>/g, '')]);
	t.strictSame(cells, [['large', 'a_\u200Blarge_\u200Bone'], ['narrow', '']]);
});

t.test('columns of text are aligned as text, and a row has an id only when it was given one', async t => {
	t.match(html, '<tr><th class="text">name<th>number');
	t.match(html, '<tr id="large"><td class="text">a_large_one<td>1');
	t.match(html, '<tr><td class="text">other<td>2');
});
