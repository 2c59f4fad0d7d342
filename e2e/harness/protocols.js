// How protocols are led to their ends in a browser: by the paths that the program itself
// works out of a blueprint, so that a changed protocol is walked as it now is.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { blueprints, kith } from './paths.js';
import { startKith } from './kith.js';
import { at, fill, follow, password, press, showStatus, signIn, wantText } from './steps.js';

/** Every protocol of a borough, with a shortest path to each step and each end. */
export async function protocolsOf(borough) {
  const { stdout } = await promisify(execFile)(kith, ['blueprint', 'paths', join(blueprints, borough)], { maxBuffer: 1 << 24 });
  return JSON.parse(stdout);
}

/** A copy of the blueprints in which food of which nothing is known takes the protocol that is there for it: each food has a route otherwise. */
export async function blueprintsToAskFrom() {
  const folder = await mkdtemp(join(process.env.KITH_E2E_SCRATCH ?? tmpdir(), 'blueprints-'));
  await cp(blueprints, folder, { recursive: true });
  for (const borough of ['wigan', 'bury']) {
    const file = join(folder, borough, 'triage.yaml');
    const text = await readFile(file, 'utf8');
    const routeless = text.replace(/ {2}- id: food-pay-unknown\n[\s\S]*?\n(?= {2}- id:)/, '');
    assert.notEqual(routeless, text, `${borough} decides food of which nothing is known otherwise now`);
    await writeFile(file, routeless);
  }
  return folder;
}

/** What is answered so that a protocol begins: what is asked for, and what decides. */
export const begins = {
  'comfort-calls': { needs: 'comfort-call' },
  food: { needs: 'food', food_reason: 'over-70', food_pay: 'not-sure' },
  'food-crisis': { needs: 'food', food_reason: 'no-money' },
  'food-no-access': { needs: 'food', food_reason: 'over-70', food_pay: 'yes' },
  'food-interim': { needs: 'food', food_reason: 'shielding', food_pay: 'yes' },
  'food-shielded': { needs: 'food', food_reason: 'shielding-box' },
  'food-hub-shopping': { needs: 'food', food_reason: 'over-70', food_pay: 'yes' },
  'food-lead-food-bank': { needs: 'food', food_reason: 'no-money' },
  help: { needs: 'other' },
  items: { needs: 'shopping' },
  'out-of-hours': { needs: 'food', food_reason: 'over-70', food_pay: 'yes', food_left: 'none' },
  prescription: { needs: 'medicines', medicine_kind: 'ordinary' },
  'refer-councillor': { needs: 'transport' },
  'refer-hardship': { needs: 'benefits-debt', money_worry: 'other' },
  'refer-health': { needs: 'digital-help' },
  'refer-mash': { needs: 'welfare-check', worry_kind: 'harm', last_seen: 'today' },
  'refer-on': { needs: 'housing', sleep_tonight: 'leave-soon' },
  'refer-team': { needs: 'befriending' },
  'self-isolation': { needs: 'self-isolation', isolate_pay: 'no' },
  straight: { needs: 'medicines', medicine_kind: 'substitution' },
  talk: { needs: 'mental-wellbeing', safe_today: 'yes' },
  'welfare-check': { needs: 'welfare-check', worry_kind: 'not-coping', last_seen: 'today' },
};

/** Protocols that hand a need to a service to which triage hands none by itself: somebody refers it on by hand. */
const byHand = { 'refer-councillor': 'councillor', 'refer-health': 'gp', 'refer-team': 'int-offer-list' };

/** From the page of a request whose need is asked for, begins a protocol that somebody begins by hand. */
export async function referByHand(page, { protocol }) {
  if (!byHand[protocol]) return;
  await follow(page, page.locator('a[href*="/needs/"]').first());
  await page.getByLabel('Service', { exact: true }).selectOption(byHand[protocol]);
  await fill(page, { reason: 'She asked us to' });
  await press(page, 'Refer it on');
  await wantText(page, 'that work is on the board');
}

/** Protocols that begin with another one beside them for the same kind of help, by the title of their first task. */
export const beside = { 'food-interim': 'Order a hamper by invoice' };

const postcodes = { wigan: 'WN2 3EB', bury: 'BL9 7AA' };

