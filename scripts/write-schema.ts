// Writes results/schema.json and results/night-schema.json from the zod types of a result and of a night. Run by `npm run
// schema`; tests tell when it is due.
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {makeNightSchema} from '../harness/nightly/night.js';
import {makeJsonSchema} from '../harness/result/result-schema.js';

for (const [name, schema] of [['schema.json', makeJsonSchema()], ['night-schema.json', makeNightSchema()]] as const) {
	await writeFile(path.resolve(import.meta.dirname, '../results', name), `${JSON.stringify(schema, undefined, '\t')}\n`);
}
