// A coordinator plans who does what and sends the offers; a volunteer says yes on their phone,
// does it, and is thanked.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { letIn, look, sayDone, sayYes, thank } from '../harness/helping.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

/** Somebody whom a task was offered to and who has not answered: the address of their folder. */
async function askedNow(page) {
  for (const link of await page.locator('#asked-now a, tbody a[href^="/matching/tasks/"]').all()) {
    const task = await link.getAttribute('href');
    await page.goto(task);
    const rows = page.locator('tbody tr', { has: page.locator('td', { hasText: /^Asked$/ }) });
    for (const row of await rows.all()) {
      const folder = await row.locator('a').getAttribute('href');
      // Somebody of another hub may be asked too; their contact is not this hub's to see.
      if ((await page.request.get(`${folder}/contact`)).ok()) return folder;
    }
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
  const phone = await another(kith, t, ways[3]);
  await letIn(page, volunteer, phone);
  await sayYes(phone);
  const task = at(phone);
  await follow(phone, phone.getByRole('link', { name: 'I am worried about someone' }));
  await press(phone, 'Tell us now');
  await wantText(phone, 'There is a problem', 'Say in a few words what worries you');
  await look(phone, 'helping-worry');
  await phone.goto(task);
  await sayDone(phone);
  for (const [path, name] of [['/helping/what-i-can-do', 'own'], ['/helping/tell', 'tell'], ['/helping/stop', 'stop'], ['/helping/learn/welcome', 'learn'], ['/helping/principles', 'principles']]) {
    await phone.goto(path);
    await look(phone, `helping-${name}`);
  }

  await thank(page, phone);
});
