// What is asked of every page.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { results } from './paths.js';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe tells of parts without a fault nobody reads, and on a long page it takes most of the time. */
const faultsOnly = { resultTypes: ['violations'] };

/** Fails when axe finds anything against WCAG 2.2 A and AA or its best practices. */
export async function checkAxe(page) {
  const { violations } = await withScripts(page, () =>
    new AxeBuilder({ page }).options(faultsOnly).withTags(standards).setLegacyMode().analyze(),
  );
  const told = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${violation.help}\n    ${node.target.join(' ')}\n    ${node.html}`),
  );
  assert.equal(told.length, 0, `axe on ${page.url()}:\n${told.join('\n')}`);
}

/**
 * Lets scripts in for as long as look takes, because axe is itself a script. The page's own
 * do not start by that, so a page without JavaScript is seen as it was.
 */
async function withScripts(page, look) {
  if (page.javaScript) return look();
  page.devtools ??= await page.context().newCDPSession(page);
  const refuse = (value) => page.devtools.send('Emulation.setScriptExecutionDisabled', { value });
  // A session only sends on what changes its own mind, and this one has not refused anything yet.
  await refuse(true);
  await refuse(false);
  try {
    return await look();
  } finally {
    await refuse(true);
  }
}

/** Fails when the page has to be scrolled sideways. */
export async function checkFits(page) {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= room, `${page.url()} is ${wide} px wide where there are ${room}`);
}

/** Fails when words do not fit into what they stand in, or run out of the page. */
export async function checkClipped(page) {
  const cut = await page.evaluate(() => {
    const hidden = (element) => element.closest('.govuk-visually-hidden, .govuk-skip-link, [hidden]') !== null;
    const speaks = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    return [...document.querySelectorAll('body *')]
      .filter((element) => speaks(element) && !hidden(element) && element.checkVisibility())
      .filter((element) => {
        const { left, right } = element.getBoundingClientRect();
        const { overflowX, overflowY } = getComputedStyle(element);
        const clipped =
          (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
          (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1);
        return clipped || left < -1 || right > document.documentElement.clientWidth + 1;
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 60)}`);
  });
  assert.deepEqual(cut, [], `words are cut off on ${page.url()}`);
}

/** Everything that is asked of every page. */
export async function checkPage(page) {
  await checkAxe(page);
  await checkFits(page);
  assert.deepEqual(page.troubles, [], `the browser complained on ${page.url()}`);
}

/** Takes a picture of the whole page into e2e/results. */
export async function shot(page, name) {
  await mkdir(results, { recursive: true });
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(results, `${name}-${width}.png`), fullPage: true });
}
