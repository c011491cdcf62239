// Writes results/schema.json from the zod type of a result. Run by `npm run schema`; a test tells
// when it is due.
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {makeJsonSchema} from '../harness/result/result-schema.js';

const file = path.resolve(import.meta.dirname, '../results/schema.json');
await writeFile(file, `${JSON.stringify(makeJsonSchema(), undefined, '\t')}\n`);
