// Says how often nights in which nothing happened give an alarm, and how soon a loss is seen: simulated from IOPS that were
// measured, a kernel every night and one a week. Exits with 1 for a false alarm, or for an instruction that is not seen at once.
import {parseArgs} from 'node:util';
import {simulate, type Judged, type Scenario} from '../test/nightly/simulate.js';

const {values} = parseArgs({options: {nights: {type: 'string', default: '30'}, seeds: {type: 'string', default: '200'}, boots: {type: 'string', default: '9'}}});
const [nights, seeds, boots] = [Number(values.nights), Number(values.seeds), Number(values.boots)];
const lossy = 'nvme.ring-polled.randread.4k.qd32';

function repeat(scenario: Omit<Scenario, 'seed' | 'nights' | 'boots'>): ReadonlyArray<readonly Judged[]> {
	return Array.from({length: seeds}, (_, seed) => simulate({seed, nights, boots, ...scenario}));
}

function percent(part: number, whole: number): string {
	return `${(part / whole * 100).toFixed(1)} %`;
}

let alarms = 0;
for (const kernelNights of [1, 7]) {
	const how = kernelNights === 1 ? 'a kernel every night' : `a kernel in ${kernelNights} nights`;
	const quiet = repeat({kernelNights}).flat();
	const found = quiet.reduce((sum, {night}) => sum + night.findings.filter(({kind}) => kind === 'check-failed' || kind === 'metric-worse').length, 0);
	const told = quiet.reduce((sum, {night}) => sum + night.findings.length, 0);
	alarms += found;
	process.stdout.write(`${how}: ${seeds} x ${nights} quiet nights of ${boots} boots: ${found} alarms, ${told - found} other findings, nights with a needless re-run ${percent(quiet.filter(({suspicions}) => suspicions.length > 0).length, quiet.length)}\n`);
	for (const factor of [0.9, 0.8, 0.7, 0.5]) {
		const runs = repeat({kernelNights, loss: {bench: lossy, factor}});
		const within = (count: number, isSeen: (judged: Judged) => boolean): string => percent(runs.filter(run => run.slice(0, count).some(isSeen)).length, seeds);
		const isSuspected = ({suspicions}: Judged): boolean => suspicions.some(({name}) => name === `${lossy}.iops`);
		const isTold = ({night}: Judged): boolean => night.findings.some(({kind, name}) => kind === 'metric-worse' && name === `${lossy}.iops`);
		process.stdout.write(`${how}: one engine loses ${Math.round((1 - factor) * 100)} %: ${[1, 3, 7, 14, nights].map(count => `within ${count} nights suspected ${within(count, isSuspected)}, told ${within(count, isTold)}`).join('; ')}\n`);
	}
}
const grown = repeat({kernelNights: 1000, growth: 1});
const seen = grown.filter(([first]) => first!.night.findings.some(({kind}) => kind === 'metric-worse')).length;
process.stdout.write(`one instruction per IO more: told in the first night ${percent(seen, seeds)}\n`);
process.exitCode = alarms === 0 && seen === seeds ? 0 : 1;
