// A council changes what its public form says, looks at it, publishes it and goes back.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, journey, useKith } from '../harness/journey.js';
import { another, beginDraft, fill, follow, heading, press, signIn, wantText } from '../harness/steps.js';

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
