import {readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
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

t.test('the summary also goes to the page of the CI run; that of a part does not', async t => {
	const dir = await makeTemporaryDir(t);
	const file = path.join(dir, 'step-summary');
	await writeFile(file, 'before\n');
	const env = {GITHUB_STEP_SUMMARY: file};
	await writeNightPages({night: {...badNight, shard: '1/2'}, history: [], dir, env});
	t.equal(await readFile(file, 'utf8'), 'before\n');
	await writeNightPages({night: badNight, history: [], dir, env});
	t.match(await readFile(file, 'utf8'), /^before\n# FAIL/);
});
