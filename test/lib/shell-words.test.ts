import {execa} from 'execa';
import t from 'tap';
import {quoteForShell} from '../../harness/lib/shell-words.js';

t.test('a shell reads each word as it was', async t => {
	const words = ['plain/word.c', 'two words', 'it\'s', '*', '$HOME', ''];
	t.equal(quoteForShell('plain/word.c'), 'plain/word.c');
	const {stdout} = await execa('sh', ['-c', `printf '%s\\n' ${words.map(quoteForShell).join(' ')}`], {stripFinalNewline: false});
	t.strictSame(stdout.split('\n').slice(0, -1), words);
});
