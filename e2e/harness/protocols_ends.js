// The journeys to every kind of end, for each borough in a file of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openPage } from './browser.js';
import { useServer } from './journey.js';
import { ask, begins, ended, leadTo, moveClock, openRequest, openTasks, protocolsOf, startDemo, take } from './protocols.js';
import { fill, follow, press, signIn, wantText } from './steps.js';

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

/** Walks the protocols of a borough that hand needs on, or those that do not; gives the demo they are walked in. */
export function endings(borough, hands) {
  const world = useServer(() => startDemo(borough));

  test('every protocol is led to each end that people record', async (t) => {
    const page = await managersPage(world);
    for (const protocol of await inOrder(borough)) {
      if (!begins[protocol.protocol] || protocol.hands !== hands) continue;
      if (protocol.protocol === 'out-of-hours') await moveClock(page, '2020-04-20 21:30');
      for (const end of protocol.ends.filter(recorded)) {
        await t.test(`${protocol.name}: ${end.name}`, () => leadTo(world, page, protocol, end));
      }
    }
  });

  test('every protocol has a beginning here', async () => {
    const unbegun = (await inOrder(borough)).map(({ protocol }) => protocol).filter((id) => !begins[id]);
    assert.deepEqual(unbegun, ['outreach'], 'say in begins what is asked for');
  });
  return world;
}

/** Nobody asks for a first approach: those that the demo has begun, of people on a list, are led to each end. */
export function outreach(borough, world) {
  test('somebody on a list is rung, and each end of that is come to', async (t) => {
    const page = await managersPage(world);
    const { ends } = (await inOrder(borough)).find(({ protocol }) => protocol === 'outreach');
    for (const end of ends) {
      await t.test(end.name, async () => {
        await page.goto('/board?category=other&kind=call&view=all');
        await follow(page, page.locator('tbody').getByRole('link', { name: 'Ring somebody for the first time' }).first());
        await follow(page, page.getByRole('link', { name: 'Open on a page of its own' }));
        await wantText(page, await take(page, end.turns));
        await follow(page, page.locator('a[href^="/requests/"]').first());
        assert.deepEqual(await openTasks(page), []);
        const states = { met: 'Met', gone: 'No longer needed', 'not-met': 'Not met' };
        assert.ok((await page.locator('.govuk-tag').allInnerTexts()).includes(states[end.need]), `${page.url()} is not ${end.need}`);
      });
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
};

/** What is learned of somebody stops what they asked for. */
export function stops(borough, world) {
  test('what is learned of a person stops all their work as its protocols say', async (t) => {
    const page = await managersPage(world);
    const all = (await inOrder(borough)).filter(({ protocol }) => begins[protocol]);
    for (const [why, learn] of Object.entries(learned)) {
      for (const protocol of all) {
        const path = protocol.ends.find(({ turns }) => turns?.length === 1 && turns[0].stop === why);
        if (!path) continue;
        await t.test(`${protocol.name}: ${path.name}`, async () => {
          const who = await ask(world, protocol.protocol);
          await openRequest(page, who.reference);
          const request = page.url();
          await follow(page, page.locator('a[href^="/people/"]', { hasText: "person's page" }).first());
          await learn(page);
          for (let tries = 0; tries < 40; tries++) {
            await page.goto(request);
            if ((await openTasks(page)).length === 0) break;
            await pause(100);
          }
          await ended(page, who, path.need);
        });
      }
    }
  });
}
