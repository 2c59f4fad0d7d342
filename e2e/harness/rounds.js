// Rounds as journeys need them: planned, published and in somebody's hands.
import { at, follow, press, wantText } from './steps.js';

/** A postcode the demo knows: that of somebody something is ready for. */
export async function somePostcode(page) {
  const here = at(page);
  await page.goto('/deliveries?when=any');
  const text = await page.locator('tbody').allInnerTexts();
  await page.goto(here);
  return /[A-Z]{1,2}\d{1,2} \d[A-Z]{2}/.exec(text.join(' '))?.[0] ?? 'WN5 9RQ';
}

/** Makes a load for a group or a setting ready, as somebody who plans. */
export async function makeLoad(page, to, postcode, part = 'any', { boxes = '3', kilograms = '12' } = {}) {
  await page.goto('/rounds/loads');
  for (const [name, value] of [['what', 'PPE, 200 masks'], ['to', to], ['postcode', postcode], ['boxes', boxes], ['kilograms', kilograms]]) {
    await page.locator(`[name="${name}"]`).fill(value);
  }
  await page.locator('[name="part"]').selectOption(part);
  await press(page, 'Make it ready');
  await wantText(page, 'is ready', to);
}

/** Puts a driver with a vehicle on the day, until one o'clock. */
export async function putOnTheDay(page, driver, vehicle = 'White van, van') {
  await page.goto('/rounds');
  await page.locator('[name="driver"]').selectOption({ label: driver });
  await page.locator('[name="vehicle"]').selectOption({ label: vehicle });
  await page.locator('[name="from"]').fill('00:05');
  await page.locator('[name="until"]').fill('13:00');
  await press(page, 'Add the driver');
  await wantText(page, `${driver} drives on`);
}

/** Waits until the rounds of a plan are worked out, and opens it. */
export async function worked(page, plan) {
  await page.goto(plan);
  await page.waitForFunction(() => /version \d/.test(document.body.innerText) && !/being worked out/.test(document.body.innerText), null, { timeout: 60_000 });
  await page.goto(plan);
}
