// A volunteer with a car takes their round along on a phone and records a stop without signal. By the
// time there is signal their session has ended: with a new link, and their PIN, what they
// recorded is sent, and nothing is lost.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { enter, letIn, look } from '../harness/helping.js';
import { journey, useServer } from '../harness/journey.js';
import { openPhone, recordStop, says, unlock } from '../harness/phone.js';
import { startDemo } from '../harness/protocols.js';
import { makeLoad, somePostcode, worked } from '../harness/rounds.js';
import { another, at, follow, press, signIn, wantText } from '../harness/steps.js';

// On a Monday at eleven, whatever the hour: nobody rings at a door at night.
const kith = useServer(() => startDemo('wigan'));
const pin = '739105';

journey('a session that ends without signal, a new link, and nothing lost', kith, ways[0], async (lead, _, t) => {
  await signIn(lead, 'logistics');
  await makeLoad(lead, 'Sunny Bank care home', await somePostcode(lead), 'any', { boxes: '1', kilograms: '3' });
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

  await enter(point, folder, phone);
  assert.equal(at(phone), '/rounds/doorstep'); // back to the round, as something waits there
  await unlock(phone, pin);
  await says(phone, 'Your stops', 'Handed to them');
  await phone.waitForFunction(() => !document.body.innerText.includes('waiting to send'), null, { timeout: 10_000 });
  await look(phone, 'doorstep-link-sent');
  await lead.goto(plan);
  await follow(lead, lead.locator('a[href^="/rounds/driven/"]').first());
  await wantText(lead, 'Handed to them', 'To the manager.');
});

/** Puts the first volunteer with a car who may go on rounds on the day; gives the address of their folder. */
async function putVolunteerOnTheDay(page) {
  await page.goto('/rounds/volunteers');
  const id = await page.locator('[name="volunteer"] option', { hasText: ', car,' }).first().getAttribute('value');
  await page.locator('[name="volunteer"]').selectOption(id);
  await page.locator('[name="depot"]').selectOption('logistics-centre');
  await page.locator('[name="from"]').fill('00:05');
  await page.locator('[name="until"]').fill('13:00');
  await press(page, 'Add the volunteer');
  await wantText(page, 'Added: ');
  return `/volunteers/${id}`;
}

/** Plans the day with what was ready late, and publishes it; gives the plan's address. */
async function publish(page) {
  await page.goto('/rounds');
  await press(page, 'Plan the rounds');
  const plan = at(page);
  await worked(page, plan);
  await follow(page, page.locator('tr', { hasText: 'Sunny Bank' }).getByRole('link', { name: /^Change/ }));
  const late = page.getByRole('button', { name: 'Take it along today' }); // ready after the cut-off at eleven, or just before
  if (await late.count()) await follow(page, late);
  await worked(page, plan);
  await press(page, 'Publish to the drivers');
  await wantText(page, 'Drivers have it');
  return plan;
}
