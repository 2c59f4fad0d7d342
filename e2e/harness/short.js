/**
 * Whether the journeys are walked in short, as make test does, so that it stays within what anybody waits for; make e2e walks
 * all of them. In short nothing is left out that nothing else walks: of four ways of looking at a page the two that differ most
 * remain, of the ends of a protocol the farthest, of two boroughs the one with more protocols, of the states of a page the first,
 * of forms that come back those with a part that no other had, of the first day the pages that say that nothing is there yet, of
 * many that are alike a few.
 */
export const short = process.env.KITH_E2E === 'short';

/** The last few of many that are alike; all of them where the walk is not short. */
export const few = (all, most = 1) => (short ? all.slice(-most) : all);
