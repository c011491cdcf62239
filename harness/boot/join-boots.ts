// In: boots of one kernel, side by side, each of which ran a part of one plan. Out: what they come to as one boot, for
// those who ask how the kernel did. Pure.
import type {Boot} from './boot.js';

/** The first that went wrong speaks for all; nothing that any guest or kernel said is lost. */
export function joinBoots(boots: readonly [Boot, ...Boot[]]): Boot {
	if (boots.length === 1) return boots[0];
	const spokesman = boots.find(({outcome}) => outcome !== 'ok') ?? boots[0];
	const bootedAgain = boots.find(boot => boot.bootedAgain !== undefined)?.bootedAgain;
	const [{report, qemuArgv}] = boots;
	return {
		...spokesman, qemuArgv,
		durationMs: Math.max(...boots.map(({durationMs}) => durationMs)),
		...(bootedAgain === undefined ? {} : {bootedAgain}),
		report: {
			...report,
			done: boots.every(boot => boot.report.done),
			running: spokesman.report.running,
			entries: boots.flatMap(boot => boot.report.entries),
			problems: boots.flatMap((boot, guest) => boot.report.problems.map(problem => `guest ${guest + 1}: ${problem}`)),
		},
		splats: boots.flatMap(({splats}) => splats),
	};
}
