// What is asked of every state of every page that a walk comes to.
import assert from 'node:assert/strict';
import { ran } from './planted.js';
import { checkAxe, checkErrorsSeen, checkFits, shot } from './checks.js';

export const phone = { width: 360, javaScript: true };
const desk = { width: 1280, height: 900 };

/** Pages so full at a desk that axe looks at them there too, not only whether they fit. */
const dense = /^GET \/(board|calls\/\{id\}|ringing\/\{id\}|people\/\{id\}|requests\/\{id\}|tasks\/\{id\}|coordination|dashboard) 1$/;

/** What a page is built of, whatever it says: its kinds of elements by their classes. */
export function partsOf(html) {
  const tags = html.match(/<(?!\/)[a-z0-9-]+(?:\s+[a-z-]+(?:="[^"]*")?)*/g) ?? [];
  return tags.map((tag) => {
    const kind = tag.match(/^<[a-z0-9-]+/)[0];
    const [, style] = tag.match(/\sclass="([^"]*)"/) ?? [];
    const [, role] = tag.match(/\s(?:role|type)="([^"]*)"/) ?? [];
    return `${kind}.${style ?? ''}.${role ?? ''}`;
  });
}

/**
 * Looks at the page that is open, on a telephone and, unless it is a form come back, at a
 * desk. What is wrong is kept, so that one walk finds it all.
 */
export async function judge(walk, page, what) {
  const troubles = page.troubles.splice(0);
  const began = performance.now();
  const small = page.viewportSize();
  try {
    await page.evaluate(() => document.fonts.ready);
    assert.equal(await page.locator('h1').count(), 1, `${page.url()} has not one h1`);
    assert.equal(await ran(page), 0, `${page.url()} took what somebody typed for markup`);
    await picture(walk, page, what);
    await checkErrorsSeen(page);
    await checkFits(page);
    await checkAxe(page);
    if (what.startsWith('GET')) {
      await page.setViewportSize(desk);
      await picture(walk, page, what);
      await checkFits(page);
      if (dense.test(what)) await checkAxe(page);
    }
    assert.deepEqual(troubles, [], `the browser complained on ${page.url()}`);
  } catch (err) {
    walk.wrong.push(`${what}: ${err.message}`);
  }
  await page.setViewportSize(small);
  walk.took.push([Math.round(performance.now() - began), what]);
}

/** Pictures of everything are for whoever wants to look: KITH_E2E_PICTURES=yes. */
async function picture(walk, page, what) {
  if (process.env.KITH_E2E_PICTURES) await shot(page, `${walk.name}-${what.replace(/[^a-z0-9]+/gi, '-').replace(/-$/, '')}`);
}

/** Opens what a form was answered with, as if the browser itself had sent it. */
export async function show(page, address, answer) {
  const { 'content-encoding': _, 'content-length': __, ...headers } = answer.headers();
  const asked = new URL(address, page.url()).href;
  const reply = { status: answer.status(), headers, body: await answer.body() };
  await page.route((url) => url.href === asked, (route) => route.fulfill(reply), { times: 1 });
  await page.goto(address);
}
