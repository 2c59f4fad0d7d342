// The volunteer bureau as a coordinator sees it: somebody offers help by phone, is checked and
// inducted, is kept from somebody, and a spreadsheet of others is taken in.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { few } from '../harness/short.js';
import { at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

const offer = (name, phone) => ({
  given_names: 'Ottilie', family_name: name, phone, line1: '3 Larkspur Row', postcode: 'WN2 3EB', 'born-day': '27', 'born-month': '3', 'born-year': '1985',
  activities: ['food', 'befriending'], vehicle: 'none', shields: 'no', emergency_name: 'Bea',
});

for (const [n, way] of few([{ width: 1280, javaScript: true }, { width: 360, javaScript: false }]).entries()) {
  journey(`the bureau leads somebody from offer to work, ${way.width} px`, kith, way, async (page) => {
    const [name, phone] = [`Quillfeather${'ab'[n]}`, `07700 90081${n}`];
    await signIn(page, 'coordination');
    await page.goto('/volunteers');
    await look(page, 'bureau-list');
    await page.goto('/volunteers/new');
    await press(page, 'Add the volunteer');
    await wantText(page, 'There is a problem', 'Select at least one thing they are glad to do');
    await look(page, 'bureau-add-wrong');
    await page.locator('select[name=neighbourhood]').selectOption('hapi');
    await fill(page, offer(name, phone));
    await press(page, 'Add the volunteer');
    const folder = at(page);
    await wantText(page, `Ottilie ${name} is on the register`, 'Needed: Name and address check', 'Not yet');
    await look(page, 'bureau-applied');

    await page.goto('/volunteers/new');
    await page.locator('select[name=neighbourhood]').selectOption('hapi');
    await fill(page, offer(name, phone));
    await press(page, 'Add the volunteer');
    await wantText(page, 'On the register already');
    assert.equal(await page.locator('input[name=line1]').inputValue(), '3 Larkspur Row', 'what was typed is lost');

    await page.goto(folder);
    await follow(page, page.getByRole('link', { name: /^Record it.*Name and address check/ }));
    await look(page, 'bureau-check');
    await fill(page, { seen_how: 'Passport and a bill' });
    await press(page, 'Record it');
    await wantText(page, 'In induction', 'Passport and a bill');
    await follow(page, page.getByRole('button', { name: 'They agree to the principles' }));
    await follow(page, page.getByRole('button', { name: /^Passed in person.*Welcome/ }));
    await follow(page, page.getByRole('button', { name: /^Passed in person.*At the doorstep/ }));
    await wantText(page, 'Active', 'May do it', 'Enhanced DBS check', 'Volunteer letter (PDF)');
    await look(page, 'bureau-active');

    await follow(page, page.getByRole('button', { name: 'Keep them from somebody' }));
    await fill(page, { look: 'Smith' });
    await follow(page, page.getByRole('button', { name: /^Find.*the person/ }));
    await page.locator('input[name=record]').first().check();
    await fill(page, { why: 'They fell out.' });
    await look(page, 'bureau-apart');
    await press(page, 'Keep them apart');
    await wantText(page, 'They fell out.');

    await follow(page, page.getByRole('button', { name: 'Pause', exact: true }));
    await press(page, 'Pause');
    await wantText(page, 'There is a problem', 'Say why, in a few words');
    await fill(page, { why: 'Away until June.' });
    await press(page, 'Pause');
    await wantText(page, 'Paused', 'Away until June.');
    await page.goto('/volunteers?standing=paused');
    await wantText(page, name);
  });
}

journey('a spreadsheet of volunteers is looked at, then taken in', kith, { width: 1280, javaScript: true }, async (page) => {
  await signIn(page, 'coordination');
  await page.goto('/volunteer-files');
  await look(page, 'bureau-files');
  const rows = 'Name,Phone,Postcode,Activities\nIsolde Marchbank,07700 900821,WN2 3EB,Food to the door; Pets\nNobody Known,07700 900822,WN2 3EB,Juggling\n';
  await page.locator('#file').setInputFiles({ name: 'helpers.csv', mimeType: 'text/csv', buffer: Buffer.from(rows) });
  await press(page, 'Look at the file');
  await wantText(page, 'Take in 1 volunteer', 'There is no activity “Juggling”');
  await look(page, 'bureau-file');
  await press(page, 'Take in 1 volunteer');
  await wantText(page, '1 volunteer added');
  for (const path of ['/volunteers/ending', '/volunteer-groups', '/volunteer-activities', '/volunteer-activities/food']) {
    await page.goto(path);
    await look(page, `bureau${path.replaceAll('/', '-')}`);
  }
});
