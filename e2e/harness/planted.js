// Names and words that are markup, put where people can put words, and the pages that show
// them: each shows them as they were typed, and none runs them.
import assert from 'node:assert/strict';
import { askForFood, at, fill, foodAnswers, follow, press } from './steps.js';

/** What would run if a page took it for markup: the browser itself, its policy and the page all tell. */
const markup = (name) => `${name}"><img src=x onerror=alert(1)>`;

const food = {
  ...foodAnswers,
  where: { ...foodAnswers.where, address: markup('2 High Street') },
  needs: { needs: 'food', own_words: `${markup('No bread')}<script>alert(1)</script>` },
  name: { ...foodAnswers.name, first_name: markup('Amina'), last_name: markup('Plantwell') },
};

const helper = {
  given_names: markup('Ottilie'), family_name: markup('Plantwell'), phone: '07700 900819', line1: markup('3 Larkspur Row'), postcode: 'WN2 3EB',
  'born-day': '27', 'born-month': '3', 'born-year': '1985', activities: ['food'], vehicle: 'none', shields: 'no', emergency_name: markup('Bea'), rather_not: markup('Dogs'),
};

/** Whether markup that somebody typed has become a part of the page. */
export const ran = (page) => page.locator('img[src="x"]').count();

/** Plants words as the public and as a coordinator who is signed in; gives the pages that show them. */
export async function plant(page) {
  await askForFood(page, food);
  await page.goto('/people');
  await fill(page, { terms: 'Plantwell' });
  await press(page, 'Search');
  const found = at(page);
  await follow(page, page.locator('main a[href^="/people/"]').first());
  const person = at(page);
  await page.goto(`${person}/note`);
  await fill(page, { note: markup('Rings twice') });
  await follow(page, page.locator('main form button').last());
  await page.goto(person);
  const request = await page.locator('main a[href^="/requests/"]').first().getAttribute('href');
  await page.goto(request);
  const task = await page.locator('main a[href^="/tasks/"]').first().getAttribute('href');
  const volunteer = await plantVolunteer(page);
  const organisation = await plantOrganisation(page);
  const lists = await plantList(page);
  return [
    found, person, `${person}/edit`, `${person}/safe-contact`, person.replace('/people/', '/around/'), request, task, volunteer, `${volunteer}/edit`,
    organisation, `${organisation}/edit`, ...lists, '/board?view=all', '/requests', '/volunteers', '/organisations',
  ];
}

async function plantVolunteer(page) {
  await page.goto('/volunteers/new');
  await page.locator('select[name=neighbourhood]').selectOption('hapi');
  await fill(page, helper);
  await press(page, 'Add the volunteer');
  return at(page);
}

async function plantOrganisation(page) {
  await page.goto('/organisations/new');
  await page.locator('select[name=neighbourhood]').selectOption('hapi');
  await fill(page, { name: markup('Larkspur Larder'), opening: markup('9am to 3pm'), 'lead-name': markup('Bea') });
  await page.locator('input[name=kind]').first().check();
  await press(page, 'Add the organisation');
  return at(page);
}

/** A file of volunteers, whose rows are shown before anything is taken from them. */
async function plantList(page) {
  await page.goto('/volunteer-files');
  const quoted = (name) => `"${markup(name).replaceAll('"', '""')}"`;
  const rows = `Name,Phone,Postcode,Activities\n${quoted('Isolde')},07700 900823,WN2 3EB,${quoted('Food')}\n`;
  await page.locator('#file').setInputFiles({ name: 'helpers<img src=x onerror=alert(1)>.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await press(page, 'Look at the file');
  return [at(page), '/volunteer-files'];
}

/** Opens each page as a browser does; gives how many showed what was planted. */
export async function openPlanted(page, pages) {
  let shown = 0;
  for (const address of pages) {
    const answer = await page.goto(address);
    await page.waitForLoadState('load');
    assert.equal(answer.status(), 200, `${address} is ${answer.status()}`);
    assert.equal(await ran(page), 0, `${address} took what somebody typed for markup`);
    assert.deepEqual(page.troubles.splice(0), [], `the browser complained on ${address}`);
    shown += (await page.content()).includes('&lt;img src=x') ? 1 : 0;
  }
  return shown;
}

/** Puts markup into the page that is open, as a page would that takes words for it, or the other checks would show nothing. */
export async function seenWhereItRuns(page) {
  await page.evaluate((text) => document.body.insertAdjacentHTML('beforeend', text), markup('Amina'));
  await page.waitForTimeout(200);
  assert.equal(await ran(page), 1, 'markup in a page is not seen');
  assert.match(page.troubles.splice(0).join(), /Content Security Policy/, 'the policy does not refuse what markup would run');
}
