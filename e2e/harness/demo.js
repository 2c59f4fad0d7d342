// Walks the pages of the demo borough as the people who have accounts there.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doors, may } from './doors.js';
import { phone } from './judge.js';
import { journey } from './journey.js';
import { at, fill, press, signIn } from './steps.js';
import { newWalk, walkPages } from './walk.js';

/** The demo's accounts and what each is. */
export const accounts = {
  agent: 'agent',
  coordination: 'coordinator',
  hub: 'coordinator',
  logistics: 'logistics-lead',
  finance: 'finance',
  director: 'manager',
  member: 'member',
  analyst: 'analyst',
  publichealth: 'public-health',
  governance: 'governance',
  admin: 'admin',
};

/** Forms of which a press is all there is: they hold no box to leave empty. */
export const pressAlone = {};

/** Pages that no walk comes to, with why, and who looks at them. */
const elsewhere = {
  '/ask/{page}': 'languages*.test.js looks at every page of the form, with its errors',
  '/register/{page}': 'doors.test.js walks the form',
  '/sorted/{token}': 'its link stands in a message: messages.test.js follows it',
};

/** The walk of one file of journeys, over its people; others are the roles whose doors another file sees to. */
export function newDemoWalk(name, people, others = []) {
  const walk = newWalk(name, { alone: pressAlone, others: (door) => others.some((role) => may(door, [role])) });
  return { ...walk, roles: people.map((who) => accounts[who] ?? who) };
}

/**
 * Walks as the holder of a demo account. before does what has to be done until all pages of
 * theirs are there, and gives addresses that only it knows.
 */
export function walkAs(walk, kith, name, before = async () => []) {
  journey(`the pages of ${name}`, kith, phone, async (page) => {
    page.context().setDefaultTimeout(30_000);
    await signIn(page, name);
    const starts = await before(page);
    await walkPages(walk, page, [accounts[name]], starts);
  });
}

/**
 * Ends a file of journeys: every page its people may open was there, but for those that
 * another file sees to, and no page or form had a fault.
 */
export function endWalk(walk) {
  test('every page was there, and none had a fault', () => {
    const theirs = (door) => door.method === 'GET' && !door.who.includes('public') && may(door, walk.roles) && !walk.others(door);
    const missed = doors.filter((door) => theirs(door) && !elsewhere[door.pattern] && !walk.states.has(door.pattern));
    if (process.env.KITH_E2E_PICTURES) tell(walk);
    assert.equal([...missed.map(({ pattern }) => `nothing leads to ${pattern}`), ...walk.wrong].join('\n'), '');
  });
}

/** Says what came of every form, for whoever mends the walk. */
function tell(walk) {
  for (const [door, { judged }] of walk.states) console.log('page', judged ?? 0, door);
  for (const [door, status] of walk.sent) console.log('empty', status, door);
  for (const [door, status] of walk.overtaken) console.log('late', status, door);
}

/** Looks for somebody; gives the address of what was found. */
export async function find(page, words) {
  await page.goto('/people');
  await fill(page, { terms: words });
  await press(page, 'Search');
  return at(page);
}
