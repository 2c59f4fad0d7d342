// A logistics lead plans a day, changes it, and gives it to a driver, who drives it on their
// phone; what came back is seen, the round is closed, and it is counted.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { look } from '../harness/helping.js';
import { journey, useServer } from '../harness/journey.js';
import { startDemo } from '../harness/protocols.js';
import { another, at, follow, press, signIn, wantText } from '../harness/steps.js';

// On a Monday at eleven, whatever the hour: nobody rings at a door at night.
const kith = useServer(() => startDemo('wigan'));

journey('a plan, a change, a driver, a door and the count', kith, ways[1], async (page, _, t) => {
  await signIn(page, 'logistics');
  await page.goto('/rounds');
  await look(page, 'rounds');
  const postcode = await somePostcode(page);
  for (const to of ['Sunny Bank care home', 'Mill Lane surgery']) {
    await page.goto('/rounds/loads');
    for (const [name, value] of [['what', 'PPE, 200 masks'], ['to', to], ['postcode', postcode], ['boxes', '3'], ['kilograms', '12']]) {
      await page.locator(`[name="${name}"]`).fill(value);
    }
    await press(page, 'Make it ready');
    await wantText(page, 'is ready', to);
  }
  await look(page, 'rounds-loads');
  await page.goto('/rounds');
  await page.locator('[name="driver"]').selectOption({ label: 'Mo Rahman' });
  await page.locator('[name="vehicle"]').selectOption({ label: 'White van, van' });
  await page.locator('[name="from"]').fill('00:05');
  await page.locator('[name="until"]').fill('13:00');
  await press(page, 'Add the driver');
  await wantText(page, 'Mo Rahman drives on');
  await press(page, 'Plan the rounds');
  const plan = at(page);
  await page.waitForFunction(() => document.body.innerText.includes('version 1'), null, { timeout: 60_000 });
  await page.goto(plan);
  await wantText(page, 'No driver has it yet');
  await look(page, 'rounds-plan');
  await follow(page, page.getByRole('link', { name: /^Change / }).first());
  await look(page, 'rounds-item');
  await press(page, 'Take it along today');
  await page.waitForFunction(() => document.body.innerText.includes('version 3'), null, { timeout: 60_000 });
  await page.goto('/rounds/vehicles');
  await look(page, 'rounds-vehicles');
  await page.goto('/rounds/roads');
  await look(page, 'rounds-roads');

  await page.goto(plan);
  const ticked = page.locator('input[name="item"]').first();
  await ticked.check();
  await press(page, 'Move them');
  await wantText(page, 'There is a problem', 'is on that round already');
  assert.ok(await ticked.isChecked(), 'what was ticked is not any more');
  await press(page, 'Publish to the drivers');
  await wantText(page, 'Published: the drivers have their rounds', 'Drivers have it');
  await look(page, 'rounds-published');
  const drawn = await another(kith, t, ways[0]);
  await signIn(drawn, 'logistics');
  await drawn.goto(plan);
  await drawn.locator('.kith-map .leaflet-interactive').first().waitFor();
  await look(drawn, 'rounds-map');
  const phone = await another(kith, t, ways[3]);
  await signIn(phone, 'logistics');
  await phone.goto('/rounds');
  await follow(phone, phone.getByRole('button', { name: /^Open the round/ }).first());
  const round = at(phone);
  await press(phone, 'Set out: all is on board');
  await wantText(phone, 'The round is under way');
  await look(phone, 'rounds-driver');
  let back = 0;
  for (let made = 0; ; made += 1) {
    const open = phone.getByRole('button', { name: /^Say what came of it/ });
    if ((await open.count()) === 0) break;
    await follow(phone, open.first());
    if (made === 0) {
      await press(phone, 'Record');
      await wantText(phone, 'There is a problem', 'Select what came of it');
      await look(phone, 'rounds-stop');
      await phone.getByLabel('No reply: brought back').check();
      back += 1;
    } else {
      await phone.getByLabel(/^(Handed to them|Fetched)$/).check();
    }
    await press(phone, 'Record');
    await wantText(phone, 'Recorded');
  }
  await press(phone, 'I am back at the base');

  await page.goto(round);
  await press(page, 'Close the round');
  await wantText(page, 'not ticked');
  for (const box of await page.locator('[name="seen"]').all()) await box.check();
  await press(page, 'Close the round');
  await wantText(page, 'everything is accounted for', `${back} back and seen`);
  await look(page, 'rounds-closed');
  for (const sheet of ['/print', '/picking']) {
    await page.goto(round + sheet);
    await look(page, `rounds${sheet.replace('/', '-')}`);
  }
  await page.goto('/dashboard/rounds');
  await wantText(page, 'Handed to them');
});

/** A postcode the demo knows: that of somebody something is ready for. */
async function somePostcode(page) {
  const here = at(page);
  await page.goto('/deliveries?when=any');
  const text = await page.locator('tbody').allInnerTexts();
  await page.goto(here);
  return /[A-Z]{1,2}\d{1,2} \d[A-Z]{2}/.exec(text.join(' '))?.[0] ?? 'WN5 9RQ';
}