/** Talks to the API of a borough as one account. */
export async function api(world, who) {
  const call = async (method, path, body, more = {}) => {
    const headers = { accept: 'application/json', ...more };
    if (body) headers['content-type'] = 'application/json';
    const answer = await fetch(`${world.url}/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
    const said = await answer.json();
    assert.ok(answer.ok, `${method} ${path} answered ${answer.status}: ${JSON.stringify(said)}`);
    return said;
  };
  const authorization = who && `Bearer ${(await call('POST', '/session', { email: `${who}@example.org`, password })).token}`;
  return (method, path, body, more) => call(method, path, body, authorization ? { ...more, authorization } : more);
}

/** What the form in force asks, answered: what is given, and where it must, something that will do. */
export async function answered(world, given) {
  world.questions ??= (await (await api(world))('GET', '/questions')).pages.flatMap((page) => page.questions);
  const all = {};
  for (const { id, required, options, kind } of world.questions) {
    if (given[id]) all[id] = [given[id]].flat();
    else if (required && options?.length) all[id] = [(options.find((one) => one.id === 'not-sure') ?? options[0]).id];
    else if (required) all[id] = [kind === 'number' ? '1' : kind === 'phone' ? '01632 960123' : 'As we said'];
  }
  return all;
}

let number = 0;

/** Somebody asks for what begins a protocol, by the API; gives their name as lists show it, the reference and the code. */
export async function ask(world, protocol, more = {}) {
  number += 1;
  const given = `Tilly${[...String(number)].map((digit) => 'abcdefghij'[digit]).join('')}`;
  const answers = await answered(world, {
    who_for: 'me', address: ['2 High Street'], postcode: postcodes[world.borough], food_left: 'few-days', adults: '1', first_name: given,
    last_name: 'Ende', phone: '01632 960123', safe_contact: ['call', 'letter'], own_words: 'Please help', agreement: 'share', ...begins[protocol], ...more,
  });
  world.call ??= await api(world);
  const sent = await world.call('POST', '/requests', { answers }, { 'idempotency-key': randomUUID() });
  return { shown: `${given} E.`, reference: sent.reference, code: sent.code };
}

/** Opens a request by the reference that somebody says. */
export async function openRequest(page, reference) {
  await signInAgain(page, `/requests?reference=${reference}`);
  await follow(page, page.locator('a[href^="/requests/"]', { hasText: reference }).first());
}

/** Records an outcome on the open task's page as somebody does, with what it asks; gives its words. */
export async function record(page, outcome) {
  const form = page.locator('form[action$="/outcome"]');
  const said = await form.locator(`.govuk-radios__item:has(input[value="${outcome}"]) label`).first().innerText();
  await form.locator(`input[name="outcome"][value="${outcome}"]`).check();
  for (const box of await form.locator(`input[name="ticks-${outcome}"]`).all()) await box.check();
  for (const field of await form.locator(`input[type=text][name^="ask-${outcome}-"]`).all()) await field.fill('1421 of today');
  await form.locator('textarea[name="note"]').fill('As they told us on the phone.');
  await press(page, 'Record how it went');
  await wantText(page, 'How it went is recorded');
  return said;
}

/** Moves the clock of a demo forward, and lets pass what is due by then. */
export async function moveClock(page, to) {
  await page.goto('/demo/clock');
  await page.getByLabel('Move the clock to').fill(to);
  await press(page, 'Move the clock');
  assert.equal(await page.locator('.govuk-error-summary').count(), 0, `the clock does not go to ${to}`);
}

/** Lets the due time of the open task pass, and comes back to its page. */
export async function letPass(page) {
  const task = page.url();
  const due = await page.locator('.govuk-summary-list__row', { hasText: 'Due' }).locator('time').first().getAttribute('datetime');
  await moveClock(page, inLondon(new Date(Date.parse(due) + 60_000)));
  await signInAgain(page, task);
}

/** A moment as the clock of the demo takes it. */
const inLondon = (at) => at.toLocaleString('sv-SE', { timeZone: 'Europe/London' }).slice(0, 16);

/** Opens a page, signing in again where the session has ended meanwhile. */
async function signInAgain(page, url) {
  await page.goto(url);
  if (!new URL(page.url()).pathname.startsWith('/sign-in')) return;
  await signIn(page, 'director');
  await page.goto(url);
}


/** Starts a small demo on a Monday at eleven, whose clock can be moved. */
export async function startDemo(borough) {
  const args = ['--at', '2020-04-20', '--people', '300', '--requests', '60', '--clock'];
  return startKith({ command: 'demo', only: {}, borough, from: await blueprintsToAskFrom(), args });
}

/** How a need stands that ended so: in the words of staff, and in those of whoever asked. */
const stands = {
  met: ['Met', 'Done'],
  referred: ['Referred on', 'Another service has it and will get in touch'],
  gone: ['No longer needed', 'Finished: it is no longer needed'],
  'not-met': ['Not met', 'We could not do it. Ring us and we will find another way'],
};

/** The tasks of a request that are still to be done, on its page or, but for that one, on the page of one of them. */
export async function openTasks(page) {
  const all = await page.locator('a[href^="/tasks/"]').evaluateAll((links) =>
    links.map((link) => ({
      href: link.getAttribute('href'),
      title: link.innerText.trim(),
      row: link.closest('tr, li')?.innerText ?? '',
    })),
  );
  const here = at(page);
  return all.filter(({ href, row, title }) => title && /^\/tasks\/[0-9a-f-]+$/.test(href) && href !== here && !/\bDone\b/.test(row.replace(title, '')) && !title.startsWith('First contact'));
}

/** The titles of work that hands a need to a service. */
const handsOn = /^(Refer on|Hand a need|Wait for the service|Chase the service|A service has not|The duty team has not|Take it back)/;

/** Whether a task belongs to a protocol, of those that its request begins with. */
const belongs = ({ protocol, hands }) => ({ title }) => handsOn.test(title) === hands && (beside[protocol] ?? title) === title;

/** Opens the one task of a request that belongs to a protocol. */
export async function openWork(page, protocol) {
  await openOnly(page, (all) => all.filter(belongs(protocol)));
}

/** Opens the only one among the tasks that are still to be done. */
export async function openOnly(page, among = (all) => all) {
  const all = await openTasks(page);
  const found = among(all);
  assert.equal(found.length, 1, `${page.url()} has ${JSON.stringify(all)}`);
  await follow(page, page.locator(`a[href="${found[0].href}"]`).first());
}

/** Takes the turns of a path on the pages, from the page of the first task on; gives what was said last. */
export async function take(page, turns) {
  let said;
  for (const [i, turn] of turns.entries()) {
    if (i > 0 && !(await page.locator('form[action$="/outcome"]').count())) await openOnly(page);
    if (turn.passes) await letPass(page);
    else said = await record(page, turn.outcome);
  }
  return said;
}

/** Ends the other work of a request in the least way it knows, so that how it stands is the protocol's; gives how that left it. */
export async function endTheOther(page, protocol) {
  const ours = belongs(protocol);
  const others = (await openTasks(page)).filter((one) => !ours(one));
  for (const { href, title } of others) {
    await page.goto(href);
    if (await page.locator('input[name="outcome"][value="moved"]').count()) {
      await record(page, 'moved');
      return 'gone';
    }
    const before = new Set((await openTasks(page)).map((one) => one.href));
    await record(page, handsOn.test(title) ? 'turned-down' : 'could-not');
    await openOnly(page, (all) => all.filter((one) => one.href !== href && !before.has(one.href)));
    await record(page, 'told');
  }
  return 'not-met';
}

/** Of two ways in which work on a need ended, the one by which it stands. */
const better = (one, other) => ['met', 'referred', 'gone', 'not-met'].find((state) => state === one || state === other);

/** Begins a protocol by asking and takes it to one of its ends; holds every page to what it should then say. */
export async function leadTo(world, page, protocol, end, more) {
  const who = await ask(world, protocol.protocol, more);
  await openRequest(page, who.reference);
  const request = page.url();
  await referByHand(page, protocol);
  const other = await endTheOther(page, protocol);
  await page.goto(request);
  await openWork(page, protocol);
  if (protocol.assured) {
    await page.goto('/safe');
    await follow(page, page.locator('tr', { hasText: who.shown }).getByRole('link', { name: /^Open/ }));
  }
  await wantText(page, await take(page, end.turns));
  await page.goto(request);
  await ended(page, who, better(end.need, other));
  if (!protocol.assured) return;
  await page.goto('/safe');
  assert.equal(await page.locator('tr', { hasText: who.shown }).count(), 0, `it is known how ${who.shown} is, who is still to be confirmed safe`);
}

/** Holds the page of a request, which is open, and its public page to how its one need ended. */
export async function ended(page, who, need) {
  const [staff, asker] = stands[need];
  assert.deepEqual(await openTasks(page), [], `work is left on ${page.url()}`);
  const tags = await page.locator('.govuk-tag').allInnerTexts();
  assert.ok(tags.includes(staff), `${page.url()} does not say “${staff}” but ${tags}`);
  await showStatus(page, who);
  await wantText(page, asker);
}
