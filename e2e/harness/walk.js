// Walks from link to link as one person does, and judges every state of every page once.
import assert from 'node:assert/strict';
import { checkAxe, checkFits, shot } from './checks.js';
import { doorOf, doors, may, noPage } from './doors.js';

/** How many addresses of one door are read for one person, and how many states of it are judged on one walk. */
const mostRead = 2;
const mostJudged = 2;

/** Pages that lead whoever has not begun, or is signed in already, to another. */
const leadsOn = /^\/((ask|refer|register)\/(check|done|equality)|status\/|sign-in$|admin\/blueprint\/draft\/)/;

/** Pages that want to know of what, and figures whose rows are for fewer than the door lets in. */
const refuses = /^\/(admin\/blueprint\/changes|dashboard\/|food\/orders\/new)/;

/** Forms that end the walk or the account it is walked with. */
const leaveAlone = /^\/(sign-out|sign-in|account\/|enter\/|admin\/accounts\/|admin\/blueprint\/draft\/(discard|publish))/;

/** What a page is built of, whatever it says: its kinds of elements by their classes. */
function partsOf(html) {
  const tags = html.match(/<(?!\/)[a-z0-9-]+(?:\s+[a-z-]+(?:="[^"]*")?)*/g) ?? [];
  return tags.map((tag) => {
    const kind = tag.match(/^<[a-z0-9-]+/)[0];
    const [, style] = tag.match(/\sclass="([^"]*)"/) ?? [];
    const [, role] = tag.match(/\s(?:role|type)="([^"]*)"/) ?? [];
    return `${kind}.${style ?? ''}.${role ?? ''}`;
  });
}

