// The public's pages in other languages: from right to left in Arabic and Sorani, in the
// letters of Tigrinya, and in the made-up language whose words are four tenths longer.
import assert from 'node:assert/strict';
import { checkClipped, checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { at, fill, follow, foodAnswers, receipt } from '../harness/steps.js';

const kith = useKith();
const narrow = { name: 'on the narrowest phone without JavaScript', width: 320, javaScript: false };
const phone = { name: 'on a phone', width: 360, javaScript: true };
const desk = { name: 'at a desk', width: 1280, javaScript: true };

/** Presses the button that leads on, whatever it is called. */
const goOn = (page) => follow(page, page.locator('main form button[type=submit]').first());

const language = (page) => page.locator('html').evaluate((html) => [html.lang, html.dir]);

const fromTheRight = ['ar', 'ckb'];

/** Fails unless everything starts at the right. */
async function checkMirrored(page, code) {
  assert.deepEqual(await language(page), [code, 'rtl']);
  const wrong = await page.evaluate(() => {
    const main = document.querySelector('main').getBoundingClientRect();
    const found = [];
    // An error moves its question in by the width of a red bar.
    if (main.right - document.querySelector('h1').getBoundingClientRect().right > 40) found.push('the heading starts at the left');
    for (const input of document.querySelectorAll('.govuk-radios__input, .govuk-checkboxes__input')) {
      const label = input.parentElement.querySelector('label').getBoundingClientRect();
      if (input.getBoundingClientRect().right < label.right) found.push(`${input.id} stands left of its label`);
    }
    for (const link of document.querySelectorAll('a[href^="tel:"] bdi')) {
      if (getComputedStyle(link).direction !== 'ltr') found.push(`${link.textContent} is turned round`);
    }
    return found;
  });
  assert.deepEqual(wrong, [], page.url());
}

for (const [code, ways] of [['en-XA', [narrow, phone, desk]], ['ar', [narrow, phone, desk]], ['pl', [phone]], ['ckb', [phone]], ['ti', [narrow]]]) {
  for (const way of ways) {
    journey(`asking for food in ${code} ${way.name}`, kith, way, async (page) => {
      const look = async (name) => {
        await checkPage(page);
        await checkClipped(page);
        if (fromTheRight.includes(code)) await checkMirrored(page, code);
        await shot(page, `${code}-${name}`);
      };
      await page.goto(`/?lang=${code}`);
      await look('home');
      await page.goto('/services');
      await look('services');
      await page.goto('/ask');
      await look('ask');
      await page.goto('/ask/who-for');
      for (let pages = 0; at(page) !== '/ask/check'; pages++) {
        assert.ok(pages < 30, 'the form has no end');
        const name = at(page).replace('/ask/', '');
        await look(name);
        await goOn(page); // nothing answered yet: most pages say so
        if (at(page) !== `/ask/${name}`) continue;
        await look(`${name}-wrong`);
        await fill(page, foodAnswers[name]);
        await goOn(page);
      }
      await look('check');
      await goOn(page);
      await look('done');
      const sent = await receipt(page);
      await page.goto('/status');
      await goOn(page);
      await look('status-wrong');
      await fill(page, sent);
      await goOn(page);
      await look('status');
      await page.goto('/there-is-no-such-page');
      await checkClipped(page);
    });
  }
}

journey('a language is chosen by its own name and kept', kith, narrow, async (page) => {
  await page.goto('/');
  await follow(page, page.locator('.kith-languages a', { hasText: 'اردو' }));
  assert.deepEqual(await language(page), ['ur', 'rtl']);
  assert.equal(await page.locator('.kith-unchecked p').count(), 2, 'nobody is told that the words are not checked');
  await page.goto('/ask/who-for');
  assert.deepEqual(await language(page), ['ur', 'rtl']);
  await page.goto('/sign-in');
  assert.deepEqual(await language(page), ['en', ''], 'what staff work with is English');
  await page.goto('/ask');
  await follow(page, page.locator('.kith-languages a', { hasText: 'English' }));
  assert.deepEqual(await language(page), ['en', '']);
  assert.equal(await page.locator('.kith-unchecked').count(), 0);
});
