// What a hub does with a request, until the neighbour sees that it is met.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, journey, useKith } from '../harness/journey.js';
import { another, askForFood, at, fill, follow, foodAnswers, heading, password, press, showStatus, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const desk = { width: 1280, javaScript: true };
const phone = { width: 360, javaScript: true };

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Opens a request by its reference, as its page in the list of requests. */
async function openRequest(page, reference) {
  await page.goto('/requests');
  await follow(page, page.getByRole('link', { name: reference, exact: true }));
  await page.locator('text=What to do now').waitFor();
}

const taskLink = (page, title) => page.locator('a[href^="/tasks/"]', { hasText: title }).first();

async function record(page, outcome, note = '') {
  await fill(page, { outcome, ...(note && { note }) });
  await press(page, 'Record how it went');
}

/**
 * In the evening the duty team is told as well, and the hub takes it back in the morning: the
 * need ends when that is done too.
 */
async function referOn(staff, request) {
  const session = await staff.request.post('/api/v1/session', { data: { email: 'coordination@example.org', password } });
  const headers = { Authorization: `Bearer ${(await session.json()).token}` };
  const id = new URL(request).pathname.split('/').pop();
  for (let more = true; more; ) {
    const { tasks } = await (await staff.request.get(`/api/v1/requests/${id}/tasks`, { headers })).json();
    const task = tasks.find((one) => one.state !== 'done' && ['refer', 'review', 'wait'].includes(one.kind));
    more = Boolean(task);
    if (!task) continue;
    await staff.goto(`/tasks/${task.id}`);
    await record(staff, task.kind === 'review' ? 'dealt-with' : 'acknowledged');
  }
}

// First, because the figures may be ten seconds old and nobody else asks meanwhile.
journey('the figures of the dashboard open their rows', kith, desk, async (staff) => {
  await signIn(staff, 'coordination');
  const session = await staff.request.post('/api/v1/session', { data: { email: 'coordination@example.org', password } });
  const { token } = await session.json();
  const figures = () => staff.request.get('/api/v1/dashboard', { headers: { Authorization: `Bearer ${token}` } });
  const api = await figures();
  assert.equal(api.status(), 200);
  const received = (all) => all.figures.find((one) => one.name === 'needs.requests').today.value;
  const before = received(await api.json());
  const one = await staff.context().newPage();
  const sent = await askForFood(one);
  // The figures are at most ten seconds old.
  let after = before;
  for (let tries = 0; after === before && tries < 15; tries++) {
    await staff.waitForTimeout(1000);
    after = received(await (await figures()).json());
  }
  assert.equal(after, before + 1);
  await staff.goto('/dashboard');
  await follow(staff, staff.locator('a[href^="/requests?from="]').first());
  assert.match(await heading(staff), /Requests/);
  await wantText(staff, sent.reference);
  await look(staff, 'dashboard-rows');
});

everyWay('a task is opened beside its list, and done there', kith, async (staff, way, t) => {
  const given = `Briar${way.width === 360 ? 'phone' : 'desk'}${way.javaScript ? 'a' : 'b'}`;
  const neighbour = await another(kith, t, phone);
  await askForFood(neighbour, { ...foodAnswers, name: { ...foodAnswers.name, first_name: given, last_name: 'Ashdown' } });
  await signIn(staff, 'coordination');
  const list = '/board?hub=hapi&view=all&category=food';
  await staff.goto(list);
  const link = staff.locator('tr', { hasText: `${given} A` }).locator('a[href*="task="]').first();
  await follow(staff, link);
  assert.equal(new URL(staff.url()).searchParams.get('category'), 'food', 'the filter is lost');
  if (way.javaScript) assert.equal(await staff.evaluate(() => document.activeElement.id), 'selected', 'the keyboard is left behind');
  await wantText(staff, 'Before you get in touch', `${given} Ashdown`, 'Who has it');
  const listed = await staff.locator('table', { hasText: `${given} A` }).first().isVisible();
  assert.equal(listed, way.width > 1000, 'the list stands beside the task on a desk alone');
  await look(staff, 'board-task');
  await press(staff, 'Take it');
  await wantText(staff, 'You have the task', `${given} Ashdown`);
  await follow(staff, staff.getByRole('link', { name: /^Close/ }));
  assert.ok(staff.url().endsWith('/board?category=food&hub=hapi&view=all'), staff.url());
});

journey('a request for food is met by an organisation', kith, desk, async (staff, way, t) => {
  const neighbour = await another(kith, t, phone);
  const name = { first_name: 'Zephyrine', last_name: 'Quill' };
  const sent = await askForFood(neighbour, { ...foodAnswers, name: { ...foodAnswers.name, ...name } });

  await signIn(staff, 'coordination');
  await staff.goto('/dashboard');
  await look(staff, 'dashboard');

  await openRequest(staff, sent.reference);
  await look(staff, 'request');
  await wantText(staff, 'Zephyrine Quill', 'No bread since Monday', sent.reference);
  await press(staff, 'Accept the request');
  const request = staff.url();

  await staff.goto('/board?hub=hapi&view=unassigned&category=food');
  await wantText(staff, 'Zephyrine Q');
  await look(staff, 'board');

  await staff.goto(request);
  await follow(staff, taskLink(staff, 'First contact'));
  await wantText(staff, 'Before you get in touch', 'Zephyrine Quill');
  await look(staff, 'task-first-contact');
  await record(staff, 'spoken', 'Will be at home all day');
  await wantText(staff, 'How it went is recorded');
  await showStatus(neighbour, sent);
  await wantText(neighbour, 'The team has been in touch');

  await staff.goto(request);
  await follow(staff, taskLink(staff, 'hamper'));
  const task = staff.url();
  const version = await staff.locator('[name=version]').first().inputValue();
  const option = staff.locator('select[name=to] option[value^="organisation:"]').first();
  const [to, organisation] = [await option.getAttribute('value'), (await option.innerText()).trim()];
  await look(staff, 'task');

  // Somebody else has the same page open and is overtaken.
  const colleague = await another(kith, t, desk);
  await signIn(colleague, 'director');
  await colleague.goto(task);
  assert.equal(await colleague.locator('[name=version]').first().inputValue(), version);

  await staff.locator('select[name=to]').selectOption(to);
  await follow(staff, staff.locator('select[name=to] >> xpath=ancestor::form').getByRole('button'));
  await wantText(staff, 'waits for their answer');
  await look(staff, 'task-asked');

  await record(colleague, 'could-not', 'Nobody has a van today');
  await wantText(colleague, 'Somebody else has changed this task', organisation);
  assert.equal(await colleague.locator('[name=note]').inputValue(), 'Nobody has a van today');
  await look(colleague, 'task-stale');
  assert.match(await colleague.title(), /^Error: /);

  await staff.goto(`/organisations/${to.split(':')[1]}`);
  await press(staff, 'Make an entry link');
  const link = new URL((await staff.locator('#entry-link').innerText()).trim());
  await look(staff, 'entry-link');

  const helper = await another(kith, t, phone);
  await helper.goto(link.pathname);
  await look(helper, 'enter');
  await press(helper, 'Open the inbox');
  assert.equal(at(helper), '/inbox');
  await look(helper, 'inbox');
  const shown = await helper.locator('body').innerText();
  assert.ok(!shown.includes('01632 960123') && !shown.includes('Quill'), 'the organisation is told who it is before it accepts');
  const card = helper.locator('.kith-card', { has: helper.locator(`form[action*="${task.split('/').pop()}"]`) }).first();
  await follow(helper, card.getByRole('button', { name: /^Accept/ }));
  const mine = helper.locator('.kith-card', { hasText: 'Zephyrine' });
  await mine.waitFor();
  await wantText(helper, '01632 960123', '2 High Street');
  assert.ok(!(await helper.locator('body').innerText()).includes('Quill'), 'an organisation needs no family name');
  await look(helper, 'inbox-accepted');
  await helper.goto('/inbox/print');
  await look(helper, 'inbox-print');
  await helper.goto('/inbox');
  await follow(helper, mine.getByRole('button', { name: /^Done/ }));
  assert.equal(await mine.count(), 0, 'what is done is still in the inbox');

  const again = await another(kith, t, phone);
  await again.goto(link.pathname);
  if (await again.getByRole('button', { name: 'Open the inbox' }).count()) await press(again, 'Open the inbox');
  assert.match(await heading(again), /no longer works/);

  await referOn(staff, request);
  await showStatus(neighbour, sent);
  await wantText(neighbour, 'Done');
  await look(neighbour, 'status-met');

  await staff.goto(task);
  await wantText(staff, 'Done', organisation);
});
