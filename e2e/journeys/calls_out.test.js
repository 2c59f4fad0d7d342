// Ringing out: two agents press for the next call at the same moment and are given two
// people; a call by keyboard alone; somebody who did not answer rings back; a supervisor
// sees who is on the phone and frees them.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, journey, useKith } from '../harness/journey.js';
import { atEleven } from '../harness/kith.js';
import { another, askForFood, follow, foodAnswers, heading, press, signIn, wantText } from '../harness/steps.js';

// Whom it is safe to ring hangs on the hour, so the clock stands at eleven in the morning.
const kith = useKith(atEleven);

const next = (page) => follow(page, page.getByRole('button', { name: /^Next call/ }));
const back = (page) => follow(page, page.getByRole('button', { name: 'I did not ring: give them back' }));

journey('two who press at once are given two people', kith, { width: 1280, javaScript: true }, async (agent, way, t) => {
  const other = await another(kith, t, way);
  await Promise.all([signIn(agent, 'agent'), signIn(other, 'coordination')]);
  await Promise.all([agent, other].map((page) => page.goto('/calls/queue')));
  await Promise.all([next(agent), next(other)]);
  const names = await Promise.all([heading(agent), heading(other)]);
  assert.match(names[0], /^Ring /);
  assert.notEqual(agent.url(), other.url());
  await checkPage(agent);
  await shot(agent, 'calls-out');

  // the supervisor sees them, frees the agent's, and the agent is told
  await other.goto('/calls/queue');
  const held = other.locator('li', { hasText: 'since 11:' }).first();
  await held.locator('summary').click();
  await checkPage(other);
  await held.locator('input[name="because"]').fill('Their line is dead');
  const whose = await held.locator('strong').innerText();
  await follow(other, held.getByRole('button', { name: /^Free/ }));
  await wantText(other, 'They are free to be rung by somebody else');
  const freed = whose === 'Robin Ashworth' ? agent : other;
  if (freed === agent) {
    await agent.locator('#note').fill('Half a sentence');
    await agent.keyboard.press('Escape');
    await agent.locator('input[name="outcome"]').first().check();
    await follow(agent, agent.getByRole('button', { name: /^Record and stop/ }));
    await wantText(agent, 'No longer yours to ring', 'Half a sentence');
  }
  for (const page of [agent, other]) {
    await page.goto('/calls/queue');
    const mine = page.getByRole('button', { name: 'Go on with the call' });
    if (await mine.count()) {
      await follow(page, mine);
      await back(page);
    }
  }
});

journey('a call by keyboard alone, and what is typed is kept', kith, { width: 1280, javaScript: true }, async (agent) => {
  await signIn(agent, 'agent');
  await agent.goto('/calls/queue');
  const loaded = agent.waitForEvent('load');
  await agent.keyboard.press('n');
  await loaded;
  const first = await heading(agent);
  const person = await agent.locator('form[action="/calls"] input[name="person"]').inputValue();
  const number = await agent.locator('a[data-key="r"]').innerText();
  await agent.locator('#note').fill('Her sister comes on Friday');
  await agent.locator('#call-kept', { hasText: 'Kept at' }).waitFor();
  await agent.waitForResponse((answer) => answer.url().endsWith('/keep') && answer.ok());
  await agent.reload();
  assert.equal(await agent.locator('#note').inputValue(), 'Her sister comes on Friday');
  await agent.locator('h1').click();
  await agent.keyboard.press('2');
  const recorded = agent.waitForEvent('load');
  await agent.keyboard.press('F9');
  await recorded;
  assert.match(await heading(agent), /^Ring /);
  assert.notEqual(await heading(agent), first);
  await back(agent);

  // whoever did not answer rings back
  await agent.goto('/calls');
  await press(agent, 'New call');
  await agent.locator('#terms').fill(number);
  const hit = agent.locator(`.kith-call__hit[value="${person}"]`);
  await hit.waitFor();
  await follow(agent, hit);
  await wantText(agent, 'We tried to reach them on', 'Her sister comes on Friday');
  await checkPage(agent);
  await shot(agent, 'call-rings-back');
  await follow(agent, agent.getByRole('button', { name: 'They rang back: we have spoken' }).first());
  await wantText(agent, 'Recorded: we have spoken to them');
});

everyWay('the queue and a call', kith, async (agent) => {
  await signIn(agent, 'agent');
  await agent.goto('/calls/queue');
  await checkPage(agent);
  await next(agent);
  await checkPage(agent);
  await follow(agent, agent.getByRole('button', { name: /^Record and stop/ }));
  await wantText(agent, 'Select how it went');
  await checkPage(agent);
  await shot(agent, 'calls-out-error');
  await back(agent);
  await wantText(agent, 'The call is back in the queue');
});

journey('people are told by text that they are rung today, once', kith, { width: 1280, javaScript: true }, async (page, way, t) => {
  const number = '07700 900461';
  const contact = { phone: number, safe_contact: ['call', 'text'] };
  await askForFood(page, { ...foodAnswers, contact });
  const lead = await another(kith, t, way);
  await signIn(lead, 'coordination');
  await lead.goto('/calls/queue');
  await follow(lead, lead.getByRole('link', { name: 'Tell people by text that you ring today' }));
  await checkPage(lead);
  await lead.locator('#hub').selectOption('hapi');
  await press(lead, 'Show who would be told');
  await wantText(lead, 'Who gets none, and why', 'we will ring you today. The call comes from 01632 960110.');
  await checkPage(lead);
  await shot(lead, 'calls-text');
  await follow(lead, lead.getByRole('button', { name: /^Send / }));
  await wantText(lead, 'on their way', 'Nobody gets a text.', 'no second text');
  await checkPage(lead);
  await shot(lead, 'calls-text-sent');
  const arrived = page.locator('main section').filter({ hasText: number }).filter({ hasText: 'The call comes from 01632 960110' });
  for (const started = Date.now(); !(await arrived.count()); await page.waitForTimeout(250)) {
    assert.ok(Date.now() - started < 30_000, 'the text has not arrived');
    await page.goto('/demo/outbox');
  }
  await page.goto('/demo/outbox');
  assert.equal(await arrived.count(), 1);
  const small = await another(kith, t, { width: 360, javaScript: false });
  await signIn(small, 'coordination');
  await small.goto('/calls/text?hub=hapi');
  await checkPage(small);
  await shot(small, 'calls-text');
  await small.goto('/calls/text?hub=');
  await wantText(small, 'Select whose calls');
  await checkPage(small);
});

everyWay('the contact log', kith, async (agent) => {
  await signIn(agent, 'coordination');
  await agent.goto('/contacts/log');
  await checkPage(agent);
  await agent.locator('#terms').fill('smith');
  await press(agent, 'Find');
  await checkPage(agent);
  await shot(agent, 'contact-log');
  await follow(agent, agent.locator('main ul a').first());
  await checkPage(agent);
  await agent.locator('select[name="agency"]').selectOption('gp');
  await agent.locator('input[name="outcome"]').first().check();
  await press(agent, 'Keep in the log');
  await wantText(agent, 'is in the log', 'GP practice');
  await checkPage(agent);
  await shot(agent, 'contact-shield');
  await agent.goto('/contacts/import');
  await checkPage(agent);
});
