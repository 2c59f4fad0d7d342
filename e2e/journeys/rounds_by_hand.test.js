// A logistics lead changes a plan by hand: drags a stop to another round, does the same without
// dragging, and tries what one more driver and another time would cost before anything is
// written. PPE for a care home goes out with the rest, and is handed over.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { look } from '../harness/helping.js';
import { journey, useServer } from '../harness/journey.js';
import { startDemo } from '../harness/protocols.js';
import { makeLoad, putOnTheDay, somePostcode, worked } from '../harness/rounds.js';
import { at, follow, press, signIn, wantText } from '../harness/steps.js';

// On a Monday at eleven, whatever the hour: nobody rings at a door at night.
const kith = useServer(() => startDemo('wigan'));

journey('a stop that is dragged, its button, a try, and PPE for a care home', kith, ways[0], async (page) => {
  await signIn(page, 'logistics');
  await page.goto('/rounds');
  const code = await somePostcode(page);
  for (const to of ['Sunny Bank care home', 'Mill Lane surgery']) await makeLoad(page, to, code);
  await makeLoad(page, 'Pit Brow care home', code, 'afternoon');
  await putOnTheDay(page, 'Mo Rahman');
  await putOnTheDay(page, 'Noor Bashir', 'Silver van, van');
  await press(page, 'Plan the rounds');
  const plan = at(page);
  await worked(page, plan);
  await follow(page, page.getByRole('button', { name: /^Take all \d+ along/ }));
  await worked(page, plan);

  await tryOut(page, plan);
  await dragAndPress(page, plan);
  await handOver(page);
});

/** Tries one more driver and another time: each says what it would cost, and the plan stays. */
async function tryOut(page, plan) {
  const before = await standing(page);
  await follow(page, page.getByRole('link', { name: 'one more driver, another time or a bigger vehicle' }));
  await look(page, 'rounds-what-if');
  for (const [button, name] of [['Try one more driver', 'driver'], ['Try another time', 'time']]) {
    await press(page, button);
    const tried = await page.locator('#tried').innerText();
    assert.match(tried, /Costs?[\s\S]*£\d+[\s\S]*£\d+/, `“${button}” does not say what it costs: ${tried}`);
    await look(page, `rounds-tried-${name}`);
  }
  await page.goto(plan);
  assert.equal(await standing(page), before, 'what was tried has changed the plan');
}

/** Which version a plan is at, and what each round of it costs. */
const standing = async (page) => (await page.locator('main').innerText()).match(/version \d+|£[\d,.]+/g).join();

/** Every round with its stops, and what all of it costs, as the page has them. */
const drawn = async (page) => {
  const rounds = await page.locator('[data-stops-of]').evaluateAll((all) => all.map((one) => one.innerText.replace(/\s+/g, ' ')));
  return [...rounds, (await page.locator('.kith-plan').innerText()).match(/£[\d,.]+/g).join()].join('\n');
};

/** Drags a stop to the other round; goes back, and does the same with its button: both come to the same. */
async function dragAndPress(page, plan) {
  const now = /version (\d+)/.exec(await page.locator('main').innerText())[1];
  const from = page.locator('[data-stops-of]').filter({ has: page.locator('[data-stop]') }).first();
  const row = from.locator('tbody tr').filter({ has: page.locator('[data-stop]') }).first();
  const change = await row.locator('[data-stop]').getAttribute('href');
  const to = page.locator(`[data-stops-of]:not(#${await from.getAttribute('id')})`).first();
  const shift = await to.getAttribute('data-stops-of');
  const place = (await to.locator('tbody tr').count()) + 1;
  const before = await drawn(page);
  const loaded = page.waitForEvent('load');
  await row.dragTo(to.locator('h3'));
  await loaded;
  await wantText(page, 'Changed. The rounds cost');
  assert.equal(at(page), plan);
  const dragged = await drawn(page);
  assert.notEqual(dragged, before, 'nothing was moved');
  await look(page, 'rounds-dragged');
  await press(page, `Undo: back to version ${now}`);
  assert.equal(await drawn(page), before, 'it is not as it was');

  await page.goto(change);
  await page.locator('[name="to"]').selectOption(shift);
  await page.locator('[name="at"]').fill(String(place));
  await press(page, 'Move it here');
  await wantText(page, 'Changed. The rounds cost');
  assert.equal(await drawn(page), dragged, 'dragged it comes to something else than by its button');
}

/** The plan is published, and the PPE is handed over at its door. */
async function handOver(page) {
  await press(page, 'Publish to the drivers');
  assert.ok(!(await page.locator('main').innerText()).includes('A volunteer may not bring'), 'staff are taken for volunteers');
  await follow(page, page.locator('section', { hasText: 'Pit Brow care home' }).getByRole('link', { name: /^Open the round/ }));
  await press(page, 'Set out: all is on board');
  const stop = page.locator('section', { hasText: 'Pit Brow care home' });
  await wantText(page, 'PPE, 200 masks');
  await follow(page, stop.getByRole('button', { name: /^Say what came of it/ }));
  await page.getByLabel('Handed to them').check();
  await press(page, 'Record');
  await page.goto('/rounds/loads');
  assert.match(await page.locator('tr', { hasText: 'Pit Brow care home' }).innerText(), /Handed over/);
}
