// A driver takes today's round along on a phone, loses signal, records what comes of each stop,
// and has signal again after the hub has changed the plan; the hub settles what no longer fits,
// the round is closed, and it is counted. What the phone's disk holds is looked at on the way.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { look } from '../harness/helping.js';
import { journey, useServer } from '../harness/journey.js';
import { cameraPhoto, openPhone, recordStop, says, unlock } from '../harness/phone.js';
import { startDemo } from '../harness/protocols.js';
import { makeLoad, putOnTheDay, somePostcode, worked } from '../harness/rounds.js';
import { at, follow, press, signIn, wantText } from '../harness/steps.js';

// On a Monday at eleven, whatever the hour: nobody rings at a door at night.
const kith = useServer(() => startDemo('wigan'));
const pin = '739105';

journey('a round without signal, a plan that changes, and the count', kith, ways[0], async (hub, _, t) => {
  const plan = await publish(hub);
  const { page: phone, holds } = await openPhone(kith, t);
  await phone.clock.install();
  await signIn(phone, 'free-driver');
  await phone.goto('/rounds');
  await follow(phone, phone.getByRole('link', { name: 'Take today’s round with you' }));
  await takeAlong(phone);
  const address = (await phone.locator('.kith-door__stop--next span').first().innerText()).split(',')[0];
  assert.deepEqual(await holds(address), [], 'an address is in the clear on the phone');
  assert.notDeepEqual(await holds('kith-round'), [], 'the disk is not read at all');

  await phone.context().setOffline(true);
  const began = Date.now();
  await phone.reload();
  assert.ok(Date.now() - began < 1000, 'the round does not open within a second without signal');
  await wrongPIN(phone);
  const numbers = await recordAll(phone, address);
  assert.deepEqual(await holds(address), [], 'an address is in the clear on the phone once it was open');
  await phone.locator('#door-wipe').click();
  await look(phone, 'doorstep-sure');
  await phone.locator('#door-wipe-sure').click();
  await says(phone, 'The round is wiped from this phone', '3 waiting to send');
  assert.equal(await databases(phone), 'kith-unsent');
  assert.ok(!(await cached(phone)).includes(address), 'an address is in the cache');
  await look(phone, 'doorstep-wiped');

  await recordAtTheHub(hub, plan, [numbers.setting, numbers.other]);
  await sendAsTheSamePerson(phone);
  await outliveTheShift(phone);
  await settle(hub, phone, numbers);
  await closeAndCount(hub, phone, plan);
});

/** Plans a day of at least one person's door and two settings', for the driver; gives its address. */
async function publish(hub) {
  await signIn(hub, 'logistics');
  await hub.goto('/rounds');
  const code = await somePostcode(hub);
  for (const to of ['Sunny Bank care home', 'Mill Lane surgery']) await makeLoad(hub, to, code);
  await putOnTheDay(hub, 'Noor Bashir');
  await press(hub, 'Plan the rounds');
  const plan = at(hub);
  await worked(hub, plan);
  await takeAllAlong(hub, plan);
  await press(hub, 'Publish to the drivers');
  await wantText(hub, 'Drivers have it');
  return plan;
}

/** What was ready after the cut-off goes along all the same. */
async function takeAllAlong(hub, plan) {
  await follow(hub, hub.getByRole('button', { name: /^Take all \d+ along/ }));
  await worked(hub, plan);
}

async function takeAlong(phone) {
  await says(phone, 'Choose a PIN');
  await look(phone, 'doorstep-take');
  for (const [first, again, wrong] of [['12345', '12345', 'Use 6 digits or more'], ['123456', '123456', 'among the first'], [pin, '739106', 'the same PIN twice']]) {
    await phone.locator('#door-new-pin').fill(first);
    await phone.locator('#door-same-pin').fill(again);
    await phone.locator('#door-take').click();
    await says(phone, 'There is a problem', wrong);
  }
  await look(phone, 'doorstep-take-error');
  await phone.locator('#door-new-pin').fill(pin);
  await phone.locator('#door-same-pin').fill(pin);
  await phone.locator('#door-take').click();
  await says(phone, 'This page opens without signal', 'are wiped from this phone at 14:00');
  await look(phone, 'doorstep-list');
}

