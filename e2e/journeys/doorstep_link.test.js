// A volunteer on foot takes their round along on a phone and records a stop without signal. By the
// time there is signal their session has ended: with a new link, and their PIN, what they
// recorded is sent, and nothing is lost.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { letIn, look } from '../harness/helping.js';
import { journey, useServer } from '../harness/journey.js';
import { openPhone, recordStop, says, unlock } from '../harness/phone.js';
import { startDemo } from '../harness/protocols.js';
import { makeLoad, worked } from '../harness/rounds.js';
import { another, at, follow, press, signIn, wantText } from '../harness/steps.js';

// On a Monday at eleven, whatever the hour: nobody rings at a door at night.
const kith = useServer(() => startDemo('wigan'));
const pin = '739105';
/** Where rounds begin, and a setting next door: near enough for somebody on foot. */
const base = 'WN5 9RQ';

journey('a session that ends without signal, a new link, and nothing lost', kith, ways[0], async (lead, _, t) => {
  await signIn(lead, 'logistics');
  await makeLoad(lead, 'Sunny Bank care home', base, 'any', { boxes: '1', kilograms: '3' });
  const folder = await putVolunteerOnTheDay(lead);
  const plan = await publish(lead);
  const point = await another(kith, t, ways[0]);
  await signIn(point, 'coordination');
  const { page: phone } = await openPhone(kith, t);
  await letIn(point, folder, phone);
  await phone.goto('/rounds/doorstep');
  await says(phone, 'Choose a PIN');
  await phone.locator('#door-new-pin').fill(pin);
  await phone.locator('#door-same-pin').fill(pin);
  await phone.locator('#door-take').click();
  await says(phone, 'This page opens without signal');

  await phone.context().setOffline(true);
  await phone.reload();
  await unlock(phone, pin);
  await recordStop(phone, 'Sunny Bank', 'Handed to them', () => phone.locator('#note').fill('To the manager.'));
  await says(phone, '1 waiting to send.');
  await phone.context().clearCookies();
  await phone.context().setOffline(false);
  await says(phone, '1 waiting to send. You are signed out.');
  await look(phone, 'doorstep-link-ended');
  await follow(phone, phone.getByRole('link', { name: 'Get a new link to send' }));
  await look(phone, 'doorstep-link-ask');
  assert.equal(at(phone), '/helping/link');

  await letIn(point, folder, phone);
  await phone.goto('/rounds/doorstep');
  await unlock(phone, pin);
  await says(phone, 'Your stops', 'Handed to them');
  await phone.waitForFunction(() => !document.body.innerText.includes('waiting to send'), null, { timeout: 10_000 });
  await look(phone, 'doorstep-link-sent');
  await lead.goto(plan);
  await follow(lead, lead.locator('a[href^="/rounds/driven/"]').first());
  await wantText(lead, 'Handed to them', 'To the manager.');
});

/** Puts the first volunteer who may go on rounds on the day; gives the address of their folder. */
async function putVolunteerOnTheDay(page) {
  await page.goto('/rounds/volunteers');
  const ids = await page.locator('[name="volunteer"] option').evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  assert.ok(ids.length > 0, 'no volunteer of the demo may go on rounds');
  await page.locator('[name="volunteer"]').selectOption(ids[0]);
  await page.locator('[name="depot"]').selectOption('logistics-centre');
  await page.locator('[name="from"]').fill('00:05');
  await page.locator('[name="until"]').fill('13:00');
  await press(page, 'Add the volunteer');
  await wantText(page, 'Added: ');
  return `/volunteers/${ids[0]}`;
}

/** Plans the day with what was ready late, and publishes it; gives the plan's address. */
async function publish(page) {
  await page.goto('/rounds');
  await press(page, 'Plan the rounds');
  const plan = at(page);
  await worked(page, plan);
  await follow(page, page.locator('tr', { hasText: 'Sunny Bank' }).getByRole('link', { name: /^Change/ }));
  await press(page, 'Take it along today');
  await worked(page, plan);
  await press(page, 'Publish to the drivers');
  await wantText(page, 'Drivers have it');
  return plan;
}
