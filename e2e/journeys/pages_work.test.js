// Every state of every page of those who do the work: agents, coordinators, an organisation, the stores.
import { endWalk, find, newDemoWalk, walkAs } from '../harness/demo.js';
import { judge, phone } from '../harness/judge.js';
import { journey, useKith } from '../harness/journey.js';
import { atEleven } from '../harness/kith.js';
import assert from 'node:assert/strict';
import { openPlanted, plant, seenWhereItRuns } from '../harness/planted.js';
import { another, askForFood, at, fill, follow, press, signIn } from '../harness/steps.js';
import { walkPages } from '../harness/walk.js';

// What may be done hangs on the hour, so the clock stands at eleven in the morning.
const kith = useKith(atEleven);
const walk = newDemoWalk('work', ['agent', 'coordination', 'hub', 'organisation', 'logistics', 'finance']);

const last = (page) => follow(page, page.locator('main form button').last());

walkAs(walk, kith, 'agent', async (page) => {
  await askForFood(page);
  await page.goto('/calls');
  await press(page, 'New call');
  const call = at(page);
  await page.goto('/calls/queue');
  await follow(page, page.getByRole('button', { name: /^Next call/ }));
  const ringing = at(page);
  const found = await find(page, 'okoro 1949');
  await follow(page, page.locator('a[href^="/people/"]').first());
  const person = at(page);
  const around = person.replace('/people/', '/around/');
  await page.goto(`${around}/helper`);
  await fill(page, { name: 'Jean', relation: 'neighbour' });
  await last(page);
  await page.goto(`${around}/carer`);
  await fill(page, { words: 'Bilal Okoro' });
  await follow(page, page.locator('main form button').first());
  await fill(page, { given: 'Bilal', family: 'Okoro', does: 'The nights' });
  await last(page);
  return [call, ringing, found, person, around, person.replace('/people/', '/contacts/log/')];
});

walkAs(walk, kith, 'coordination', async (page) => {
  const found = await find(page, 'okoro 1949');
  await follow(page, page.locator('a[href^="/people/"]').first());
  const marks = `${at(page)}/labels`;
  await page.goto(marks);
  await fill(page, { labels: 'address-withheld' });
  await last(page);
  await page.goto('/volunteer-files');
  const rows = 'Name,Phone,Postcode,Activities\nIsolde Marchbank,07700 900821,WN2 3EB,Food to the door\nNobody Known,07700 900822,WN2 3EB,Juggling\n';
  await page.locator('#file').setInputFiles({ name: 'helpers.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await press(page, 'Look at the file');
  return [found, marks, marks.replace('labels', 'withheld-address')];
});

walkAs(walk, kith, 'hub', async (page) => {
  for (let nth = -1; ; nth--) {
    await page.goto('/board?view=all');
    await page.locator('input[name=task]').nth(nth).check();
    await page.locator('summary', { hasText: 'Hand over to the duty team' }).click();
    await follow(page, page.getByRole('button', { name: 'Hand over for tonight' }));
    if (await page.locator('[name=why-1]').count()) break; // what is with the duty team already is not handed over again
  }
  await fill(page, { 'why-1': 'It cannot wait', 'ask-1': 'Ring first, then go round.' });
  await press(page, 'Hand over for tonight');
  return [];
});
walkAs(walk, kith, 'logistics');
walkAs(walk, kith, 'finance');

journey('the pages of an organisation', kith, phone, async (page, way, t) => {
  const staff = await another(kith, t, way);
  await signIn(staff, 'coordination');
  await staff.goto('/organisations');
  await follow(staff, staff.getByRole('link', { name: 'Screen Time for All' }));
  await press(staff, 'Make an entry link');
  const link = new URL((await staff.locator('#entry-link').innerText()).trim()).pathname;
  await page.goto(link);
  await judge(walk, page, 'GET /enter/{token}');
  await press(page, 'Open the inbox');
  await walkPages(walk, page, ['organisation']);
  await page.goto(link);
  await press(page, 'Open the inbox');
  await judge(walk, page, 'POST /enter/{token} used');
});

journey('what people typed runs on no page', kith, { width: 1280, javaScript: true }, async (page) => {
  page.on('dialog', (dialog) => page.troubles.push(`a dialog: ${dialog.message()}`) && dialog.dismiss());
  await signIn(page, 'coordination');
  const pages = await plant(page);
  const shown = await openPlanted(page, pages);
  assert.ok(shown >= 12, `${shown} pages of ${pages.length} showed what was planted`);
  await seenWhereItRuns(page);
});

endWalk(walk);
