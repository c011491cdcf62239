import t from 'tap';
import {findFailingHunk} from '../../harness/series/failing-hunk.js';

const patch = `From 0000 Mon Sep 17 00:00:00 2001
Subject: [PATCH] change two files

---
diff --git a/fs/aio.c b/fs/aio.c
index 1111111..2222222 100644
--- a/fs/aio.c
+++ b/fs/aio.c
@@ -10,3 +10,4 @@ first
 a
+b
 c
@@ -100,2 +101,3 @@ second
 d
+e
diff --git a/fs/io.c b/fs/io.c
index 1111111..2222222 100644
--- a/fs/io.c
+++ b/fs/io.c
@@ -100 +100 @@ third
-f
+g
-- 
2.39.5
`;

t.test('finds the hunk by file and line', async t => {
	t.strictSame(findFailingHunk(patch, 'error: patch failed: fs/aio.c:100\nerror: fs/aio.c: patch does not apply\n'), {
		file: 'fs/aio.c', hunk: '@@ -100,2 +101,3 @@ second\n d\n+e',
	});
	t.strictSame(findFailingHunk(patch, 'error: patch failed: fs/aio.c:10\n'), {file: 'fs/aio.c', hunk: '@@ -10,3 +10,4 @@ first\n a\n+b\n c'});
});

t.test('the last hunk ends before the signature', async t => {
	t.strictSame(findFailingHunk(patch, 'error: patch failed: fs/io.c:100\n'), {file: 'fs/io.c', hunk: '@@ -100 +100 @@ third\n-f\n+g'});
});

t.test('a file that is missing or in the way has no hunk', async t => {
	t.strictSame(findFailingHunk(patch, 'error: fs/new.c: already exists in index\n'), {file: 'fs/new.c', hunk: ''});
	t.strictSame(findFailingHunk(patch, 'error: fs/gone.c: does not exist in index\n'), {file: 'fs/gone.c', hunk: ''});
	t.strictSame(findFailingHunk(patch, 'error: fs/gone.c: No such file or directory\n'), {file: 'fs/gone.c', hunk: ''});
});

t.test('words without a place leave both empty', async t => {
	t.strictSame(findFailingHunk(patch, 'fatal: empty ident name not allowed\n'), {file: '', hunk: ''});
	t.strictSame(findFailingHunk(patch, ''), {file: '', hunk: ''});
});

t.test('a place that is not in the patch keeps the file', async t => {
	t.strictSame(findFailingHunk(patch, 'error: patch failed: other.c:7\n'), {file: 'other.c', hunk: ''});
});