async function wrongPIN(phone) {
  await says(phone, 'Your PIN');
  await unlock(phone, '264513');
  await says(phone, 'This is not your PIN', '7 more wrong ones');
  await look(phone, 'doorstep-locked');
  await unlock(phone, pin);
  await says(phone, 'Your stops');
}

/** Records a stop of each kind; gives the numbers on their boxes. */
async function recordAll(phone, address) {
  const titles = await phone.locator('.kith-door__stop strong').allInnerTexts();
  const number = (part) => /[0-9A-Z]{4}-[0-9A-Z]{3}/.exec(titles.find((title) => part.test(title)))[0];
  const numbers = { setting: number(/Sunny Bank/), other: number(/Mill Lane/), person: number(/^(?!.*(Sunny Bank|Mill Lane))/) };
  await phone.locator('.kith-door__stop', { hasText: numbers.person }).click();
  await says(phone, 'Find the way', 'At the door');
  await phone.locator('#door-record').click();
  await says(phone, 'There is a problem', 'Select what came of it');
  await look(phone, 'doorstep-stop');
  await phone.locator('#note').fill('Rang twice.');
  await phone.waitForTimeout(400);
  await phone.getByRole('link', { name: 'All stops' }).click();
  await phone.clock.fastForward(6 * 60_000);
  await says(phone, 'Locked', 'Your PIN');
  assert.ok(!(await phone.content()).includes(address), 'the address is in the page once it is locked');
  await unlock(phone, pin);
  await recordStop(phone, numbers.person, 'Left with a neighbour, as agreed', () => phone.locator('#received').fill('number 6'));
  await phone.locator('.kith-door__stop', { hasText: numbers.person }).click();
  await phone.getByRole('button', { name: 'Change it' }).click();
  await says(phone, 'Taken back');
  assert.equal(await phone.locator('#note').inputValue(), 'Rang twice.', 'what was typed before the lock is lost');
  await phone.getByLabel('No reply: brought back').check();
  await phone.locator('#photo').setInputFiles({ name: 'door.jpg', mimeType: 'image/jpeg', buffer: await cameraPhoto(phone) });
  await phone.locator('#door-preview').waitFor();
  await look(phone, 'doorstep-photo');
  await phone.locator('#door-record').click();
  await says(phone, 'Recorded. 1 waiting to send.');
  await recordStop(phone, numbers.setting, 'They did not want it: brought back', () => phone.locator('#note').fill('They have plenty.'));
  await recordStop(phone, numbers.other, 'Handed to them');
  await says(phone, '3 waiting to send.');
  await look(phone, 'doorstep-waiting');
  return numbers;
}

/** All that the browser's caches hold. */
const cached = (phone) =>
  phone.evaluate(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(await (await cache.match(request)).text());
    }
    return texts.join('\n');
  });

/** Meanwhile two settings have rung the hub, who records of both that it was handed over. */
async function recordAtTheHub(hub, plan, all) {
  await hub.goto(plan);
  await follow(hub, hub.locator('a[href^="/rounds/driven/"]').first());
  const round = at(hub);
  await press(hub, 'Set out: all is on board');
  for (const number of all) {
    await follow(hub, hub.locator('section', { hasText: number }).getByRole('button', { name: /^Say what came of it/ }));
    await hub.getByLabel('Handed to them').check();
    await press(hub, 'Record');
    assert.equal(at(hub), round);
  }
}

/** The session ends meanwhile; somebody else signs in on the phone, and then its driver again. */
async function sendAsTheSamePerson(phone) {
  await phone.context().clearCookies();
  await phone.context().setOffline(false);
  await says(phone, '3 waiting to send. You are signed out.');
  await look(phone, 'doorstep-signed-out');
  await signIn(phone, 'hub');
  await phone.goto('/rounds/doorstep');
  await says(phone, '3 outcomes of somebody else wait on this phone');
  await look(phone, 'doorstep-somebody-else');
  await phone.goto('/rounds');
  await press(phone, 'Sign out');
  await signIn(phone, 'free-driver');
  await phone.goto('/rounds');
  assert.equal(await phone.evaluate(unsent), 4, 'three outcomes and a photo do not wait any more, though no page of the doorstep is open');
  await hasSignal(phone);
  for (const end = Date.now() + 10_000; (await phone.evaluate(unsent)) > 0; await phone.waitForTimeout(100)) assert.ok(Date.now() < end, 'the worker does not send what waits');
}

