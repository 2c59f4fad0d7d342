// Somebody is opened in an emergency, reviewed, and a second person agrees; and who can see what.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { phone } from '../harness/judge.js';
import { journey, useKith } from '../harness/journey.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** The reference of a request of somebody, as it stands on a page of staff. */
async function someReference(page) {
  await page.goto('/requests');
  const [reference] = (await page.locator('main').innerText()).match(/\b[0-9B-Z]{4}-[0-9B-Z]{3}\b/) ?? [];
  assert.ok(reference, 'no request shows its reference');
  return reference;
}

journey('an emergency, from the reference to the review', kith, phone, async (agent, way, t) => {
  const director = await another(kith, t, phone);
  await signIn(director, 'director');
  const reference = await someReference(director);

  await signIn(agent, 'agent');
  await agent.goto('/people');
  await follow(agent, agent.getByRole('link', { name: 'open somebody in an emergency' }));
  await look(agent, 'emergency');
  await press(agent, 'Go on');
  await wantText(agent, 'There is a problem', 'Enter the reference');
  await look(agent, 'emergency-wrong');
  await fill(agent, { reference });
  await press(agent, 'Go on');
  assert.match(at(agent), /^\/emergency\/requests\//);
  await look(agent, 'emergency-why');
  await press(agent, 'Open this person');
  await wantText(agent, 'Select what the danger is', 'Enter why', 'Confirm that you know');
  await look(agent, 'emergency-why-wrong');
  await fill(agent, { danger: 'life', reason: 'The line went dead while she spoke.', confirmed: 'yes' });
  await press(agent, 'Open this person');
  await wantText(agent, 'What do you need?');
  await look(agent, 'emergency-open');
  for (const part of ['Who they are and how to reach them safely', 'Where they live', 'Their health', 'What they asked for, and what is guarded', 'Notes']) {
    await press(agent, part);
    await wantText(agent, 'What else do you need?');
    await look(agent, `emergency-${part.slice(0, 9)}`);
  }
  await press(agent, 'Close this person');
  await wantText(agent, 'Your manager reviews it');

  await director.goto('/board');
  await wantText(director, 'Opened in an emergency, to review');
  await director.goto('/emergency/review');
  await wantText(director, 'The line went dead while she spoke.', 'who they are', 'Safe contact');
  await look(director, 'emergency-review');
  const one = director.locator('section', { hasText: 'The line went dead while she spoke.' });
  await follow(director, one.getByRole('button', { name: 'Save my review' }));
  await wantText(director, 'Select what you make of it');
  await look(director, 'emergency-review-wrong');
  await director.locator('section', { hasText: 'The line went dead while she spoke.' }).getByLabel('It was right to open them').check();
  await follow(director, director.locator('section', { hasText: 'The line went dead while she spoke.' }).getByRole('button', { name: 'Save my review' }));
  await wantText(director, 'Your review is kept');

  await director.goto('/second-person');
  await wantText(director, 'wants to read a withheld address');
  await look(director, 'second-person');
  await director.getByRole('button', { name: 'Save my decision' }).first().click();
  await wantText(director, 'Select whether you agree');
  await look(director, 'second-person-wrong');

  const lead = await another(kith, t, phone);
  await signIn(lead, 'governance');
  await lead.goto('/admin');
  await follow(lead, lead.getByRole('link', { name: 'Who can see what' }));
  await look(lead, 'who-can-see');
  await lead.getByLabel('of people in').selectOption({ index: 1 });
  await press(lead, 'Show');
  await wantText(lead, 'can see it every day', 'The policies that permit it');
  await look(lead, 'who-can-see-safeguarding');
});
