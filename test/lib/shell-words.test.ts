import {execa} from 'execa';
import fc from 'fast-check';
import t from 'tap';
import {quoteForShell, splitWords} from '../../harness/lib/shell-words.js';

t.test('a shell reads each word as it was', async t => {
	const words = ['plain/word.c', 'two words', 'it\'s', '*', '$HOME', ''];
	t.equal(quoteForShell('plain/word.c'), 'plain/word.c');
	const {stdout} = await execa('sh', ['-c', `printf '%s\\n' ${words.map(quoteForShell).join(' ')}`], {stripFinalNewline: false});
	t.strictSame(stdout.split('\n').slice(0, -1), words);
});

t.test('words, quotes and backslashes', async t => {
	t.strictSame(splitWords('-device  virtio-rng-pci,id=a\t-m 2G '), ['-device', 'virtio-rng-pci,id=a', '-m', '2G']);
	t.strictSame(splitWords('\'two words\' "a \\"b\\" \\c" d\\ e f"g"\'h\''), ['two words', 'a "b" \\c', 'd e', 'fgh']);
	t.strictSame(splitWords('\'\' ""'), ['', '']);
	t.strictSame(splitWords(''), []);
	for (const open of ['\'', '"', 'a \'b', '"a\\"', 'a\\']) t.equal(splitWords(open), undefined, open);
});

t.test('as a shell does it', async t => {
	const texts = fc.sample(fc.array(fc.constantFrom('a', 'b', ' ', '  ', '\'', '"', '\\', 'ä', ',', '='), {maxLength: 12}).map(parts => parts.join('')), {numRuns: 300, seed: 7});
	const whole = texts.filter(text => splitWords(text) !== undefined);
	t.ok(whole.length > 100, `${whole.length} texts without an open quote`);
	const {stdout} = await execa('sh', ['-c', whole.map(text => `printf '[%s]' ${text}; echo`).join('\n')], {stripFinalNewline: false});
	// printf without an argument prints its format once.
	t.strictSame(stdout.split('\n').slice(0, -1), whole.map(text => splitWords(text)!.map(word => `[${word}]`).join('') || '[]'));
});

t.test('what is quoted is one word', async t => {
	for (const word of ['plain', 'two words', 'it\'s', '"', '$HOME', '', 'a\nb', '\\']) t.strictSame(splitWords(quoteForShell(word)), [word]);
	t.equal(quoteForShell('CC=gcc'), 'CC=gcc');
});
