// The journeys to every kind of end, for each borough in a file of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openPage } from './browser.js';
import { useServer } from './journey.js';
import { ask, begins, beside, leadTo, moveClock, openRequest, openTasks, protocolsOf, referByHand, startDemo, take } from './protocols.js';
import { short } from './short.js';
import { fill, follow, press, showStatus, signIn, wantText } from './steps.js';

const farthest = (ends) => ends.toSorted((a, b) => b.turns.length - a.turns.length).slice(0, 1);

/** The protocols of a borough; those that hand a need to a service say so. What begins only while the hubs are shut comes last. */
export async function inOrder(borough) {
  const all = await protocolsOf(borough);
  return all
    .map((protocol) => ({ ...protocol, hands: /^(refer-|straight|out-of-hours)/.test(protocol.protocol) }))
    .sort((a, b) => (a.protocol === 'out-of-hours') - (b.protocol === 'out-of-hours'));
}

/** Whether a path to an end is one that people record, of somebody who can be reached. */
const recorded = ({ turns, unsafe }) => !unsafe && turns.every(({ stop }) => !stop);

/** A page of a manager for the whole borough. How it looks is for other journeys: here it is read as text. */
export async function managersPage(world) {
  const page = await openPage(world.browser, { url: world.url, javaScript: false });
  await page.route(/\.(css|js|woff2?|svg|png|ico)(\?|$)/, (route) => route.abort());
  await signIn(page, 'director');
  return page;
}

/** The demo of a borough, which is not started where the walk is short and another borough's will do. */
function walked(borough) {
  const skip = short && borough !== 'wigan';
  return { skip, world: skip ? { skip } : useServer(() => startDemo(borough)) };
}

/** Walks the protocols of a borough that hand needs on, or those that do not; gives the demo they are walked in. */
export function endings(borough, hands) {
  const { world, skip } = walked(borough);

  test('every protocol is led to each end that people record', { skip }, async (t) => {
    const page = await managersPage(world);
    for (const protocol of await inOrder(borough)) {
      if (!begins[protocol.protocol] || protocol.hands !== hands) continue;
      if (protocol.protocol === 'out-of-hours') await moveClock(page, '2020-04-20 21:30');
      const ends = protocol.ends.filter(recorded);
      for (const end of short ? farthest(ends) : ends) {
        await t.test(`${protocol.name}: ${end.name}`, () => leadTo(world, page, protocol, end));
      }
    }
  });

  test('every protocol has a beginning here', async () => {
    const unbegun = (await inOrder(borough)).map(({ protocol }) => protocol).filter((id) => !begins[id]);
    assert.deepEqual(unbegun, Object.keys(firstApproaches), 'say in begins what is asked for');
  });
  return world;
}

/** How somebody on a list is approached for the first time, by protocol: the kind of work, and what it is called. */
const firstApproaches = {
  outreach: { kind: 'call', title: 'Ring somebody for the first time' },
  'outreach-visit': { kind: 'visit', title: 'Go and see somebody for the first time' },
};

/** Nobody asks for a first approach: those that the demo has begun, of people on a list, are led to each end. */
export function outreach(borough, world) {
  test('somebody on a list is approached, and each end of that is come to', { skip: world.skip ?? false }, async (t) => {
    const page = await managersPage(world);
    for (const { protocol, name, ends } of (await inOrder(borough)).filter((one) => firstApproaches[one.protocol])) {
      const { kind, title } = firstApproaches[protocol];
      for (const end of ends) {
        await t.test(`${name}: ${end.name}`, async () => {
          await page.goto(`/board?category=other&kind=${kind}&view=all`);
          await follow(page, page.locator('tbody').getByRole('link', { name: title }).first());
          await follow(page, page.getByRole('link', { name: 'Open on a page of its own' }));
          await wantText(page, await take(page, end.turns));
          await follow(page, page.locator('a[href^="/requests/"]').first());
          assert.deepEqual(await openTasks(page), []);
          const states = { met: 'Met', gone: 'No longer needed', 'not-met': 'Not met' };
          assert.ok((await page.locator('.govuk-tag').allInnerTexts()).includes(states[end.need]), `${page.url()} is not ${end.need}`);
        });
      }
    }
  });
}

