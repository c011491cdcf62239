import {readFile, writeFile} from 'node:fs/promises';
import t from 'tap';
import {readRows, writeRows} from '../../harness/store/each-progress.js';
import {sampleRows} from '../each/sample.js';
import {makeContext} from '../support.js';

t.test('rows come back for the same question, and for no other', async t => {
	const ctx = await makeContext(t);
	const question = {variant: 'default', checks: ['ring/*']};
	t.strictSame(await readRows('sample', question, ctx), []);
	const [file, junitFile] = await writeRows('sample', question, sampleRows, ctx);
	t.strictSame(await readRows('sample', question, ctx), sampleRows);
	t.strictSame(await readRows('sample', {...question, variant: 'kasan'}, ctx), []);
	t.strictSame(await readRows('other', question, ctx), []);
	t.match(await readFile(junitFile!, 'utf8'), '<testsuite');
	await writeFile(file!, JSON.stringify({question: JSON.stringify(question), rows: [{...sampleRows[0], costs: 7}]}));
	t.strictSame(await readRows('sample', question, ctx), [], 'nor are rows of another form');
	await writeFile(file!, '{"question": "cut o');
	t.strictSame(await readRows('sample', question, ctx), [], 'what is not whole is no answer');
});
