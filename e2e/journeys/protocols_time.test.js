// What moves work in steps beside what people record: time that passes under the sweep of due
// times, and a way of contact that is not safe.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkPage } from '../harness/checks.js';
import { journey, useServer } from '../harness/journey.js';
import { ask, begins, endTheOther, ended, letPass, openOnly, openRequest, openWork, record, referByHand, startDemo, take } from '../harness/protocols.js';
import { inOrder, managersPage } from '../harness/protocols_ends.js';
import { fill, follow, heading, press, wantText } from '../harness/steps.js';

const world = useServer(() => startDemo('wigan'));

/** Asks for what begins a protocol and opens its first task, with nothing else left to do. */
async function begun(page, protocol, more) {
  const who = await ask(world, protocol.protocol, more);
  await openRequest(page, who.reference);
  const request = page.url();
  await referByHand(page, protocol);
  await endTheOther(page, protocol);
  await page.goto(request);
  await openWork(page, protocol);
  return { ...who, request };
}

/** Goes on to the next morning: by night the duty team is told of what cannot wait. */
async function tomorrow(page) {
  await page.goto('/demo/clock');
  await press(page, 'Tomorrow at 9:05am');
}

const named = async (id) => (await inOrder('wigan')).find(({ protocol }) => protocol === id);

journey('the clock of the demo looks as every page', world, { width: 360, javaScript: true }, async (page) => {
  await page.goto('/demo/clock');
  await checkPage(page);
});

test('what waits goes on when its time has passed', async (t) => {
  const page = await managersPage(world);
  for (const protocol of await inOrder('wigan')) {
    for (const step of protocol.steps.filter(({ turns, unsafe }) => begins[protocol.protocol] && !unsafe && turns?.some(({ passes }) => passes))) {
      await t.test(`${protocol.name}: ${step.title}`, async () => {
        await tomorrow(page);
        const { request } = await begun(page, protocol);
        await take(page, step.turns);
        await page.goto(request);
        await openOnly(page);
        await wantText(page, step.title);
      });
    }
  }
});

test('what is late is passed up, and its role is reminded', async () => {
  const page = await managersPage(world);
  const { shown } = await begun(page, await named('welfare-check'));
  await letPass(page);
  await page.locator('summary', { hasText: 'What happened so far' }).click();
  await wantText(page, 'Its time passed');
  const task = page.url();
  await page.goto('/safe');
  assert.match(await page.locator('tr', { hasText: shown }).innerText(), /SDF manager/);
  await page.goto(task);
  await letPass(page);
  await page.goto('/safe');
  assert.match(await page.locator('tr', { hasText: shown }).innerText(), /Find out if they are safe and well/);
  await page.goto(task);
  await record(page, 'done');
  await page.goto('/safe');
  assert.equal(await page.locator('tr', { hasText: shown }).count(), 0);
});

test('comfort calls come back week by week until somebody looks at them', async () => {
  const page = await managersPage(world);
  const protocol = await named('comfort-calls');
  const path = protocol.steps.find(({ to }) => to === 'review');
  const { request } = await begun(page, protocol);
  const due = [];
  for (const turn of path.turns) {
    if (!(await page.locator('form[action$="/outcome"]').count())) await openOnly(page);
    due.push(await page.locator('.govuk-summary-list__row', { hasText: 'Due' }).locator('time').first().getAttribute('datetime'));
    await record(page, turn.outcome);
  }
  const days = due.slice(2).map((at, i) => Math.round((Date.parse(at) - Date.parse(due[i + 1])) / 86_400_000));
  assert.ok(days.every((apart) => apart === 7), `the calls are ${days} days apart`);
  await openOnly(page);
  await wantText(page, 'Look at how the calls are going');
  await record(page, 'enough');
  await page.goto(request);
  assert.ok((await page.locator('.govuk-tag').allInnerTexts()).includes('Met'));
});

test('nobody is rung for whom a call is not safe: somebody decides first', async (t) => {
  const page = await managersPage(world);
  for (const id of ['comfort-calls', 'self-isolation', 'talk', 'welfare-check']) {
    const protocol = await named(id);
    await t.test(protocol.name, async () => {
      await begun(page, protocol, { safe_contact: 'letter' });
      assert.equal(await heading(page), protocol.steps.find(({ to }) => to === 'safe-way').title);
      await record(page, 'call');
      await openOnly(page);
      assert.notEqual(await heading(page), protocol.steps.find(({ to }) => to === 'safe-way').title, 'what was decided is decided again');
    });
  }
  const protocol = await named('comfort-calls');
  const end = protocol.ends.find(({ unsafe }) => unsafe);
  await t.test(`${protocol.name}: ${end.name}`, async () => {
    const who = await begun(page, protocol, { safe_contact: 'letter' });
    await take(page, end.turns);
    await page.goto(who.request);
    await ended(page, who, end.need);
  });
  await t.test('medicine is not brought to a door that is not safe', async () => {
    const { request } = await begun(page, await named('prescription'));
    const task = page.url();
    await page.goto(request);
    await follow(page, page.locator('a[href^="/people/"]', { hasText: "person's page" }).first());
    await page.goto(`${new URL(page.url()).pathname}/safe-contact`);
    for (const way of await page.locator('input[name="channels"]').all()) await way.uncheck();
    await fill(page, { channels: 'email' });
    await press(page, 'Save what they said');
    await page.goto(task);
    await record(page, 'collected');
    await openOnly(page);
    await wantText(page, 'Find a safe way to reach them');
  });
});
