// Every state of every page that links, forms and roles lead to: full, empty and with errors.
// A page that nobody gets to fails: a new one needs a link, or a way in `first`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doors } from '../harness/doors.js';
import { journey, useKith } from '../harness/journey.js';
import { answerAll, askForFood, at, beginDraft, fill, follow, press, showStatus, signIn } from '../harness/steps.js';
import { newWalk, walkPages } from '../harness/walk.js';

const kith = useKith();
const phone = { width: 360, javaScript: true };
const full = newWalk('full');
let link; // of an organisation to its inbox
let asked; // the reference and code of a request

/** The demo's accounts and what each is. */
const people = {
  agent: ['agent'],
  director: ['manager'],
  coordination: ['coordinator'],
  hub: ['coordinator'],
  member: ['member'],
  admin: ['admin'],
  governance: ['governance'],
  analyst: ['analyst'],
  publichealth: ['public-health'],
};

/** What has to be done before all pages of somebody are there; gives where they are then. */
const first = {
  async agent(page) {
    await page.goto('/calls');
    await press(page, 'New call');
    const call = at(page);
    const found = await find(page, 'okoro 1949');
    await follow(page, page.locator('a[href^="/people/"]').first());
    const around = at(page).replace('/people/', '/around/');
    await page.goto(`${around}/helper`);
    await fill(page, { name: 'Jean', relation: 'neighbour' });
    await follow(page, page.locator('main form button').last());
    await page.goto(`${around}/carer`);
    await fill(page, { words: 'Bilal Okoro' });
    await follow(page, page.locator('main form button').first());
    await fill(page, { given: 'Bilal', family: 'Okoro', does: 'The nights' });
    await follow(page, page.locator('main form button').last());
    return [call, found, around];
  },
  async director(page) {
    await page.goto('/organisations');
    await follow(page, page.getByRole('link', { name: 'Screen Time for All' }));
    await press(page, 'Make an entry link');
    link = new URL((await page.locator('#entry-link').innerText()).trim()).pathname;
    return ['/dashboard'];
  },
  async analyst(page) {
    await page.goto('/dashboard/outside/new');
    await fill(page, { name: 'Grants paid', value: '5,013', definition: 'Every grant paid out.', source: 'Finance' });
    await fill(page, { 'as_at-day': '1', 'as_at-month': '11', 'as_at-year': '2020' });
    await follow(page, page.locator('main form button').last());
  },
  async coordination(page) {
    const found = await find(page, 'okoro 1949');
    await follow(page, page.locator('a[href^="/people/"]').first());
    const marks = `${at(page)}/labels`;
    await page.goto(marks);
    await fill(page, { labels: 'address-withheld' });
    await follow(page, page.locator('main form button').last());
    return [found, marks.replace('labels', 'withheld-address')];
  },
  async member(page) {
    await page.goto('/ward/casework');
    await fill(page, { ...asked, agreed: 'By phone' });
    await follow(page, page.locator('main form button').last());
  },
  async admin(page) {
    await beginDraft(page);
    await page.goto('/admin/blueprint/draft/banners/new');
    await fill(page, { title: 'Storm', text: 'Stay in tonight if you can.', level: 'emergency' });
    await press(page, 'Save in the draft');
    await page.goto('/admin/blueprint/draft/changes');
    await fill(page, { note: 'A storm is coming' });
    await press(page, 'Publish');
    await beginDraft(page);
  },
};

/** Looks for somebody; gives the address of what was found. */
async function find(page, words) {
  await page.goto('/people');
  await fill(page, { terms: words });
  await press(page, 'Search');
  return at(page);
}

journey('the public', kith, phone, async (page) => {
  asked = await askForFood(page);
  await showStatus(page, asked);
  await walkPages(full, page, null, ['/status/more', '/status/stop', '/status/tell']);
});

journey('the public before sending', kith, phone, async (page) => {
  await answerAll(page);
  await walkPages(full, page, null, ['/ask/check']);
});

for (const [name, roles] of Object.entries(people)) {
  journey(name, kith, phone, async (page) => {
    await signIn(page, name);
    const starts = (await first[name]?.(page)) ?? [];
    await walkPages(full, page, roles, starts);
  });
}

journey('an organisation', kith, phone, async (page) => {
  await page.goto(link);
  await walkPages(full, page, null, [link]);
  await page.goto(link);
  await press(page, 'Open the inbox');
  await walkPages(full, page, ['organisation']);
});

test('every page was there, and none had a fault', () => {
  const missed = doors.filter(({ method, pattern }) => method === 'GET' && !full.states.has(pattern)).map(({ pattern }) => pattern);
  const unsent = doors.filter(({ method, pattern }) => method === 'POST' && !full.sent.has(pattern)).map(({ pattern }) => pattern);
  console.log('unsent', unsent.join(' '));
  console.log([...full.sent].map(([k, v]) => `${v} ${k}`).join('\n'));
  assert.deepEqual(missed, [], 'nothing leads to these pages');
  assert.equal(full.wrong.join('\n'), '');
});
