import {readFile} from 'node:fs/promises';
import path from 'node:path';
import t from 'tap';
import {leaveOutChance} from '../../harness/nightly/leave-out-chance.js';
import {resultSchema} from '../../harness/result/result-schema.js';
import {projectDir} from '../support.js';

const counted = resultSchema.parse(JSON.parse(await readFile(path.join(projectDir, 'test/fixtures/report/counted-24.json'), 'utf8')));
const {bench} = counted.counts![0]!;
const made = (name: string, kind: 'work' | 'wait', insnsPerIo: number) => ({name, kind, insnsPerIo, instructions: insnsPerIo * 10});
const run = {...counted, counts: [{bench, ios: 10, functions: [made('aio_read', 'work', 30), made('sbitmap_get', 'work', 9.5), made('bio_poll', 'wait', 70)]}]};
const valueOf = ({measurements}: typeof counted, metric: string): number | null | undefined => measurements.find(({name}) => name === `${bench}.${metric}`)?.value;

t.test('work is what it is without the functions that chance decides', async t => {
	t.equal(valueOf(leaveOutChance(run, ['sbitmap_*']), 'work_insns_per_io'), 30);
	t.equal(valueOf(leaveOutChance(run, []), 'work_insns_per_io'), 39.5);
	t.equal(valueOf(leaveOutChance(run, ['*']), 'insns_per_io'), valueOf(run, 'insns_per_io'), 'other numbers stay');
});

t.test('a run that counted nothing stays as it is', async t => {
	const {counts: _, ...timed} = counted;
	t.strictSame(leaveOutChance(timed, ['*']), timed);
});
