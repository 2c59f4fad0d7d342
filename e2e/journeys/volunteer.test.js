// Somebody offers to help on a phone; the coordinator of their hub checks and inducts them and
// prints the letter and the card; a pharmacist scans the number and sees what it counts for.
// They are asked for something, say yes, do it and are thanked, until the number is taken away.
import assert from 'node:assert/strict';
import { letIn, look, sayDone, sayYes, thank } from '../harness/helping.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const phone = { width: 360, javaScript: false };
const desk = { width: 1280, javaScript: true };

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const offer = {
  age: { 'date_of_birth-day': '27', 'date_of_birth-month': '3', 'date_of_birth-year': '1985' },
  name: { first_name: 'Winifred', last_name: 'Aspinall' },
  where: { address: '12 Moss Street', postcode: 'WN2 3EB' },
  contact: { phone: '07700 900187' },
  activities: { activities: ['food', 'shopping', 'transport'] },
  skills: {},
  languages: { languages: 'Polish' },
  vehicle: { vehicle: 'car' },
  driving: { licence: 'yes', insured: 'not-sure' },
  when: { free: days.flatMap((day) => ['morning', 'afternoon', 'evening'].map((part) => `${day}-${part}`)) },
  reach: { reach: '5000' },
  often: {},
  'rather-not': { rather_not: 'No big dogs, please' },
  health: { shields: 'no' },
  emergency: { emergency_name: 'Tom', emergency_phone: '07700 900188' },
  agree: { principles: 'yes', keep: 'yes' },
};

/** Offers help from the home page to the end. */
async function offers(page) {
  await page.goto('/');
  await follow(page, page.getByRole('link', { name: 'Offer help' }));
  await look(page, 'offer');
  await follow(page, page.getByRole('button', { name: 'Start now' }));
  for (const [name, given] of Object.entries(offer)) {
    assert.equal(at(page), `/volunteer/${name}`);
    if (name === 'when') {
      await press(page, 'Continue');
      await wantText(page, 'There is a problem');
      await look(page, 'offer-when-error');
    }
    await fill(page, given);
    await look(page, `offer-${name}`);
    await press(page, 'Continue');
  }
  await look(page, 'offer-check');
  await press(page, 'Send my offer');
  await wantText(page, 'Thank you. We have your offer', 'HAPI', 'we will not ask you to drive');
  await look(page, 'offer-done');
}

/** Sends a form that answers with a file, and gives the file's first bytes. */
async function paper(page, name) {
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name, exact: true }).click();
  const download = await file;
  const stream = await download.createReadStream();
  const parts = [];
  for await (const part of stream) parts.push(part);
  assert.ok(!/winifred|aspinall/i.test(download.suggestedFilename()), 'the file’s name names somebody');
  return Buffer.concat(parts).subarray(0, 5).toString();
}

/** A coordinator plans who does what, chooses somebody for the first work they may be asked for, and sends the offers. */
async function choose(hub, name) {
  await hub.goto('/matching');
  await hub.locator('select[name=hood]').selectOption('hapi');
  await press(hub, 'Match now');
  const plan = at(hub);
  const whys = await hub.getByRole('link', { name: /^Why, and who else/ }).evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const why of whys) {
    await hub.goto(why);
    const choice = hub.getByRole('button', { name: `Choose ${name}` });
    if (!(await choice.count())) continue;
    await follow(hub, choice.first());
    await hub.goto(plan);
    await wantText(hub, 'Your choice');
    await press(hub, 'Send the offers');
    return wantText(hub, 'This plan was used.');
  }
  return assert.fail(`nothing on ${plan} is for ${name}`);
}

journey('an offer of help, a letter, a look at its number, work and thanks', kith, phone, async (page, _, t) => {
  await offers(page);

  const hub = await another(kith, t, desk);
  await signIn(hub, 'coordination');
  await hub.goto('/volunteers?standing=applied');
  await follow(hub, hub.getByRole('link', { name: 'Winifred Aspinall' }).first());
  await wantText(hub, 'Applied', '12 Moss Street', 'No big dogs, please', 'Tom');
  const folder = at(hub);
  await hub.goto(`${folder}/check?check=identity`);
  await fill(hub, { seen_how: 'Passport and a bill, face to face' });
  await press(hub, 'Record it');
  await hub.goto(folder);
  await follow(hub, hub.getByRole('button', { name: /Passed in person.*Welcome/ }));
  await follow(hub, hub.getByRole('button', { name: /Passed in person.*At the doorstep/ }));
  await wantText(hub, 'Active');
  assert.equal(await paper(hub, 'Volunteer letter (PDF)'), '%PDF-');
  assert.equal(await paper(hub, 'Card for the wallet (PDF)'), '%PDF-');
  await hub.goto(`${folder}/photo`);
  await look(hub, 'volunteer-photo');
  await press(hub, 'Put it on the card');
  await wantText(hub, 'Choose the photo', 'Tick that they have agreed to it');
  await hub.goto(folder);
  const number = (await hub.locator('main').innerText()).match(/\b[0-9A-Z]{4}-[0-9A-Z]{3}\b/)[0];

  const counter = await another(kith, t, phone);
  await counter.goto(`/verify/${number}`);
  await wantText(counter, 'Valid', 'Winifred', 'Bring food', 'never handle controlled drugs');
  assert.ok(!(await counter.locator('main').innerText()).includes('Aspinall'), 'the last name is told');
  await look(counter, 'verify-valid');
  await counter.goto('/verify?lang=ur');
  await fill(counter, { number });
  await follow(counter, counter.locator('main form button'));
  await look(counter, 'verify-valid-ur');
  await counter.goto('/verify?lang=en');
  await fill(counter, { number: `${number.slice(0, -1)}${number.endsWith('2') ? '3' : '2'}` });
  await press(counter, 'Check');
  await wantText(counter, 'There is a problem');
  await look(counter, 'verify-error');

  await choose(hub, 'Winifred Aspinall');
  await letIn(hub, folder, page);
  await sayYes(page);
  const task = at(page);
  for (const [path, name] of [['/helping', 'home'], [task, 'task'], [`${task}/worry`, 'worry'], ['/helping/learn/doorstep', 'learn'], ['/helping/what-i-can-do', 'own']]) {
    await page.goto(`${path}?lang=ar`);
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
    await look(page, `helping-${name}-ar`);
  }
  await page.goto(`${task}?lang=en`);
  await sayDone(page);
  await thank(hub, page);

  await counter.goto(`/verify/${number}`);
  await wantText(counter, 'Valid', 'Winifred'); // until it is taken away, and not a moment longer
  await hub.goto(`${folder}/move?to=revoked`);
  await hub.locator('main textarea').fill('They moved away');
  await follow(hub, hub.locator('main form button').first());
  await counter.goto(`/verify/${number}`);
  await wantText(counter, 'Not valid', 'Do not hand anything over');
  await look(counter, 'verify-not-valid');
});