/** What can be learned of a person on their page that stops all work for them. */
const learned = {
  deceased: async (page) => {
    await follow(page, page.getByRole('button', { name: /^Change/ }).first());
    await fill(page, { deceased: 'Her son rang' });
    await press(page, 'Save');
  },
  moved: async (page) => {
    await follow(page, page.getByRole('link', { name: 'They have moved', exact: true }));
    await fill(page, { where: 'outside', to: 'Leeds', 'said-by': 'Her son' });
    await confirm(page);
  },
  'asked-to-stop': async (page) => {
    await follow(page, page.getByRole('link', { name: 'They asked us to stop', exact: true }));
    await fill(page, { what: 'everything', 'said-by': 'She herself' });
    await confirm(page);
  },
};

/** Sees what comes of what was learned, and confirms it. */
async function confirm(page) {
  await press(page, 'Show what comes of it');
  await press(page, 'Confirm');
}

/** Opens the page of the person whose request is open. */
const openPerson = (page) => follow(page, page.locator('a[href^="/people/"]', { hasText: "person's page" }).first());

/** What begins several protocols at once: as many in one request as their answers allow. */
function together(all) {
  const groups = [];
  for (const protocol of all) {
    const answers = begins[protocol.protocol];
    // What is said of harm makes all of a request safeguarding.
    const fits = ({ given }) =>
      [answers, given].every(({ worry_kind }) => worry_kind !== 'harm') &&
      Object.entries(answers).every(([id, said]) => id === 'needs' || (given[id] ?? said) === said);
    let group = groups.find(fits);
    if (!group) groups.push((group = { given: {}, needs: new Set(), protocols: [] }));
    Object.assign(group.given, answers);
    group.needs.add(answers.needs);
    group.protocols.push(protocol);
  }
  return groups;
}

/** Somebody asks for all that begins a group of protocols, and then something is learned of them. */
async function stopped(world, page, why, { given, needs, protocols }) {
  const who = await ask(world, undefined, { ...given, needs: [...needs] });
  await openRequest(page, who.reference);
  const request = page.url();
  for (const protocol of protocols) await referByHand(page, protocol);
  await openPerson(page);
  const underWay = await page.locator('h3').allInnerTexts();
  for (const { name } of protocols) assert.ok(underWay.includes(name), `${name} has not begun: ${underWay}`);
  await learned[why](page);
  // Whoever cannot be reached cannot ask us to stop: that check goes on, with somebody who finds out.
  const goesOn = why === 'asked-to-stop' && needs.has('welfare-check') ? 1 : 0;
  let left;
  for (let tries = 0; tries < 60; tries++) {
    await page.goto(request);
    left = await openTasks(page);
    if (left.length === goesOn) break;
    await pause(100);
  }
  assert.equal(left.length, goesOn, `${why} leaves ${JSON.stringify(left)}`);
  const tags = await page.locator('.govuk-tag').allInnerTexts();
  assert.equal(tags.filter((tag) => tag === 'No longer needed').length, needs.size + protocols.filter(({ protocol }) => beside[protocol]).length - goesOn, `the needs are ${tags}`);
  if (goesOn) await stillToBeKnown(page, who);
  await page.goto(request);
  assert.deepEqual(await openTasks(page), []);
  await showStatus(page, who);
  await wantText(page, needs.size > goesOn ? 'Finished: it is no longer needed' : 'Done');
}

/** Somebody who is said to want no contact stays on the list until it is known how they are. */
async function stillToBeKnown(page, { shown }) {
  await page.goto('/safe');
  const row = page.locator('tr', { hasText: shown });
  await follow(page, row.getByRole('link', { name: /^Open/ }));
  await wantText(page, 'They are said to want no contact. Find out if they are safe');
  await take(page, [{ outcome: 'done' }]);
  await page.goto('/safe');
  assert.equal(await row.count(), 0);
}

/** What is learned of somebody stops all they asked for; but whether they are safe must still be known. */
export function stops(borough) {
  const { world, skip } = walked(borough);

  test('what is learned of a person stops all their work as its protocols say', { skip }, async (t) => {
    const page = await managersPage(world);
    const begun = (await inOrder(borough)).filter(({ protocol }) => begins[protocol]);
    const byNight = ({ protocol }) => protocol === 'out-of-hours';
    for (const all of [begun.filter((one) => !byNight(one)), begun.filter(byNight)]) {
      if (all.every(byNight)) await moveClock(page, '2020-04-20 21:30');
      for (const why of short ? ['asked-to-stop'] : Object.keys(learned)) {
        for (const group of together(all)) {
          await t.test(`${why}: ${group.protocols.map(({ name }) => name).join(', ')}`, () => stopped(world, page, why, group));
        }
      }
    }
  });
}
