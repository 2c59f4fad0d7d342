// What is asked of every page.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { results } from './paths.js';

/** Axe in its short form: it goes into every page that is looked at, and the long one takes twice as long to read. */
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that are looked at. What axe tells of parts without a fault nobody reads. */
const options = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
};

/** How many rows of the same make axe looks at: a list of fifty costs seconds and tells no more. */
const ofTheSameMake = 3;

/** Fails when axe finds anything against WCAG 2.2 A and AA or its best practices. */
export async function checkAxe(page) {
  const told = await withScripts(page, async () => {
    // It stays in the page, so that looking again costs less.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
    return page.evaluate(lookAt, { options, ofTheSameMake });
  });
  assert.equal(told.length, 0, `axe on ${page.url()}:\n${told.join('\n')}`);
}

/** Runs in the browser: has axe look at the page, but for rows that are made like others before them. */
async function lookAt({ options, ofTheSameMake }) {
  const make = (row) => [row.parentElement, row, ...row.querySelectorAll('*')].map((part) => `${part.localName}.${part.className} ${part.getAttribute('role')} ${part.type} ${part.hidden}`).join();
  const [known, exclude] = [new Map(), []];
  for (const row of document.querySelectorAll('tbody tr, li, option, dl > div, .kith-card, .govuk-radios__item, .govuk-checkboxes__item')) {
    const [key, within] = [make(row), exclude.some((other) => other.contains(row))];
    if (within || row.id) continue;
    known.set(key, (known.get(key) ?? 0) + 1);
    if (known.get(key) > ofTheSameMake) exclude.push(row);
  }
  const { violations } = await window.axe.run(exclude.length ? { exclude } : document, options);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}\n    ${node.target.join(' ')}\n    ${node.html}`));
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

/** Fails when a page leads its reader to what is wrong, and that is out of sight or behind something. */
export async function checkErrorsSeen(page) {
  const unseen = await page.evaluate(() => {
    if (!document.activeElement?.matches('.govuk-error-summary')) return '';
    const link = document.activeElement.querySelector('a');
    if (!link) return '';
    const { left, top, width, height } = link.getClientRects()[0];
    const at = document.elementFromPoint(left + width / 2, top + height / 2);
    return link === at || link.contains(at) ? '' : `${link.textContent} at ${Math.round(top)} px, behind ${at?.className ?? 'the edge'}`;
  });
  assert.equal(unseen, '', `what is wrong on ${page.url()} is not seen: ${unseen}`);
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

/** Takes a picture of the whole page into e2e/results, unless KITH_SHOTS is off: nobody looks at those of make test. */
export async function shot(page, name) {
  if (process.env.KITH_SHOTS === 'off') return;
  await mkdir(results, { recursive: true });
  const { width } = page.viewportSize();
  await page.screenshot({ path: join(results, `${name}-${width}.png`), fullPage: true });
}
