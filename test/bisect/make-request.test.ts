import t from 'tap';
import {makeBisectRequest, type BisectOptions} from '../../harness/bisect/make-request.js';
import {bench, checkRequest, metricRequest} from './sample.js';

const options: BisectOptions = {target: 'sample', series: 'my series', variant: 'default', accel: 'auto', from: 0, seed: 0, fuzzOps: 5000};

t.test('a check or a metric', async t => {
	t.strictSame(makeBisectRequest({...options, check: ['io/*']}), checkRequest);
	t.strictSame(makeBisectRequest({...options, metric: bench}), metricRequest);
	t.match(makeBisectRequest({...options, metric: bench, threshold: {perIo: 2}, against: 'old', from: 2, to: 5}), {from: 2, to: 5, question: {threshold: {perIo: 2}, against: 'old'}});
	t.strictSame(makeBisectRequest({...options, replay: 'a.json'}), {replay: 'a.json'});
});

t.test('neither, or what does not go with it', async t => {
	t.throws(() => makeBisectRequest(options), {code: 'ERR_INPUT', message: /nothing to look for/});
	t.throws(() => makeBisectRequest({...options, check: ['io/*'], threshold: {perIo: 2}}), {code: 'ERR_INPUT', message: /are for --metric/});
});

t.test('what shapes the machine is taken over, and a refusal says what to do', async t => {
	t.match(makeBisectRequest({...options, check: ['io/*'], append: ['quiet'], qemuArgs: ['-m', '2G']}), {append: ['quiet'], qemuArgs: ['-m', '2G']});
	t.throws(() => makeBisectRequest(options), {stage: 'bisect', message: /nothing to look for/, hint: /--check NAME, --metric BENCH or --replay FILE/});
	t.throws(() => makeBisectRequest({...options, check: ['io/*'], against: 'old'}), {stage: 'bisect', message: /are for --metric/, hint: 'a check passes or fails'});
});
