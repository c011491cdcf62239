import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {makeNightSchema, nightSchema} from '../../harness/nightly/night.js';
import {projectDir} from '../support.js';
import {badNight} from './nights.js';

t.test('results/night-schema.json is up to date', async t => {
	const committed = await readFile(path.join(projectDir, 'results/night-schema.json'), 'utf8');
	t.strictSame(JSON.parse(committed), JSON.parse(JSON.stringify(makeNightSchema())), '`npm run schema` writes it');
});

t.test('a night reads back as it was, and one without its findings is none', async t => {
	t.strictSame(nightSchema.parse(JSON.parse(JSON.stringify(badNight))), badNight);
	t.notOk(nightSchema.safeParse({...badNight, findings: undefined}).success);
});
