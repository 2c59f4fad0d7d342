// A neighbour asks for food.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { answerAll, at, fill, follow, foodAnswers, press, receipt, showStatus, wantText } from '../harness/steps.js';

const kith = useKith();
const phone = { name: 'on a phone without JavaScript', width: 360, javaScript: false };
const desk = { name: 'at a desk with JavaScript', width: 1280, javaScript: true };

/** Fails unless the page was refused and says so at its top, in its title and at the field. */
async function wantError(page, field) {
  assert.match(await page.title(), /^Error: /);
  await page.locator('.govuk-error-summary').waitFor();
  await page.locator(`.govuk-error-summary a[href^="#${field}"]`).first().waitFor();
  assert.ok((await page.locator('.govuk-error-message').count()) > 0, 'no field says what is wrong with it');
}

/** What goes wrong on some pages before they are answered as they should be. */
const mistakes = {
  async 'who-for'(page, name) {
    await press(page, 'Continue');
    await wantError(page, 'who_for');
    await checkPage(page);
    await shot(page, `ask-error-${name}`);
    if (page.javaScript) {
      await page.locator('.govuk-error-summary a').first().click();
      assert.equal(await page.evaluate(() => document.activeElement.name), 'who_for');
    }
  },
  async needs(page) {
    await fill(page, { own_words: 'Only <b>words</b> & more' });
    await press(page, 'Continue');
    await wantError(page, 'needs');
    assert.equal(await page.locator('[name=own_words]').inputValue(), 'Only <b>words</b> & more');
  },
  async 'food-for'(page) {
    await fill(page, { adults: 'a few', food_diet: 'halal' });
    await press(page, 'Continue');
    await wantError(page, 'adults');
    assert.equal(await page.locator('[name=adults]').inputValue(), 'a few');
    assert.ok(await page.locator('[value=halal]').isChecked(), 'what was ticked is lost');
    await page.locator('[value=halal]').uncheck();
    await follow(page, page.locator('.govuk-back-link'));
    assert.equal(at(page), '/ask/food-pay');
    assert.ok(await page.locator('[name=food_pay][value=yes]').isChecked(), 'the answer before is lost');
    await press(page, 'Continue');
  },
  async contact(page) {
    await fill(page, { phone: '12' });
    await press(page, 'Continue');
    await wantError(page, 'phone');
    assert.equal(await page.locator('[name=phone]').inputValue(), '12');
  },
};

for (const way of [phone, desk]) {
  journey(`a neighbour asks for food ${way.name}`, kith, way, async (page) => {
    await page.goto('/');
    await checkPage(page);
    await shot(page, 'home');
    await follow(page, page.locator('a', { hasText: 'Get help' }).first());
    await checkPage(page);
    await shot(page, 'ask');

    await answerAll(page, foodAnswers, async (name) => {
      await checkPage(page);
      await shot(page, `ask-${name}`);
      await mistakes[name]?.(page, name);
    });

    await wantText(page, 'Check your answers', 'Amina', 'Okoro', 'WN2 3EB', '24 March 1949', 'No bread since Monday', 'Vegetarian');
    await checkPage(page);
    await shot(page, 'ask-check');
    await follow(page, page.locator('a[href^="/ask/food-left"]'));
    assert.equal(at(page), '/ask/food-left');
    assert.ok(await page.locator('[name=food_left][value=none]').isChecked(), 'the answer to change is not shown');
    await fill(page, { food_left: 'today' });
    await press(page, 'Continue');
    assert.equal(at(page), '/ask/check');

    const tab = await page.context().newPage();
    await tab.goto('/ask/check');
    await press(page, 'Send');
    assert.equal(at(page), '/ask/done');
    await wantText(page, 'We have your request', 'get in touch by');
    await checkPage(page);
    await shot(page, 'ask-done');
    const sent = await receipt(page);

    await press(tab, 'Send');
    assert.deepEqual(await receipt(tab), sent, 'sent twice it is another request');
    await page.goBack();
    await page.goto('/ask/check');
    assert.deepEqual(await receipt(page), sent);

    const wrong = { ...sent, code: sent.code === '000000' ? '000001' : '000000' };
    await showStatus(page, wrong);
    await wantError(page, 'reference');
    assert.equal(await page.locator('[name=reference]').inputValue(), sent.reference);
    await checkPage(page);
    await shot(page, 'status-wrong');
    await showStatus(page, { reference: sent.reference.toLowerCase(), code: sent.code });
    await wantText(page, `Request ${sent.reference}`, 'Food', 'We are finding somebody to do it');
    await checkPage(page);
    await shot(page, 'status');
  });
}
