// A coordinator plans who does what and sends the offers; a volunteer says yes on their phone,
// does it, and is thanked.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { ways } from '../harness/browser.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Somebody whom a task was offered to and who has not answered: the address of their folder. */
async function askedNow(page) {
  for (const link of await page.locator('#asked-now a, tbody a[href^="/matching/tasks/"]').all()) {
    const task = await link.getAttribute('href');
    await page.goto(task);
    const row = page.locator('tbody tr', { has: page.locator('td', { hasText: /^Asked$/ }) }).first();
    if (await row.count()) return row.locator('a').getAttribute('href');
    await page.goBack();
  }
  return assert.fail('nobody is asked for anything');
}

journey('a plan, an offer, a yes, the work and thanks', kith, ways[1], async (page, _, t) => {
  await signIn(page, 'hub');
  await page.goto('/matching');
  await look(page, 'matching');
  await press(page, 'Match now');
  await wantText(page, 'Nobody has been asked yet', 'Who would be asked', 'What would help most');
  await look(page, 'matching-plan');
  const plan = at(page);
  await follow(page, page.getByRole('link', { name: /^Why, and who else/ }).first());
  await look(page, 'matching-why');
  await page.goto(plan);
  await follow(page, page.getByRole('button', { name: /^Not this one/ }).first());
  await wantText(page, 'Taken out, and the rest is planned anew');
  await follow(page, page.getByRole('button', { name: /^Keep/ }).first());
  await wantText(page, 'Your choice');
  await press(page, 'Send the offers');
  await wantText(page, 'This plan was used.');
  await look(page, 'matching-used');

  await page.goto('/matching');
  const volunteer = await askedNow(page);
  await look(page, 'matching-asked');
  await page.goto(`${volunteer}/contact`);
  await look(page, 'matching-contact');
  await press(page, 'Show a link here');
  const link = await page.locator('strong', { hasText: '/helping/enter/' }).innerText();

  const phone = await another(kith, t, ways[3]);
  await phone.goto(new URL(link.trim(), page.url()).pathname);
  await look(phone, 'helping-enter');
  await press(phone, 'Open my page');
  await wantText(phone, 'You are on duty', 'Can you help?');
  await look(phone, 'helping');
  await follow(phone, phone.getByRole('link', { name: /^See more/ }).first());
  await look(phone, 'helping-offer');
  await follow(phone, phone.getByRole('button', { name: /^Yes, I can/ }));
  await wantText(phone, 'Thank you. It is yours.', 'What to say');
  await look(phone, 'helping-task');
  const task = at(phone);
  await follow(phone, phone.getByRole('link', { name: 'I am worried about someone' }));
  await press(phone, 'Tell us now');
  await wantText(phone, 'There is a problem', 'Say in a few words what worries you');
  await look(phone, 'helping-worry');
  await phone.goto(task);
  await fill(phone, { minutes: '35', note: 'All well.' });
  await follow(phone, phone.locator('button[name=outcome]').first());
  await wantText(phone, 'What you gave');
  await look(phone, 'helping-done');
  for (const [path, name] of [['/helping/what-i-can-do', 'own'], ['/helping/tell', 'tell'], ['/helping/stop', 'stop'], ['/helping/learn/welcome', 'learn'], ['/helping/principles', 'principles']]) {
    await phone.goto(path);
    await look(phone, `helping-${name}`);
  }

  await fill(page, { words: 'Thank you. You were quick and kind.' });
  await press(page, 'Send');
  await phone.goto('/helping');
  await wantText(phone, 'You were quick and kind.');
});
