// A council changes what its public form says, looks at it, publishes it and goes back.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, journey, useKith } from '../harness/journey.js';
import { another, beginDraft, fill, follow, foodAnswers, heading, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const desk = { width: 1280, javaScript: true };
const phone = { width: 360, javaScript: true };

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

journey('a question and a banner are changed, published and taken back', kith, desk, async (admin, way, t) => {
  const neighbour = await another(kith, t, phone);
  await neighbour.goto('/ask/who-for');
  assert.equal(await heading(neighbour), 'Who needs the help?');

  await signIn(admin, 'admin');
  await beginDraft(admin);
  await look(admin, 'draft');
  await admin.goto('/admin/blueprint/draft/questions/who-for');
  await look(admin, 'draft-wording');
  await fill(admin, { title: 'Who is it for?' });
  await press(admin, 'Save in the draft');
  await admin.goto('/admin/blueprint/draft/banners/new');
  await look(admin, 'draft-banner');
  await fill(admin, { title: 'Storm warning', text: 'Stay in tonight if you can.', level: 'emergency' });
  await press(admin, 'Save in the draft');
  await look(admin, 'draft-banners');

  await admin.goto('/admin/blueprint/draft/preview');
  assert.equal(await heading(admin), 'Who is it for?');
  await look(admin, 'draft-preview');
  await admin.goto('/admin/blueprint/draft/triage');
  await fill(admin, { sample: 'no-food' }).catch(() => admin.locator('select[name=sample]').selectOption('no-food'));
  await press(admin, 'Try it');
  await wantText(admin, 'The draft decides as the version in use does.');
  await look(admin, 'draft-triage');
  await neighbour.goto('/');
  assert.equal(await neighbour.getByText('Storm warning').count(), 0, 'the public sees a draft');

  await admin.goto('/admin/blueprint/draft/changes');
  await wantText(admin, 'Who needs the help? → Who is it for?');
  await look(admin, 'draft-changes');
  await fill(admin, { note: 'Plainer, and a storm is coming' });
  await press(admin, 'Publish');
  await wantText(admin, 'Plainer, and a storm is coming');

  // The public sees it within a second, whichever node answers.
  await neighbour.waitForTimeout(1100);
  await neighbour.goto('/ask/who-for');
  assert.equal(await heading(neighbour), 'Who is it for?');
  await wantText(neighbour, 'Storm warning', 'Stay in tonight if you can.');
  await look(neighbour, 'banner');

  await admin.goto('/admin/blueprint/versions/1/roll-back');
  await look(admin, 'roll-back');
  await fill(admin, { note: 'The storm has passed' });
  await press(admin, 'Go back to it');
  await wantText(admin, 'Back to version 1. The storm has passed');
  await neighbour.waitForTimeout(1100);
  await neighbour.goto('/ask/who-for');
  assert.equal(await heading(neighbour), 'Who needs the help?');
  assert.equal(await neighbour.getByText('Storm warning').count(), 0);
});

journey('the script of a call is put in another order and seen on the call screen', kith, desk, async (admin, way, t) => {
  await signIn(admin, 'admin');
  await beginDraft(admin);
  const script = '/admin/blueprint/draft/script';
  await admin.goto(script);
  await look(admin, 'draft-script');
  const step = (name) => admin.locator('.kith-order > li', { has: admin.locator(`a[href$="/steps/${name}"]`) });
  await follow(admin, step('where').getByRole('button', { name: 'Up' }));
  await wantText(admin, 'Step “where” is moved up in the draft.');

  await admin.goto(`${script}/steps/strengths`);
  await look(admin, 'draft-script-step');
  await fill(admin, { say: '' });
  await press(admin, 'Save in the draft');
  await wantText(admin, 'Enter what the agent says');
  await look(admin, 'draft-script-step-error');
  await fill(admin, { say: 'What do you do well?' });
  await press(admin, 'Save in the draft');

  await admin.goto(`${script}/steps/new`);
  await look(admin, 'draft-script-new');
  await fill(admin, { name: 'thanks', say: 'Thank you for telling me.', column: 'said' });
  await press(admin, 'Save in the draft');
  await admin.goto(`${script}/steps/needs/remove`);
  await look(admin, 'draft-script-remove');
  await admin.goto(`${script}/closing`);
  const closing = admin.locator('#closing');
  await closing.fill(`${await closing.inputValue()}\nTake good care until then.`);
  await look(admin, 'draft-script-closing');
  await press(admin, 'Save in the draft');
  await wantText(admin, 'Take good care until then.', 'Thank you for telling me.');
  await admin.setViewportSize({ width: 360, height: 740 });
  await look(admin, 'draft-script');
  await admin.goto(`${script}/steps/where`);
  await look(admin, 'draft-script-step');
  await admin.setViewportSize({ width: 1280, height: 900 });
  await admin.goto('/admin/blueprint/draft/changes');
  await fill(admin, { note: 'Where first, and a kinder end' });
  await press(admin, 'Publish');

  const agent = await another(kith, t, { width: 1280, javaScript: false });
  await signIn(agent, 'agent');
  await agent.goto('/calls');
  await press(agent, 'New call');
  await wantText(agent, 'What do you do well?', 'Thank you for telling me.');
  await press(agent, 'Somebody new');
  const order = await agent.locator('[data-steps=who] > [id^=step-]').evaluateAll((all) => all.map((one) => one.id));
  assert.ok(order.indexOf('step-where') < order.indexOf('step-who'), `the steps stand in the order ${order}`);
  await look(agent, 'call-other-script');
  const answers = Object.assign({ safe: 'yes' }, ...Object.values(foodAnswers));
  await fill(agent, { safe: 'yes', needs: 'food' });
  await press(agent, 'Save and show the next questions');
  const asked = await agent.locator('form.kith-call [name]').evaluateAll((all) => all.map((one) => one.name));
  await fill(agent, Object.fromEntries(Object.entries(answers).filter(([name]) => asked.includes(name))));
  await agent.locator('input[name=outcome][value=request]').check();
  await press(agent, 'End the call');
  await wantText(agent, 'Take good care until then.');

  await admin.goto('/admin/blueprint/versions/1/roll-back');
  await fill(admin, { note: 'As before' });
  await press(admin, 'Go back to it');
});

everyWay('a file with a fault says so and is not published', kith, async (admin, way) => {
  await signIn(admin, 'admin');
  await admin.goto('/admin/blueprint/draft');
  if (await admin.getByRole('button', { name: 'Begin a draft' }).count()) await press(admin, 'Begin a draft');
  await admin.goto('/admin/blueprint/draft/files/needs.yaml');
  const box = admin.locator('#content');
  const text = (await box.inputValue()).replace('priority: soon', 'priority: someday');
  await box.fill(text);
  if (way.javaScript) await admin.getByText('1 problem in this file.').waitFor();
  else await press(admin, 'Check without saving');
  await wantText(admin, '1 problem in this file.', 'Line 11');
  await look(admin, 'draft-file');
  await press(admin, 'Save in the draft');
  await admin.goto('/admin/blueprint/draft/changes');
  assert.equal(await admin.getByRole('button', { name: 'Publish', exact: true }).count(), 0);
  await admin.goto('/admin/blueprint/draft');
  await wantText(admin, 'cannot be published yet');
  await admin.locator('summary', { hasText: 'Throw the draft away' }).click();
  await press(admin, 'Throw the draft away');
});
