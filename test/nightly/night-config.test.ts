import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {InputError} from '../../harness/errors.js';
import {parseNightConfig} from '../../harness/nightly/night-config.js';
import {projectDir} from '../support.js';

const parse = (config: unknown) => parseNightConfig(JSON.stringify(config), 'night.json');
const refusal = (config: unknown): string => {
	try {
		parse(config);
	} catch (error) {
		if (error instanceof InputError) return error.message;
	}
	return 'accepted';
};

t.test('what is not said has a default', async t => {
	t.match(parse({matrix: [{target: 'a', kinds: ['checks']}]}), {
		matrix: [{target: 'a', variants: ['default'], kinds: ['checks'], mayBeMissing: false}],
		limits: {minutes: 45}, fuzzOps: 20_000, iopsBoots: 3,
	});
});

t.test('the project\'s own', async t => {
	const {matrix} = parseNightConfig(await readFile(path.join(projectDir, 'nightly.json'), 'utf8'), 'nightly.json');
	t.strictSame(new Set(matrix.flatMap(({variants}) => variants)), new Set(['default', 'lockdep', 'kcsan', 'kasan']));
});

t.test('a wrong field is named', async t => {
	t.match(refusal({matrix: []}), /^night\.json: matrix: /);
	t.match(refusal({matrix: [{target: 'a', kinds: ['check']}]}), /^night\.json: matrix\[0\]\.kinds\[0\]: .*"checks"/);
	t.match(refusal({matrix: [{target: 'a', kinds: ['checks'], variants: ['../x']}]}), /matrix\[0\]\.variants\[0\]: default, or the name of a fragment/);
	t.match(refusal({matrix: [{target: 'a', kinds: ['checks']}], limits: {minutes: -1}}), /limits\.minutes: /);
	t.match(refusal({matrix: [{target: 'a', kinds: ['checks']}], fuzzops: 3}), /fuzzops/);
	t.throws(() => parseNightConfig('{', 'night.json'), {message: /^night\.json is not JSON: /, exitCode: 129});
});
