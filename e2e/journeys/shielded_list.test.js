// A list of people who shield, from the file to work on a hub's board.
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { at, fill, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

const header = 'Traced_NHSNUMBER,PatientFirstName,PatientSurname,DateOfBirth,PatientAddress_Line1,PatientAddress_PostCode,mobile,category,InceptionDate\n';
const rows = [
  '9990000018,Zelda,Quillfeather,19390307,1 Market Street,WN2 3EB,7700900123,Added by the practice,43910',
  '9990000026,Osric,Quillfeather,06/06/36,1 Market Street,WN2 3EB,01632 960001/07700900124,Added by the practice,43910',
  '0000000000,nan,,31/13/1950,,BS4,,Added by the practice,',
  '9990000018,Zelda,Quillfeather,19390307,1 Market Street,WN2 3EB,7700900123,Added by the practice,43910',
];

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Looks at a page again until it says something. */
async function until(page, address, text) {
  for (let i = 0; i < 120; i++) {
    await page.goto(address);
    if ((await page.locator('main').innerText()).includes(text)) return;
    await pause(500);
  }
  assert.fail(`${address} never says ${text}`);
}

journey('a list comes in and becomes work on a board', kith, { width: 1280, javaScript: true }, async (page) => {
  await signIn(page, 'analyst');
  await page.goto('/lists');
  await look(page, 'people-lists');
  await press(page, 'Look at the list');
  await wantText(page, 'Choose the file of the list');
  await look(page, 'people-lists-wrong');
  await page.locator('#file').setInputFiles({ name: 'this week.csv', mimeType: 'text/csv', buffer: Buffer.from(`Shielded patients\n\n${header}${rows.join('\n')}\n`) });
  await press(page, 'Look at the list');
  const list = at(page);
  await wantText(page, 'What is this file', 'Cannot start yet');
  await look(page, 'people-list-new');

  await page.getByRole('link', { name: 'What is this file' }).click();
  await wantText(page, 'looks like: NHS shielded patient list', '2 rows above the names of the columns are passed over');
  await look(page, 'people-list-columns');
  await press(page, 'Check the rows');
  await until(page, list, 'Nothing is written yet.');
  await look(page, 'people-list-checked');

  await page.goto(`${list}/changes?of=rejected`);
  await wantText(page, 'There is neither an NHS number nor a name', 'NHS numbers of zeros were left empty', 'Cells with more than one phone number were taken apart');
  await look(page, 'people-list-changes');
  await page.goto(`${list}/who?of=nobody`);
  await wantText(page, 'Zelda Quillfeather', 'Osric Quillfeather');
  await look(page, 'people-list-who');
  await page.goto(list);
  await press(page, 'Switch the list on');
  await until(page, list, 'Who nobody is in touch with');
  await until(page, `${list}/follows`, 'are in touch with nobody');
  await look(page, 'people-list-follows');
  await fill(page, { team: 'contact-centre-agent' });
  await press(page, 'Hand them to the team');
  await wantText(page, 'handed to the team');
});

journey('what was handed over stands on the board', kith, { width: 1280, javaScript: true }, async (page) => {
  await signIn(page, 'agent');
  await until(page, '/board?view=all&category=other', 'Zelda Q.');
  await look(page, 'people-list-board');
});

journey('a list on a phone without scripts', kith, { width: 360, javaScript: false }, async (page) => {
  await signIn(page, 'analyst');
  await page.goto('/lists');
  await look(page, 'people-lists-phone');
  await page.getByRole('link', { name: 'this week.csv' }).click();
  await look(page, 'people-list-phone');
  const list = at(page);
  for (const part of ['changes?of=new', 'who?of=nobody', 'follows?of=handed']) {
    await page.goto(`${list}/${part}`);
    await look(page, `people-list-phone-${part.split('?')[0]}`);
  }
});
