// The other ways in: to be known with no need, at a desk, by a partner, and what is asked of
// whom the borough reaches once a form was sent.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { another, askForFood, at, fill, follow, press, receipt, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const phone = { width: 360, javaScript: false };
const desk = { width: 1280, javaScript: true };

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Answers a form page by page until its check. */
async function answerDoor(page, door, pages) {
  for (const [name, given] of Object.entries(pages)) {
    assert.equal(at(page), `${door}/${name}`);
    await look(page, `door${door.replace('/', '-')}-${name}`);
    await fill(page, given);
    await press(page, 'Continue');
  }
  assert.equal(at(page), `${door}/check`);
  await look(page, `door${door.replace('/', '-')}-check`);
}

const known = {
  where: { address: '4 High Street', postcode: 'WN2 3EB' },
  helps: { helps_now: 'family', strengths: 'I drive' },
  name: { first_name: 'Ivy', last_name: 'Fairhurst' },
  contact: { phone: '01632 960124', safe_contact: 'call' },
  approach: { approach: 'no' },
};

journey('somebody registers with no need, changes their mind and ends it, on a phone without JavaScript', kith, phone, async (page) => {
  await page.goto('/register');
  await look(page, 'register');
  await follow(page, page.getByRole('button', { name: 'Start now' }));
  await press(page, 'Continue');
  await wantText(page, 'There is a problem');
  await look(page, 'register-error');
  await answerDoor(page, '/register', known);
  await press(page, 'Register');
  await wantText(page, 'You are registered', 'Nothing is being done now');
  await look(page, 'registered');
  const sent = await receipt(page);

  await page.goto('/status');
  await fill(page, sent);
  await press(page, 'Show my request');
  await wantText(page, `Registration ${sent.reference}`, 'do not get in touch with you first');
  await look(page, 'registration');
  await press(page, 'You may get in touch with me');
  await wantText(page, 'We have changed this', 'we may get in touch with you');
  await press(page, 'End my registration');
  await wantText(page, 'Do you want to end your registration?');
  await look(page, 'registration-end');
  await press(page, 'End my registration');
  await wantText(page, 'You can still ask for help');
  assert.equal(await page.getByRole('button', { name: 'End my registration' }).count(), 0);
  await look(page, 'registration-ended');
});

journey('the equality questions are skipped, then answered, on a phone without JavaScript', kith, phone, async (page) => {
  await askForFood(page);
  await wantText(page, 'Help us check that we reach everybody');
  await look(page, 'done-equality');
  await follow(page, page.getByRole('link', { name: 'Answer a few questions' }));
  await look(page, 'equality');
  await follow(page, page.getByRole('button', { name: 'Skip these questions' }));
  assert.equal(at(page), '/ask/done');
  await follow(page, page.getByRole('link', { name: 'Answer a few questions' }));
  await press(page, 'Send these answers');
  assert.equal(at(page), '/ask/done', 'nothing answered is no fault');
  await follow(page, page.getByRole('link', { name: 'Answer a few questions' }));
  await fill(page, { age_band: '65-74', religion: 'prefer-not' });
  await press(page, 'Send these answers');
  await wantText(page, 'We have counted your answers');
  assert.equal(await page.getByRole('link', { name: 'Answer a few questions' }).count(), 0);
  await look(page, 'equality-done');
});

journey('what people answered of themselves is told by whole quarters', kith, desk, async (page) => {
  await signIn(page, 'analyst');
  await page.goto('/dashboard');
  await follow(page, page.getByRole('link', { name: 'Who we reach' }));
  await wantText(page, 'Figures are shown once a quarter is over', 'Ethnic group', 'All who answered');
  await look(page, 'equality-figures');
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, 'equality-figures-phone');
});

journey('an agent takes somebody at a desk, and counts an enquiry in two presses', kith, desk, async (page) => {
  await signIn(page, 'agent');
  await page.goto('/calls');
  await look(page, 'calls-desk');
  const place = page.locator('main form[action="/calls/desk"] select');
  await place.selectOption({ index: 1 });
  const name = (await place.locator('option:checked').innerText()).trim();
  await press(page, 'Somebody at the desk');
  await wantText(page, name);
  await look(page, 'call-at-a-desk');

  await page.goto('/calls');
  await follow(page, page.locator('main a[href="/enquiries"]').first());
  await wantText(page, 'Count an enquiry');
  assert.equal((await page.locator('main select option:checked').innerText()).trim(), name, 'the place of last time is not chosen');
  await look(page, 'enquiries');
  await follow(page, page.locator('button[name=subject]').first());
  await wantText(page, 'Take the last one back');
  await look(page, 'enquiries-counted');
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, 'enquiries-phone');
});

journey('a partner refers somebody and is told a word of it, on a phone without JavaScript', kith, phone, async (page, way, t) => {
  const staff = await another(kith, t, desk);
  await signIn(staff, 'coordination');
  await staff.goto('/organisations');
  await follow(staff, staff.getByRole('link', { name: /Pantry/ }).first());
  await press(staff, 'Make an entry link');
  const link = new URL((await staff.locator('#entry-link').innerText()).trim());

  await page.goto(link.pathname);
  await press(page, 'Open the inbox');
  await page.goto('/refer');
  await look(page, 'refer');
  await follow(page, page.getByRole('button', { name: 'Start now' }));
  await press(page, 'Continue');
  await wantText(page, 'There is a problem', 'Select what the person knows');
  await look(page, 'refer-error');
  await answerDoor(page, '/refer', {
    referrer: { asker_name: 'Jo Bell', asker_relation: 'teacher', asker_phone: '01632 960125', asker_consent: 'not-told' },
    where: { address: '6 High Street', postcode: 'WN2 3EB' },
    helps: { helps_now: 'nobody' },
    needs: { needs: 'shopping', own_words: 'Cannot get out' },
    name: { first_name: 'Wilf', last_name: 'Quillfeather' },
    contact: { safe_contact: 'call', phone: '01632 960126' },
  });
  await press(page, 'Send');
  await wantText(page, 'Referral sent');
  await look(page, 'referred');
  const sent = await receipt(page);
  await page.goto('/refer');
  await wantText(page, 'People you referred', sent.reference, 'Received');
  assert.ok(!(await page.locator('body').innerText()).includes('Quillfeather'), 'the partner is told who it was');
  await look(page, 'refer-sent');

  await staff.goto('/requests');
  await follow(staff, staff.locator('main a', { hasText: sent.reference }).first());
  await wantText(staff, 'Referred by', 'Jo Bell', 'No, they have not been told');
  await look(staff, 'request-referred');

  await staff.goto('/refer');
  await follow(staff, staff.getByRole('button', { name: 'Start now' }));
  await wantText(staff, 'Who rings?', 'The national shielding contact centre');
  await look(staff, 'refer-staff');
});

journey('who is registered is a list for the hub', kith, desk, async (page) => {
  await signIn(page, 'coordination');
  await page.goto('/registered');
  await look(page, 'registered-list');
  await page.goto('/registered?standing=agreed');
  await look(page, 'registered-agreed');
  await page.setViewportSize({ width: 360, height: 740 });
  await look(page, 'registered-list-phone');
});
