import t from 'tap';
import {addInlineCalls, parseLineTable} from '../../harness/coverage/line-table.js';

/** Of readelf 2.40 for a kernel that was compiled out of tree; ccache makes paths relative, gcc alone leaves them absolute. */
const readelf = `Contents of the .debug_line section:

CU: ../../tree/fs/aio.c:
File name                            Line number    Starting address    View    Stmt
aio.c                                          4  0xffffffff81000000               x
aio.c                                          6  0xffffffff81000000       1       x

../../tree/include/linux/h.h:
h.h                                            4  0xffffffff81000004               x

../../tree/fs/aio.c:
aio.c                                          4  0xffffffff81000006               x
aio.c                                          8  0xffffffff81000017               x

../../tree/include/linux/h.h:
h.h                                            5  0xffffffff81000038               x
h.h                                            -  0xffffffff8100003a

aio.c                                         20  0xffffffff81000200               x
aio.c                                          -  0xffffffff81000204


CU: /cache/sources/1/tree/kernel/sys_ni.c:
File name                            Line number    Starting address    View    Stmt
sys_ni.c                                     10  0xffffffff81000100
sys_ni.c                                      -  0xffffffff81000110


`;

const dirs = {buildDir: '/cache/sources/1/build/coverage', treeDir: '/cache/sources/1/tree'};
const address = (digits: string): string => `ffffffff81000${digits}`;

t.test('ranges of addresses by line, with paths in the tree', async t => {
	t.strictSame(parseLineTable(readelf, dirs), [
		{file: 'fs/aio.c', line: 6, start: address('000'), end: address('004')},
		{file: 'include/linux/h.h', line: 4, start: address('004'), end: address('006')},
		{file: 'fs/aio.c', line: 4, start: address('006'), end: address('017')},
		{file: 'fs/aio.c', line: 8, start: address('017'), end: address('038')},
		{file: 'include/linux/h.h', line: 5, start: address('038'), end: address('03a')},
		{file: 'fs/aio.c', line: 20, start: address('200'), end: address('204')},
		{file: 'kernel/sys_ni.c', line: 10, start: address('100'), end: address('110')},
	]);
});

t.test('where a function was inlined, the calls around it have the same range', async t => {
	const addr2line = `0xffffffff81000004
/cache/sources/1/tree/include/linux/h.h:4 (discriminator 2)
/cache/sources/1/build/coverage/../../tree/fs/aio.c:12
/cache/sources/1/tree/fs/aio.c:30 (discriminator 1)
0xffffffff81000008
??:0
0xffffffff8100000c
/cache/sources/1/tree/fs/aio.c:?
`;
	const range = (file: string, line: number, start: string, end: string) => ({file, line, start: address(start), end: address(end)});
	t.strictSame(addInlineCalls([range('include/linux/h.h', 4, '004', '008'), range('fs/aio.c', 9, '008', '00c'), range('fs/aio.c', 10, '00c', '010'), range('fs/aio.c', 11, '010', '014')], addr2line, dirs), [
		range('include/linux/h.h', 4, '004', '008'), range('fs/aio.c', 12, '004', '008'), range('fs/aio.c', 30, '004', '008'),
		range('fs/aio.c', 9, '008', '00c'), range('fs/aio.c', 10, '00c', '010'), range('fs/aio.c', 11, '010', '014'),
	]);
});

t.test('nothing between two sequences belongs to a line, and no table has no lines', async t => {
	t.strictSame(parseLineTable('', {buildDir: '/b', treeDir: '/t'}), []);
	t.strictSame(parseLineTable('CU: a.c:\na.c   3  0x10  x\na.c   -  0x20\n\na.c   4  0x30  x\n', {buildDir: '/t', treeDir: '/t'}),
		[{file: 'a.c', line: 3, start: '0000000000000010', end: '0000000000000020'}]);
});