/** Runs in the browser: how much waits to be sent. */
const unsent = () =>
  new Promise((resolve, reject) => {
    const asked = indexedDB.open('kith-unsent');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const count = asked.result.transaction('queue').objectStore('queue').count();
      count.onsuccess = () => {
        asked.result.close();
        resolve(count.result);
      };
    };
  });

/** The names of what is kept on the phone. */
const databases = (phone) => phone.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).join());

/** Tells the worker, as a browser does that has signal again, that it is time to send; no page of the doorstep is open. */
async function hasSignal(phone) {
  const browser = await phone.context().newCDPSession(phone);
  const known = new Promise((resolve) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations.filter((one) => one.scopeURL.endsWith('/rounds/doorstep')).forEach(resolve));
  });
  await browser.send('ServiceWorker.enable');
  const { registrationId } = await known;
  await browser.send('ServiceWorker.dispatchSyncEvent', { origin: new URL(phone.url()).origin, registrationId, tag: 'send', lastChance: false });
}

/** The round is taken again, and nobody wipes it: the clock does, an hour after the shift. */
async function outliveTheShift(phone) {
  await phone.goto('/rounds/doorstep');
  await says(phone, 'Choose a PIN');
  await phone.locator('#door-new-pin').fill(pin);
  await phone.locator('#door-same-pin').fill(pin);
  await phone.locator('#door-take').click();
  await says(phone, 'are wiped from this phone at 14:00');
  await phone.clock.fastForward(4 * 3_600_000);
  await says(phone, 'Your shift is over: the round is wiped from this phone.');
  assert.equal(await databases(phone), 'kith-unsent', 'the round outlives its shift');
}

async function settle(hub, phone, numbers) {
  await hub.goto('/rounds');
  await follow(hub, hub.getByRole('link', { name: '2 outcomes to settle' }));
  await wantText(hub, numbers.setting, 'They did not want it: brought back', 'They have plenty.', 'It was recorded already: handed to them.', 'By Mo Rahman');
  await look(hub, 'doorstep-unsettled');
  const refused = hub.locator('section', { hasText: numbers.setting });
  await follow(hub, refused.getByRole('button', { name: /^Set aside/ }));
  await wantText(hub, 'There is a problem', 'Enter why it is set aside');
  await look(hub, 'doorstep-unsettled-error');
  await refused.locator('[name^="reason-"]').fill('The manager rang: they took it in after all.');
  await follow(hub, refused.getByRole('button', { name: /^Set aside/ }));
  await wantText(hub, 'Set aside', numbers.other);
  await follow(hub, hub.locator('section', { hasText: numbers.other }).getByRole('button', { name: /^Accept as recorded/ }));
  await wantText(hub, 'Nothing waits');
  await look(hub, 'doorstep-settled');
}

async function closeAndCount(hub, phone, plan) {
  await hub.goto(plan);
  await follow(hub, hub.locator('a[href^="/rounds/driven/"]').first());
  const round = at(hub);
  await wantText(hub, 'No reply: brought back', 'Rang twice.');
  await follow(hub, hub.getByRole('link', { name: /^What was recorded/ }).first());
  await look(hub, 'doorstep-recorded');
  const photo = await hub.request.get(await hub.getByRole('link', { name: /^Photo taken at/ }).getAttribute('href'));
  assert.equal(photo.headers()['content-type'], 'image/jpeg');
  assert.ok(!/GPSCANARY|Exif/.test((await photo.body()).toString('latin1')), 'the photo tells where it was taken');
  await hub.goto(round);
  await press(hub, 'I am back at the base');
  for (const box of await hub.locator('[name="seen"]').all()) await box.check();
  await press(hub, 'Close the round');
  await wantText(hub, '2 handed over, 1 back and seen');
  await hub.goto('/dashboard/rounds');
  await wantText(hub, 'Handed to them');
  await phone.reload();
  await says(phone, 'You have no round to drive now');
  await look(phone, 'doorstep-nothing');
}
