import {readFile} from 'node:fs/promises';
import t from 'tap';
import {writeNightPages} from '../../harness/store/night-pages.js';
import {badNight} from '../nightly/nights.js';
import {makeTemporaryDir} from '../support.js';

t.test('page, JUnit and summary stand beside the night', async t => {
	const files = await writeNightPages({night: badNight, history: [], dir: await makeTemporaryDir(t)});
	const texts = await Promise.all(files.map(async file => readFile(file, 'utf8')));
	t.match(texts, [/^<!doctype html>/, /^<\?xml/, /^# FAIL/]);
	t.match(files, [/nightly\.html$/, /junit\.xml$/, /summary\.md$/]);
});
