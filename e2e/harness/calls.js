// Hard calls, taken on the call screen as an agent takes them, and what has to come of each.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { here } from './paths.js';
import { another, follow, press, receipt, signIn, wantText } from './steps.js';

/** The calls of the table, as hard-calls.json states them. */
export const hardCalls = JSON.parse(readFileSync(join(here, 'hard-calls.json'), 'utf8'));

export const desk = { width: 1280, javaScript: true };

/** How pages name what the table names by its id. */
const names = {
  need: {
    food: 'Food', medicines: 'Medicines', 'comfort-call': 'Comfort call', 'welfare-check': 'Welfare check', pets: 'Pets',
    shopping: 'Other shopping', transport: 'Transport', 'benefits-debt': 'Benefits and debt', 'mental-wellbeing': 'Mental wellbeing',
    housing: 'Housing and homelessness', other: 'Something else',
  },
  route: { crisis: 'Welfare or crisis', 'no-access': 'No access' },
  hub: {
    leigh: 'Leigh', 'wigan-central': 'Wigan Central', swan: 'SWAN', 'ashton-lowton-golborne': 'Ashton Lowton Golborne', hapi: 'HAPI',
    'wigan-north': 'Wigan North', 'atherton-tyldesley': 'Atherton and Tyldesley', '': 'the coordination point',
  },
  refer: {
    'welfare-team': 'Welfare support team', 'benefits-team': 'Benefits and debt advice team', 'housing-options': 'Housing options team',
    mash: 'Multi-agency safeguarding hub',
  },
  steer: {
    'click-and-collect': 'Order and collect', 'paid-delivery': 'Local shops that deliver', samaritans: 'Samaritans',
    'patient-transport': 'Patient transport', 'nhs-111': 'NHS 111', 'supermarket-hour': 'Quiet hours at the supermarket',
  },
  extra: { diet: 'Packed for a special diet', nappies: 'Nappies', 'pet-food': 'Pet food' },
  who: { staff: 'council staff', organisation: 'an organisation' },
  label: { health: 'about health', safeguarding: 'safeguarding', restricted: 'restricted' },
  phone: { 'West Lancashire Borough Council': '01632 960 805' },
};

