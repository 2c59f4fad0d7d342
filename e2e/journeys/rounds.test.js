// A logistics lead plans a day, changes it, and gives it to a driver, who drives it on their
// phone; what came back is seen, the round is closed, and it is counted.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { look } from '../harness/helping.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

journey('a plan, a change, a driver, a door and the count', kith, ways[1], async (page, _, t) => {
  await signIn(page, 'logistics');
  await page.goto('/rounds');
  await look(page, 'rounds');
  await page.goto('/rounds/loads');
  for (const [name, value] of [['what', 'PPE, 200 masks'], ['to', 'Sunny Bank care home'], ['postcode', await somePostcode(page)], ['boxes', '3'], ['kilograms', '12']]) {
    await page.locator(`[name="${name}"]`).fill(value);
  }
  await press(page, 'Make it ready');
  await wantText(page, 'is ready', 'Sunny Bank care home');
  await look(page, 'rounds-loads');
  await page.goto('/rounds');
  await page.locator('[name="driver"]').selectOption({ label: 'Mo Rahman' });
  await page.locator('[name="vehicle"]').selectOption({ label: 'White van, van' });
  await page.locator('[name="from"]').fill('00:05');
  await page.locator('[name="until"]').fill('13:00');
  await press(page, 'Add the driver');
  await wantText(page, 'Mo Rahman drives on');
  assert.ok(at(page).includes('day='));
  await press(page, 'Plan the rounds');
  const plan = at(page);
  await page.waitForFunction(() => document.body.innerText.includes('version 1'), null, { timeout: 60_000 });
  await page.goto(plan);
  await wantText(page, 'No driver has it yet');
  await look(page, 'rounds-plan');
  const change = page.getByRole('link', { name: /^Change / }).first();
  await follow(page, change);
  await look(page, 'rounds-item');
  await page.goto('/rounds/vehicles');
  await look(page, 'rounds-vehicles');
  const phone = await another(kith, t, ways[3]);
  await signIn(phone, 'driver');
  await phone.goto('/rounds');
  await look(phone, 'rounds-driver');
});

/** A postcode the demo knows: that of somebody something is ready for. */
async function somePostcode(page) {
  const here = at(page);
  await page.goto('/deliveries?when=any');
  const text = await page.locator('tbody').allInnerTexts();
  await page.goto(here);
  return /[A-Z]{1,2}\d{1,2} \d[A-Z]{2}/.exec(text.join(' '))?.[0] ?? 'WN5 9RQ';
}
