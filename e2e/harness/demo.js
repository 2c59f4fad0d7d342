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

/**
 * Pages that these walks do not come to, with who looks at them. The public's pages are not
 * among them: languages*.test.js, doors.test.js, status.test.js and messages.test.js walk those.
 */
const elsewhere = {
  '/governance/audit/export.csv': 'governance.test.js: it is a file of entries of the journal',
  '/governance/audit/person/{id}': 'governance.test.js, from the page of a person',
  '/governance/requests/{id}': 'governance.test.js, once one was recorded',
  '/governance/keeping/{id}': 'governance.test.js, once a legal basis ended',
  '/governance/requests/new': 'governance.test.js, from the page of a person',
  '/governance/requests/{id}/copy': 'governance.test.js, once a copy was released',
  '/governance/requests/{id}/file': 'governance.test.js, once a copy was released',
  '/governance/requests/{id}/look': 'governance.test.js, once a copy was asked for',
  '/account/app': 'signin.test.js, while an app is being set up',
  '/account/passkeys/{id}': 'signin.test.js, once there is one',
  '/admin/programs/{id}': 'signin.test.js, once there is one',
  '/admin/programs/{id}/change': 'signin.test.js, once there is one',
  '/admin/messages/{id}/print': 'it is a file to print, no page',
  '/emergency/requests/{id}': 'emergency.test.js, from the reference of a request',
  '/emergency/open/{id}': 'emergency.test.js, once somebody is open',
  '/emergency/review': 'emergency.test.js',
  '/second-person': 'emergency.test.js',
  '/recovery': 'pages_know.test.js, whose people may name an equality priority',
  '/recovery/{id}': 'pages_know.test.js, whose people may change one',
  '/dashboard/outside/{id}': 'pages_know.test.js, once an analyst has typed a figure in',
  '/food/orders/new': 'food.test.js, from the task that it is for',
  '/food/slips/{task}': 'food.test.js, once the food bank has accepted the task',
  '/safe/lists/{id}': 'lists.test.js, once a list was handed in',
  '/safe/lists/{id}/rejected': 'lists.test.js: it is a file of the rows that were not taken',
  '/lists/{id}/progress': 'it is a part of the page of a list, which asks for it while the list is worked on',
  '/lists/{id}/rejected.csv': 'shielded_list.test.js: it is a file of the rows that were not taken',
  '/refer/check': 'doors.test.js, once the form is filled in',
  '/rounds/plans/{plan}/map': 'rounds.test.js: it is what the map of a plan draws',
  '/rounds/plans/{plan}/progress': 'it is a part of the plan page, which asks for it while rounds are worked out',
  '/situation/picture.svg': 'it is the picture that the situation shows',
  '/situation/map.svg': 'it is the map that the situation shows',
  '/rounds/photos/{photo}': 'doorstep.test.js, once one was taken',
  '/refer/done': 'doors.test.js, once the form is sent',
};

/** The walk of one file of journeys, over its people; others are the roles whose doors another file sees to. */
export function newDemoWalk(name, people, others = []) {
  const walk = newWalk(name, (door) => !elsewhere[door.pattern]?.startsWith(`pages_${name}`) && others.some((role) => may(door, [role])));
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
    if (process.env.KITH_E2E_TELL) tell(walk);
    assert.equal([...missed.map(({ pattern }) => `nothing leads to ${pattern}`), ...walk.wrong].join('\n'), '');
  });
}

/** Says what came of every form, for whoever mends the walk. */
function tell(walk) {
  for (const [took, what] of walk.took.sort((a, b) => b[0] - a[0])) console.log('took', took, what);
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