/** What the pages say for the ids of a need's list. */
function named(kind, ids = []) {
  return ids.map((id) => {
    assert.ok(names[kind][id], `nobody has written here how pages name the ${kind} ${id}`);
    return names[kind][id];
  });
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const wordsOf = async (place) => (await place.innerText()).replace(/\s+/g, ' ');

function says(where, said, texts) {
  for (const text of texts) assert.ok(said.toLowerCase().includes(text.toLowerCase()), `${where} does not say “${text}”: ${said}`);
}

const saved = (page) => page.waitForResponse((r) => r.url().endsWith('/draft') && r.status() === 200);

/** Starts a call, in which it is safe to talk. */
export async function ring(agent) {
  await agent.goto('/calls');
  await press(agent, 'New call');
  await Promise.all([saved(agent), agent.locator('[name=safe][value=yes]').check()]);
}

/** Finds somebody by their name and picks them. */
export async function pick(agent, name) {
  await agent.locator('#terms').fill(name);
  const hit = agent.locator('.kith-call__hit', { hasText: name });
  await hit.first().waitFor();
  await follow(agent, hit.first());
}

/** The boxes that an answer goes into, each with what is written there. */
function boxes(page, id, given) {
  const [first] = given;
  if (/^\d{4}-\d\d-\d\d$/.test(first)) {
    const [year, month, day] = first.split('-').map(Number);
    return Object.entries({ day, month, year }).map(([part, n]) => ({ box: page.locator(`[name="${id}-${part}"]`), text: String(n) }));
  }
  return given.map((value) => ({ choice: page.locator(`input[name="${id}"][value="${value}"]:is([type=radio],[type=checkbox])`), box: page.locator(`[name="${id}"]`), text: value }));
}

async function write(page, { choice, box, text }) {
  if (choice && (await choice.count())) {
    if (!(await choice.isChecked())) await Promise.all([saved(page), choice.check()]);
  } else if ((await box.inputValue()) !== text) {
    await box.fill(text);
  }
}

/** Writes down what is said: the questions that open by an answer are answered as they open. */
export async function writeDown(agent, answers) {
  let left = Object.entries(answers).filter(([, given]) => given.length > 0);
  for (let rounds = 0; left.length > 0; rounds++) {
    assert.ok(rounds < 8, `the screen does not ask ${left.map(([id]) => id).join(', ')}`);
    const asked = [];
    for (const one of left) if (await agent.locator(`[name="${one[0]}"], [name="${one[0]}-day"]`).count()) asked.push(one);
    if (asked.length === 0) await agent.waitForTimeout(250);
    for (const [id, given] of asked) for (const one of boxes(agent, id, given)) await write(agent, one);
    left = left.filter((one) => !asked.includes(one));
  }
}

/** What stands at the foot before the call ends, need by need. */
async function checkFoot(agent, call) {
  const foot = agent.locator('#call-plan');
  const hub = names.hub[call.hub];
  for (const need of call.needs) {
    const guarded = need.labels?.includes('restricted');
    const title = guarded ? 'A restricted need' : names.need[need.need] + (need.route ? `: ${names.route[need.route]}` : '');
    const line = foot.locator('li').filter({ has: agent.locator('strong', { hasText: title }) }).filter({ hasText: `→ ${guarded ? names.hub[''] : hub}` });
    await line.first().waitFor();
    await line.filter({ hasText: capital(need.priority) }).first().waitFor();
    // The foot is drawn anew after each answer that is saved, so it may not know of the last one yet.
    const wanted = guarded ? ['Restricted'] : [...named('refer', need.refer), ...named('steer', need.steer), ...(need.flags ?? [])];
    for (const text of wanted) await line.filter({ hasText: text }).first().waitFor().catch(() => {});
    says(`the foot, of ${title},`, await wordsOf(line.first()), wanted);
  }
  assert.equal(await foot.locator('li:has(strong)').count(), call.needs.length, 'the foot foresees other needs');
}

/** The card of each need on the page of the request, as the coordination point reads it. */
async function checkRequest(reader, call) {
  for (const need of call.needs) {
    const card = reader.locator('.kith-card').filter({ has: reader.locator('.kith-card__title', { hasText: names.need[need.need] }) });
    says(`the card of ${need.need}`, await wordsOf(card), [
      capital(need.priority), ...(need.route ? [names.route[need.route]] : []), ...named('refer', need.refer), ...named('steer', need.steer),
      ...named('who', need.who), ...named('extra', need.extras), ...named('label', need.labels), ...(need.flags ?? []),
    ]);
  }
  assert.equal(await reader.locator('.kith-card__title').count(), call.needs.length, 'other needs were opened');
  if (call.note) await wantText(reader, call.note);
  const hub = reader.locator('.govuk-summary-list__row', { has: reader.getByText('Hub now', { exact: true }) });
  says('the hub now', await wordsOf(hub), [call.hub ? names.hub[call.hub] : 'Coordination queue']);
}

/** Somebody of the coordination point, signed in once for a file. */
async function coordination(world, t) {
  const page = await another(world, t, desk);
  if (world.coordination) await page.context().addCookies(world.coordination);
  else {
    await signIn(page, 'coordination');
    world.coordination = await page.context().cookies();
  }
  return page;
}

/** The agent, signed in once for a file. */
export async function agentOf(world, page) {
  if (world.agent) return page.context().addCookies(world.agent);
  await signIn(page, 'agent');
  world.agent = await page.context().cookies();
}

/** The reference of the newest request that the coordination point sees. */
async function newest(reader) {
  await reader.goto('/requests');
  return reader.locator('main tbody tr a').first().innerText();
}

/** A call that has to become a request. */
export async function takeRequest(world, agent, call, t) {
  await agentOf(world, agent);
  await ring(agent);
  if (call.again) {
    const before = world.taken?.[call.again];
    assert.ok(before, `${call.again} has to be taken before`);
    await pick(agent, `${call.answers.first_name} ${call.answers.last_name}`);
    const story = agent.locator('#story', { hasText: before });
    const { y } = await story.getByText(before).first().boundingBox();
    assert.ok(y < agent.viewportSize().height, 'the earlier request is not in view');
    await agent.getByText('Put right what we know').click();
  } else {
    await press(agent, 'Somebody new');
  }
  await writeDown(agent, call.answers);
  await agent.keyboard.press('Tab'); // what is typed is saved once the box is left
  await checkFoot(agent, call);
  await agent.getByRole('button', { name: 'Wrap up' }).click();
  assert.ok(await agent.locator('[name=outcome][value=request]').isChecked(), 'a request is not what the wrap-up offers');
  await press(agent, 'End the call');
  const told = await receipt(agent);
  (world.taken ??= {})[call.id] = told.reference;
  says('the receipt', await wordsOf(agent.locator('main')), [`Who gets in touch: ${names.hub[call.hub]}`, ...(call.outside ? [call.outside, names.phone[call.outside]] : [])]);

  const reader = await coordination(world, t);
  await reader.goto(await agent.getByRole('link', { name: 'Open the request' }).getAttribute('href'));
  await wantText(reader, told.reference);
  await checkRequest(reader, call);
}

/** A call of which no record is made: somebody begins to write down a name nevertheless. */
export async function takeNothing(world, agent, call, t) {
  const reader = await coordination(world, t);
  const before = await newest(reader);
  await agentOf(world, agent);
  await ring(agent);
  const name = `Quillfeather${call.id.replace(/[^a-z]/g, '')}`;
  if (call.id === 'anonymous') await press(agent, 'Gives no name');
  else {
    await press(agent, 'Somebody new');
    await writeDown(agent, { first_name: ['Leonora'], last_name: [name], phone: ['01632 960299'] });
  }
  if (call.outcome === 'answered') await writeDown(agent, { needs: ['food'] });
  if (call.outcome === 'safe-exit') {
    await agent.locator('[name=safe][value=no]').check();
    await press(agent, 'End the call safely');
  } else {
    await agent.getByRole('button', { name: 'Wrap up' }).click();
    await agent.locator(`[name=outcome][value=${call.outcome}]`).click(); // also where it is suggested already
    await press(agent, 'End the call');
  }
  await wantText(agent, 'It is counted. No record of anybody was made.');
  assert.ok(!(await wordsOf(agent.locator('main'))).includes(name), 'the name is still shown');
  await agent.goto('/calls');
  assert.ok(!(await wordsOf(agent.locator('main'))).includes(name), 'the name is still in the list of calls');

  assert.equal(await newest(reader), before, 'a request was made');
  await reader.goto('/people');
  await reader.locator('[name=terms]').fill(name);
  await press(reader, 'Search');
  await wantText(reader, 'Nobody is found');
}
