import {stripVTControlCharacters} from 'node:util';
import t from 'tap';
import {describeEach, summarizeEach} from '../../harness/each/describe-each.js';
import {sampleRows} from './sample.js';

t.test('a row a patch, and what stands in the way', async t => t.matchSnapshot(stripVTControlCharacters(describeEach(sampleRows))));

t.test('all well in one line', async t => {
	t.equal(summarizeEach(sampleRows.slice(0, 1)), '1 of 1 prefixes pass; compiling 61.0 s, booted 3.0 s');
});
