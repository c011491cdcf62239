// Which prefix of a reference series a prefix of another version of it stands for: patches are the same when their
// subjects are, and one that the reference does not have changes nothing of what is expected. Pure.
import type {Patch} from '../series/series.js';

type Subjects = ReadonlyArray<Pick<Patch, 'subject'>>;

/** How many patches of the reference: up to the one that the prefix's last known patch is there. */
export function matchPrefix(patch: number, series: Subjects, reference: Subjects): number {
	for (let last = patch; last > 0; last -= 1) {
		const found = reference.findLastIndex(({subject}) => subject === series[last - 1]!.subject);
		if (found >= 0) return found + 1;
	}
	return 0;
}
