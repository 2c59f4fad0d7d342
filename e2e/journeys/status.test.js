// Somebody changes what they asked for, with the reference and the code.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { another, askForFood, fill, follow, press, showStatus, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

for (const way of [
  { name: 'on a phone without JavaScript', width: 360, javaScript: false },
  { name: 'at a desk with JavaScript', width: 1280, javaScript: true },
]) {
  journey(`somebody changes, adds to and stops a request ${way.name}`, kith, way, async (page, _, t) => {
    const sent = await askForFood(page);
    await showStatus(page, sent);
    await checkPage(page);
    await shot(page, 'status-change');

    await press(page, 'Tell us what has changed');
    await press(page, 'Tell the team');
    await page.locator('.govuk-error-summary a[href="#phone"]').waitFor();
    await fill(page, { phone: '12', words: 'My sister came to stay' });
    await press(page, 'Tell the team');
    assert.equal(await page.locator('[name=phone]').inputValue(), '12');
    assert.equal(await page.locator('[name=words]').inputValue(), 'My sister came to stay');
    await checkPage(page);
    await shot(page, 'status-tell-error');
    await fill(page, { phone: '01632 960999' });
    await press(page, 'Tell the team');
    await wantText(page, 'We have told the team', `Request ${sent.reference}`);
    await checkPage(page);
    await shot(page, 'status-told');

    await press(page, 'Ask for something more');
    await checkPage(page);
    await shot(page, 'status-more');
    await fill(page, { needs: 'food' });
    await press(page, 'Continue');
    await wantText(page, 'We are already working on “Food”');
    await page.locator('[name=needs][value=food]').uncheck();
    await fill(page, { needs: 'pets', own_words: 'The dog too' });
    await press(page, 'Continue');
    await wantText(page, 'What does the pet need?');
    await fill(page, { pet_need: 'walk' });
    await press(page, 'Continue');
    await wantText(page, 'Check what you are asking for', 'A dog walk', 'The dog too');
    await checkPage(page);
    await shot(page, 'status-more-check');
    await press(page, 'Ask for this');
    await wantText(page, 'We have added this to your request', 'Help with a pet');

    await press(page, 'Say that you no longer need something');
    await checkPage(page);
    await shot(page, 'status-stop');
    await page.getByLabel('Food').check();
    await press(page, 'Continue');
    await wantText(page, 'Are you sure?', 'Food');
    await checkPage(page);
    await shot(page, 'status-stop-sure');
    await press(page, 'Yes, stop it');
    await wantText(page, 'We have stopped this', 'it is no longer needed');
    await checkPage(page);

    const hub = await another(kith, t, { width: 1280, javaScript: true });
    await signIn(hub, 'coordination');
    await hub.goto('/requests');
    await follow(hub, hub.locator('main a', { hasText: sent.reference }).first());
    await wantText(hub, 'What they have told us since', 'New phone number: 01632 960999', 'My sister came to stay', 'The dog too', 'No longer needed');
    await checkPage(hub);
    await shot(hub, 'request-since');
    await hub.getByText('They have rung about this request').click();
    await follow(hub, hub.getByRole('link', { name: 'Something has changed' }));
    await fill(hub, { words: 'She rang: back next week' });
    await press(hub, 'Tell the team');
    await wantText(hub, 'We have told the team', 'She rang: back next week');
  });
}
