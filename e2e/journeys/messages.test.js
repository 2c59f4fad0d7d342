// Messages really leave and arrive: at the mail server and the GOV.UK Notify that the demo brings with it.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { atEleven } from '../harness/kith.js';
import { another, askForFood, fill, follow, foodAnswers, press, signIn, wantText } from '../harness/steps.js';

// From eleven in the morning on: nobody is texted at night.
const kith = useKith(atEleven);
const number = '07700 900457';
const outbox = '/demo/outbox';

/** Reloads the outbox until a message with all of the texts has arrived, and returns what has. */
async function arrived(page, ...texts) {
  for (const started = Date.now(); Date.now() - started < 30_000; ) {
    await page.goto(outbox);
    let card = page.locator('main section');
    for (const text of texts) card = card.filter({ hasText: text });
    if (await card.count()) return card;
    await page.waitForTimeout(250);
  }
  throw new Error(`nothing arrived that says ${texts.join(', ')}`);
}

journey('a request is confirmed by text, and the person is written to', kith, { width: 360, javaScript: false }, async (page, _, t) => {
  const contact = { phone: number, safe_contact: ['call', 'text'] };
  const sent = await askForFood(page, { ...foodAnswers, contact });
  const text = await arrived(page, sent.reference, sent.code);
  assert.match(await text.first().innerText(), /To 07700 900457/);
  await checkPage(page);
  await shot(page, 'messages-outbox');

  const hub = await another(kith, t, { width: 1280, javaScript: true });
  await signIn(hub, 'coordination');
  await hub.goto('/requests');
  await follow(hub, hub.locator('main a', { hasText: sent.reference }).first());
  await follow(hub, hub.locator('main a[href^="/people/"]').first());
  await wantText(hub, 'Text: We have your request (text)', 'Delivered', 'Write to them');
  await checkPage(hub);
  const person = hub.url();

  await press(hub, 'Write to them');
  await wantText(hub, 'Which letter?', 'It says nothing of the service');
  await checkPage(hub);
  await shot(hub, 'messages-choose');
  await follow(hub, hub.getByRole('link', { name: 'When we will come' }));
  await press(hub, 'Send');
  await hub.locator('.govuk-error-summary a').waitFor();
  await checkPage(hub);
  await fill(hub, { 'field-appointment': 'Monday at 10am' });
  await press(hub, 'Show it with this');
  await wantText(hub, 'We will come on Monday at 10am.', 'No email: We have no email address.', 'No letter: They have not said that it is safe to write to them.');
  await checkPage(hub);
  await shot(hub, 'messages-preview');
  await press(hub, 'Send');
  await wantText(hub, 'It is on its way.');
  await arrived(page, 'Monday at 10am', number);

  await hub.goto(`${person}/write?letter=no-answer-card`);
  await checkPage(hub);
  const saved = hub.waitForEvent('download');
  await hub.getByRole('button', { name: 'Print it now' }).click();
  assert.equal((await saved).suggestedFilename(), 'no-answer-card.pdf');

  await fill(page, { from: number, text: 'Stop' });
  await press(page, 'Send the text');
  await wantText(page, 'The text is with the borough');
  await hub.goto(`${person}/write?letter=please-ring`);
  await wantText(hub, 'They wrote stop: no text goes to this number until they write start.');
  await fill(page, { from: number, text: 'I have run out of milk' });
  await press(page, 'Send the text');
  await hub.goto('/admin/messages/texts');
  await wantText(hub, `From ${number}`, 'I have run out of milk');
  await checkPage(hub);
  await shot(hub, 'messages-texts');
  await press(hub, 'I have read it the text from 07700 900457');
  await wantText(hub, 'The text is marked as read');
  for (const view of ['rest', 'waiting', 'print', 'not-sent', 'sent']) {
    await hub.goto(`/admin/messages?view=${view}`);
    await checkPage(hub);
  }
});

for (const [nth, way] of [
  { name: 'on a phone without JavaScript', width: 360, javaScript: false },
  { name: 'at a desk with JavaScript', width: 1280, javaScript: true },
].entries()) {
  journey(`somebody says that it was not sorted ${way.name}`, kith, way, async (page, _, t) => {
    const asked = (await arrived(page, 'Was it sorted?')).nth(nth); // a link works once
    const reference = (await asked.innerText()).match(/request (\S+) as done/)[1];
    await follow(page, asked.locator('a[href*="/sorted/"]'));
    await wantText(page, 'Was it sorted?');
    await checkPage(page);
    await shot(page, 'messages-sorted');
    const link = page.url();
    await fill(page, { words: 'Nobody came' });
    await press(page, 'No');
    await wantText(page, 'Thank you', 'The team will read this');
    await checkPage(page);
    await page.goto(link);
    await wantText(page, 'This link no longer works');
    await checkPage(page);

    const hub = await another(kith, t, { width: 1280, javaScript: true });
    await signIn(hub, 'coordination');
    await hub.goto('/feedback');
    await wantText(hub, reference, 'Nobody came');
    await checkPage(hub);
    await follow(hub, hub.locator('main a', { hasText: reference }).first());
    await wantText(hub, 'Nobody came', 'They say it was not sorted');
  });
}
