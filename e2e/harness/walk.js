// Walks from link to link as one person does, and judges every state of every page once.
import assert from 'node:assert/strict';
import { checkAxe, checkFits, shot } from './checks.js';
import { doorOf, doors, may, noPage } from './doors.js';

/** How many addresses of one door are read for one person, and how many states of it are judged at all. */
const mostRead = 10;
const mostJudged = 6;

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
  const plain = doors.filter((door) => door.method === 'GET' && door.open === 0 && may(door, roles));
  const queue = [...starts, ...plain.map(({ pattern }) => pattern.replace('{$}', ''))];
  const [met, read, withForms] = [new Set(), new Map(), []];
  while (queue.length > 0) {
    const address = queue.shift();
    const { pathname, search } = new URL(address, base);
    const door = doorOf('GET', pathname);
    if (!door) {
      if (!noPage.test(pathname)) walk.wrong.push(`a link leads to ${pathname}, which no door of docs/access.md is for`);
      continue;
    }
    const kind = `${door.pattern} ${[...new URLSearchParams(search).keys()].sort()}`;
    if (met.has(pathname + search) || (read.get(kind) ?? 0) >= mostRead) continue;
    met.add(pathname + search);
    read.set(kind, (read.get(kind) ?? 0) + 1);
    const answer = await page.request.get(pathname + search, { maxRedirects: 0 });
    if (answer.status() >= 500) walk.wrong.push(`${address} is ${answer.status()}`);
    if (!/^text\/html/.test(answer.headers()['content-type'] ?? '')) {
      if (answer.status() === 200) seen(walk, door);
      continue;
    }
    const html = await answer.text();
    queue.push(...linksOf(html, base).filter((link) => !met.has(link)));
    if (answer.status() === 200) await judgeState(walk, page, door, pathname + search, html, withForms);
  }
  for (const address of withForms) await sendWrong(walk, page, address);
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
      return buttons.map((button, nth) => ({ which, nth, action: new URL(button.formAction).pathname }));
    }),
  );

/** Sends each form of a page with nothing filled in, once for each door, and judges what comes back. */
async function sendWrong(walk, page, address) {
  await page.goto(address);
  for (const { which, nth, action } of await buttonsOf(page)) {
    const door = doorOf('POST', action);
    if (!door || walk.sent.has(door.pattern) || leaveAlone.test(action)) continue;
    await page.goto(address);
    const form = page.locator('form[method="post" i]').nth(which);
    if ((await form.count()) === 0) continue;
    const answered = page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303);
    await form.evaluate(sendEmpty, nth);
    const answer = await answered;
    await page.waitForLoadState('load');
    if (answer.status() >= 500) walk.wrong.push(`${action} is ${answer.status()} when nothing is filled in`);
    walk.sent.set(door.pattern, (await page.locator('.govuk-error-summary').count()) > 0);
    await judge(walk, page, `${door.pattern} sent`);
  }
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
  form.action = button.formAction;
  HTMLFormElement.prototype.submit.call(form);
}
