// Asking for food in another language, page by page, with every page looked at.
import assert from 'node:assert/strict';
import { checkClipped, checkPage, shot } from './checks.js';
import { journey } from './journey.js';
import { short } from './short.js';
import { at, fill, follow, foodAnswers, receipt } from './steps.js';

export const narrow = { name: 'on the narrowest phone without JavaScript', width: 320, javaScript: false };
export const phone = { name: 'on a phone', width: 360, javaScript: true };
export const desk = { name: 'at a desk', width: 1280, javaScript: true };

/** Presses the button that leads on, whatever it is called. */
const goOn = (page) => follow(page, page.locator('main form button[type=submit]').first());

/** The language and direction that the page says it is in. */
export const language = (page) => page.locator('html').evaluate((html) => [html.lang, html.dir]);

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

/** Journeys that ask for food in a language, in each of the ways. */
export function askIn(kith, code, ...ways) {
  for (const way of short ? ways.slice(0, 1) : ways) {
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
