// Every state of every page of those who look after the borough: its figures, its settings, its rules.
import { accounts, endWalk, newDemoWalk, walkAs } from '../harness/demo.js';
import { useKith } from '../harness/journey.js';
import { atEleven } from '../harness/kith.js';
import { askForFood, beginDraft, fill, follow, press } from '../harness/steps.js';

const kith = useKith(atEleven);
const workers = [accounts.agent, accounts.coordination, accounts.logistics, accounts.finance, 'organisation'];
const walk = newDemoWalk('know', ['admin', 'governance', 'director', 'member', 'analyst', 'publichealth'], workers);

const last = (page) => follow(page, page.locator('main form button').last());

walkAs(walk, kith, 'admin', async (page) => {
  await beginDraft(page);
  await page.goto('/admin/blueprint/draft/banners/new');
  await fill(page, { title: 'Storm', text: 'Stay in tonight if you can.', level: 'emergency' });
  await press(page, 'Save in the draft');
  await page.goto('/admin/blueprint/draft/changes');
  await fill(page, { note: 'A storm is coming' });
  await press(page, 'Publish');
  await beginDraft(page);
  return [];
});

walkAs(walk, kith, 'analyst', async (page) => {
  await page.goto('/dashboard/outside/new');
  await fill(page, { name: 'Grants paid', value: '5,013', definition: 'Every grant paid out.', source: 'Finance' });
  await fill(page, { 'as_at-day': '1', 'as_at-month': '4', 'as_at-year': '2020' });
  await last(page);
  return ['/figures/grants/type', '/figures/grants/file']; // of the figures, those that others count stand far down
});

walkAs(walk, kith, 'member', async (page) => {
  const asked = await askForFood(page);
  await page.goto('/ward/casework');
  await fill(page, { ...asked, agreed: 'By phone' });
  await last(page);
  return [];
});

walkAs(walk, kith, 'director');
walkAs(walk, kith, 'publichealth');
walkAs(walk, kith, 'governance');

endWalk(walk);
