// How a language is chosen, and the public's pages in letters with more above and below
// them than English ones.
import assert from 'node:assert/strict';
import { journey, useKith } from '../harness/journey.js';
import { askIn, language, narrow, phone } from '../harness/languages.js';
import { short } from '../harness/short.js';
import { follow } from '../harness/steps.js';

const kith = useKith();

if (!short) askIn(kith, 'pl', phone); // en-XA is longer, and from left to right as well
askIn(kith, 'ti', narrow);

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
