// What the governance lead answers for: who looked at whom, what people ask about their data,
// what is kept and for how long, and the signed heads of the journal.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { kith as program } from '../harness/paths.js';
import { at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const phone = { width: 360, javaScript: false };

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}
const open = (page, name) => follow(page, page.getByRole('link', { name }).first());

journey('a copy of their data is asked for, looked through and handed out', kith, phone, async (page) => {
  await signIn(page, 'governance');
  await page.goto('/governance/requests');
  await wantText(page, '1 person waits for an answer. None is late.');
  await look(page, 'governance-requests');
  await open(page, 'A copy of their data');
  await look(page, 'governance-request-open');
  await open(page, 'Open the page of whom it is about');
  await open(page, 'Record what they ask about their data');
  await press(page, 'Record it');
  await wantText(page, 'Select what they ask for');
  await look(page, 'governance-request-wrong');
  await fill(page, { kind: 'copy', said: 'All of it, please' });
  await press(page, 'Record it');
  await wantText(page, 'First make sure that whoever asks is the person');
  await fill(page, { identity: 'Rang them back on the number we know' });
  await press(page, 'It is them');
  await look(page, 'governance-request-look');
  for (let parts = 0; ; parts++) {
    assert.ok(parts < 30, 'there is always one more part to look at');
    const part = page.locator('li', { hasText: /[1-9]\d* to look at/ }).getByRole('link').first();
    if ((await part.count()) === 0) break;
    await follow(page, part);
    if (parts === 0) await look(page, 'governance-request-part');
    await press(page, 'I have looked at all of these');
  }
  await press(page, 'Release the copy');
  await wantText(page, 'Handed out', 'Fingerprint of the file');
  await look(page, 'governance-request-released');
  const file = await page.request.get(`${at(page)}/file`);
  assert.ok(Array.isArray((await file.json()).parts ?? (await file.json()).Parts), 'the file has no parts');
  await open(page, 'Read and print it');
  await wantText(page, 'What we hold about you');
  await look(page, 'governance-copy');
});

journey('who looked at whom, what was purged, and where the journal ends', kith, { width: 1280, javaScript: true }, async (page) => {
  await signIn(page, 'governance');
  await page.goto('/governance/requests');
  await open(page, 'A copy of their data');
  await open(page, 'Open the page of whom it is about');
  await open(page, 'See who has looked at them');
  await wantText(page, 'Who has seen them', 'Lee Whittle');
  await look(page, 'governance-readers');
  await open(page, 'Everything the journal tells of them');
  await look(page, 'governance-audit');
  const table = await page.request.get('/governance/audit/export.csv?what=out');
  assert.match(table.headers()['content-type'], /^text\/csv/);

  await page.goto('/governance/keeping');
  await wantText(page, 'for you to decide', 'Who was flooded in the winter');
  await look(page, 'governance-keeping');
  await open(page, /Legal basis of/);
  await press(page, 'Decide');
  await wantText(page, 'Enter why');
  await look(page, 'governance-ended');
  await fill(page, { decision: 'over', why: 'Nobody gave the list anew' });
  await press(page, 'Decide');
  await wantText(page, 'It is decided and recorded', 'It is over');

  const { stdout } = await promisify(execFile)(program, ['verify', '--borough', kith.borough, '--data', kith.data]);
  assert.match(stdout, /[1-9]\d* signed heads are genuine/);
});

journey('the papers of data protection: what everybody reads, the record, a risk that is judged', kith, phone, async (page) => {
  await page.goto('/ask');
  await open(page, 'More on your data and what you can ask for');
  await wantText(page, 'Where you live, and how to get in', 'It is our task by law');
  await look(page, 'privacy-help');
  await open(page, 'Privacy');
  await wantText(page, 'Read the part that is about you');
  await look(page, 'privacy');
  await open(page, 'You are on a list we were given');
  await wantText(page, 'Shielded patients', 'This ended on 30 June 2022');
  await look(page, 'privacy-list');
  await signIn(page, 'governance');
  await page.goto('/governance/protection');
  await wantText(page, 'missing from the papers');
  await look(page, 'protection');
  await open(page, 'Record of processing');
  await look(page, 'protection-record');
  await page.goto('/governance/protection/assessment');
  await look(page, 'protection-assessment');
  await open(page, 'Say how much is left of: Somebody in hiding is found through the service');
  await press(page, 'Save');
  await wantText(page, 'Select how likely it is');
  await look(page, 'protection-risk-wrong');
  await fill(page, { likelihood: 'low', harm: 'high', note: 'Training twice a year' });
  await press(page, 'Save');
  await wantText(page, 'Some is left', 'Training twice a year');
  await page.goto('/governance/protection/evidence/cloud');
  await look(page, 'protection-evidence');
});
