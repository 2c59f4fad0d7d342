// The ladder of a welfare check, from the first call to the police and an assured end.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const desk = { width: 1280, javaScript: true };
const phone = { width: 360, javaScript: false };

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

async function record(page, outcome, more = {}) {
  await fill(page, { outcome, ...more });
  await press(page, 'Record how it went');
}

/** The open task of the check, as the list of those not confirmed safe leads to it. */
async function openCheck(page, name) {
  await page.goto('/safe');
  await follow(page, page.locator('tr', { hasText: name }).getByRole('link', { name: /^Open/ }));
}

journey('a welfare check goes from the first call to the police and ends in something known', kith, desk, async (staff, way, t) => {
  await signIn(staff, 'director');
  await staff.goto('/board');
  await look(staff, 'board-safe');
  await follow(staff, staff.getByRole('link', { name: /Not yet confirmed safe/ }));
  await look(staff, 'safe');
  const before = await staff.locator('tbody tr').count();

  // Somebody of the demo who asked by the form, and whom nobody is worried about yet.
  await staff.goto('/requests?channel=web&state=closed');
  await follow(staff, staff.locator('a[href^="/requests/"]').first());
  await follow(staff, staff.locator('a[href^="/people/"]', { hasText: "person's page" }).first());
  const person = at(staff);
  await follow(staff, staff.getByRole('link', { name: 'Begin a welfare check' }));
  await look(staff, 'check');
  await press(staff, 'Begin the check');
  await wantText(staff, 'Enter why you are worried about them');
  await look(staff, 'check-wrong');
  await fill(staff, { why: 'The curtains have been closed since Sunday' });
  await press(staff, 'Begin the check');
  await wantText(staff, 'A welfare check has begun');
  await look(staff, 'person-check');

  await staff.goto('/safe');
  assert.equal(await staff.locator('tbody tr').count(), before + 1);
  const row = staff.locator(`tr:has(a[href="${person}"])`);
  const open = async () => {
    await staff.goto('/safe');
    await follow(staff, row.getByRole('link', { name: /^Open/ }));
  };

  await open();
  await wantText(staff, 'What happens next');
  await look(staff, 'check-phone');
  await record(staff, 'no-answer');
  await open();
  await record(staff, 'visit');
  await open();
  await wantText(staff, 'Go to the door of somebody who does not answer the phone');
  await record(staff, 'worried', { note: 'Two days of post on the mat' });
  await open();
  await wantText(staff, 'Ask those who may know before the police are called');
  await record(staff, 'nobody-knows');
  await wantText(staff, 'Tick each of these once it is done');
  await look(staff, 'check-enquire-wrong');
  for (const box of await staff.locator('input[name="ticks-nobody-knows"]').all()) await box.check();
  await press(staff, 'Record how it went');
  await open();
  await wantText(staff, 'Decide if the police are called');
  await look(staff, 'check-police');
  await record(staff, 'called', { 'ask-called-police-log': '1234 of 21 April' });
  await open();
  await wantText(staff, 'Find out what the police found');
  await staff.goto('/safe');
  assert.equal(await staff.locator('tbody tr').count(), before + 1, 'the police alone take nobody off the list');
  await open();
  await record(staff, 'done', { note: 'They were at their daughter’s, says the officer' });
  await staff.goto('/safe');
  assert.equal(await row.count(), 0, 'it is known how they are, and they are still listed');
  await staff.goto(person);
  await wantText(staff, 'Begin a welfare check');

  // The same list on a telephone, without scripts, for the hub.
  const hub = await another(kith, t, phone);
  await signIn(hub, 'hub');
  await hub.goto('/safe');
  await look(hub, 'safe-hub');
});

journey('the protocols are shown to whoever looks after them', kith, desk, async (staff, way, t) => {
  await signIn(staff, 'admin');
  await staff.goto('/admin/protocols');
  await look(staff, 'protocols');
  await follow(staff, staff.getByRole('link', { name: 'Prescription fetched' }));
  await wantText(staff, 'The steps, drawn', 'The steps, in words');
  await look(staff, 'protocol');
  const small = await another(kith, t, phone);
  await signIn(small, 'admin');
  await small.goto('/admin/protocols/welfare-check');
  await look(small, 'protocol-ladder');
});