/** The addresses of our own that a page links to. */
function linksOf(html, base) {
  return [...html.matchAll(/<a\s[^>]*href="([^"#]+)/g)]
    .map(([, href]) => new URL(href.replaceAll('&amp;', '&'), base))
    .filter(({ origin }) => origin === base.origin)
    .filter(({ searchParams }) => !searchParams.has('lang')) // languages.test.js walks those
    .map(({ pathname, search }) => pathname + search);
}

/**
 * What several people's walks have in common: the states judged, by door, and what was wrong.
 * name tells one walk's pictures from another's.
 */
export function newWalk(name) {
  return { name, states: new Map(), sent: new Map(), wrong: [] };
}

/** Reads and judges all that one person can get to; roles is null for the public. */
export async function walkPages(walk, page, roles, starts = []) {
  const base = new URL(page.url() === 'about:blank' ? starts[0] : page.url());
  const plain = doors.filter((door) => door.method === 'GET' && door.open === 0 && !elsewhere(door, roles));
  const queue = [...starts, ...plain.map(({ pattern }) => pattern.replace('{$}', ''))].map((address) => ({ address }));
  const [met, read, withForms] = [new Set(), new Map(), []];
  while (queue.length > 0) {
    const { address, from } = queue.shift();
    const { pathname, search } = new URL(address, base);
    const door = doorOf('GET', pathname);
    if (!door) {
      if (!noPage.test(pathname)) walk.wrong.push(`a link leads to ${pathname}, which no door of docs/access.md is for`);
      continue;
    }
    if (elsewhere(door, roles)) continue;
    const kind = `${door.pattern} ${[...new URLSearchParams(search).keys()].sort()}`;
    if (met.has(address) || (read.get(kind) ?? 0) >= mostRead) continue;
    met.add(address);
    read.set(kind, (read.get(kind) ?? 0) + 1);
    const answer = await page.request.get(address, { maxRedirects: 0 });
    const fault = faultOf(answer, door, pathname, may(door, roles), roles !== null);
    if (fault) walk.wrong.push(`${address} ${fault} for ${roles ?? 'the public'}${from ? `; ${from} links to it` : ''}`);
    if (answer.status() !== 200) continue;
    const html = /^text\/html/.test(answer.headers()['content-type']) ? await answer.text() : '';
    if (html === '') seen(walk, door);
    else await judgeState(walk, page, door, address, html, withForms);
    queue.push(...linksOf(html, base).filter((link) => !met.has(link)).map((link) => ({ address: link, from: address })));
  }
  for (const address of withForms) await sendWrong(walk, page, address);
}

/** Whether a page is judged on the walk of the public, and not on that of somebody signed in. */
const elsewhere = ({ who }, roles) => roles !== null && who.includes('public');

/** What is wrong with how a door answered somebody who may come in or not, or ''. */
function faultOf(answer, door, pathname, mayCome, signedIn) {
  const [got, to] = [answer.status(), answer.headers().location ?? ''];
  if (got >= 500) return `is ${got}`;
  if (!mayCome) return got === 403 || (got === 303 && !signedIn) ? '' : `is ${got} ${to}, and they may not open it`;
  if (got === 200) {
    const table = /^text\/csv/.test(answer.headers()['content-type']);
    return pathname.endsWith('.csv') === table ? '' : 'is no table';
  }
  if (got === 303 && leadsOn.test(pathname)) return '';
  return refuses.test(pathname) ? '' : `is ${got} ${to}, and they may open it`;
}

function seen(walk, door) {
  if (!walk.states.has(door.pattern)) walk.states.set(door.pattern, { judged: 0, parts: new Set() });
  return walk.states.get(door.pattern);
}

/** Judges a page that has a part which no page behind the same door had before. */
async function judgeState(walk, page, door, address, html, withForms) {
  const [state, parts] = [seen(walk, door), partsOf(html)];
  if (state.judged >= mostJudged || parts.every((part) => state.parts.has(part))) return;
  parts.forEach((part) => state.parts.add(part));
  state.judged++;
  await page.goto(address);
  await judge(walk, page, `${door.pattern} ${state.judged}`);
  if (/<form[^>]*method="post"/i.test(html)) withForms.push(address);
}

/** Everything that is asked of a page. What is wrong is kept, so that one walk finds it all. */
async function judge(walk, page, what) {
  const troubles = page.troubles.splice(0);
  try {
    await page.evaluate(() => document.fonts.ready);
    if (process.env.KITH_E2E_PICTURES) await shot(page, `${walk.name}-${what.replace(/[^a-z0-9]+/gi, '-')}`);
    assert.equal(await page.locator('h1').count(), 1, `${page.url()} has not one h1`);
    await checkFits(page);
    await checkAxe(page);
    assert.deepEqual(troubles, [], `the browser complained on ${page.url()}`);
  } catch (err) {
    walk.wrong.push(`${what}: ${err.message}`);
  }
}

/** The forms of a page that write, with the address that each button of theirs sends to. */
const buttonsOf = (page) =>
  page.locator('form[method="post" i]').evaluateAll((forms) =>
    forms.flatMap((form, which) => {
      const buttons = [...form.elements].filter((field) => field.type === 'submit');
      // Without an attribute of its own a button's formAction is the page's address, not the form's.
      const to = (button) => (button.hasAttribute('formaction') ? button.formAction : form.action);
      return buttons.map((button, nth) => ({ which, nth, action: new URL(to(button)).pathname }));
    }),
  );

/** Sends each form of a page with nothing filled in, once for each door, and judges what comes back. */
async function sendWrong(walk, page, address) {
  await page.goto(address);
  for (const { action } of await buttonsOf(page)) {
    const door = doorOf('POST', action);
    if (!door || walk.sent.has(door.pattern) || leaveAlone.test(action)) continue;
    await page.goto(address); // what was sent before may have taken a form away
    const button = (await buttonsOf(page)).find((one) => one.action === action);
    if (!button) continue;
    const answered = (response) => response.request().isNavigationRequest() && response.status() !== 303;
    const form = page.locator('form[method="post" i]').nth(button.which);
    const [answer] = await Promise.all([page.waitForResponse(answered), form.evaluate(sendEmpty, button.nth)]);
    await page.waitForLoadState('load');
    walk.sent.set(door.pattern, (await page.locator('.govuk-error-summary').count()) > 0);
    const wrong = await wrongAnswer(page, answer, action);
    if (wrong) walk.wrong.push(`${action} of ${address} ${wrong} when nothing is filled in`);
    await judge(walk, page, `${door.pattern} sent`);
  }
}

/** What is wrong with the page that an empty form leads to, or ''. */
async function wrongAnswer(page, answer, action) {
  if (answer.status() >= 500) return `is ${answer.status()}`;
  if (answer.status() !== 422) return '';
  if (new URL(answer.url()).pathname !== action) return `is answered at ${answer.url()}`;
  if ((await page.locator('.govuk-error-summary').count()) !== 1) return 'does not say what is to be mended';
  return (await page.title()).startsWith('Error: ') ? '' : `has no error in its title, “${await page.title()}”`;
}

/** Runs in the browser: takes all out of a form that somebody could have put in, and presses a button. */
function sendEmpty(form, nth) {
  const button = [...form.elements].filter((field) => field.type === 'submit')[nth];
  for (const field of form.elements) {
    if (/^(hidden|submit|button|fieldset)$/.test(field.type)) continue;
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = false;
    else field.value = '';
  }
  form.noValidate = true;
  const plain = document.createElement('input');
  if (button.name) {
    Object.assign(plain, { type: 'hidden', name: button.name, value: button.value });
    form.append(plain);
  }
  if (button.hasAttribute('formaction')) form.action = button.formAction;
  HTMLFormElement.prototype.submit.call(form);
}
