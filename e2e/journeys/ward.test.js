// What an elected member sees on the phone, without a finger moved; and what a director decides when a neighbourhood runs short.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const phone = { width: 360, javaScript: true };

journey('an elected member’s figures are on one phone screen and lead to nobody', kith, phone, async (page) => {
  await signIn(page, 'member');
  await page.goto('/ward');
  await checkPage(page);
  await shot(page, 'ward');
  const tiles = page.locator('.kith-stat');
  const count = await tiles.count();
  assert.ok(count > 0 && count <= 6, `${count} numbers`);
  const { y, height } = await tiles.last().boundingBox();
  const screen = page.viewportSize().height;
  assert.ok(y + height <= screen, `the last number ends at ${y + height} px, and the screen at ${screen}`);
  assert.equal(await tiles.locator('a').count(), 0, 'a number leads to its rows');
});

const desk = { width: 1280, javaScript: true };

journey('a neighbourhood runs short, Gold decides on surge, works the list and stands it down again', kith, desk, async (page) => {
  await signIn(page, 'director');
  await page.goto('/capacity');
  await wantText(page, 'Leigh is short of', 'What would help most', 'same as last week');
  await checkPage(page);
  await shot(page, 'capacity');
  await page.goto('/levels');
  await wantText(page, 'Leigh: Surge is put forward', 'Short of');
  await checkPage(page);
  await follow(page, page.locator('a[href*="place=leigh"][href*="proposal="]'));
  await wantText(page, 'Leigh: We are very busy.', 'The list to work through');
  await checkPage(page);
  await fill(page, { reason: 'Food runs out on Thursday' });
  await press(page, 'Decide: surge');
  await wantText(page, '6 items of 6 left to do', 'Food runs out on Thursday');
  await follow(page, page.getByRole('button', { name: /^Done.*Open the bases/ }));
  await wantText(page, '5 items of 6 left to do', 'Chris Fairclough');
  await checkPage(page);
  assert.match(await publicPage(page), /Leigh: We are very busy/);

  await page.goto('/levels/change?place=leigh&to=stood-down');
  await wantText(page, 'Monday to Friday, 9:00 to 17:00', 'Until now: every day');
  await fill(page, { reason: 'A lorry came and it is calm' });
  await press(page, 'Decide: stood down');
  await wantText(page, 'Thank the volunteers');
  assert.match(await publicPage(page), /Leigh: Our emergency help is ending/);

  await page.goto('/command/gold/print');
  await wantText(page, 'Record as it stood on', 'Decision log', 'Corrects decision 2', '1 action is late');
  await checkPage(page);
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'gold-record');
});

/** What the first public page says to somebody who is not signed in: desks do not show notices. */
async function publicPage(page) {
  const answer = await fetch(new URL('/', page.url()));
  return answer.text();
}

journey('an elected member goes from their figures to how it spreads and what was done', kith, phone, async (page) => {
  await signIn(page, 'member');
  await page.goto('/ward');
  await page.getByRole('link', { name: 'Is it spreading here' }).click();
  await checkPage(page);
  await shot(page, 'ward-situation');
  await page.getByText('What was done here', { exact: true }).waitFor();
  assert.equal(await page.getByText('What is late?').count(), 0, 'a member is told what is late');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 360, `the page is ${wide} px wide`);
});

const wall = { width: 1920, javaScript: true };

journey('the wall of a hub draws itself anew, and says when it has lost touch', kith, wall, async (page) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await signIn(page, 'director');
  await page.clock.install();
  await page.goto('/wall?hub=hapi');
  await checkPage(page);
  await shot(page, 'wall');
  assert.equal(await page.locator('.kith-wall__number').count(), 6);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height <= 1080, `the wall is ${height} px high`);
  await page.evaluate(() => document.querySelector('.kith-wall__name').append(' (drawn once)'));
  await page.clock.fastForward(16_000);
  await page.getByText('(drawn once)').waitFor({ state: 'detached' });
  await page.route('**/wall?*', (route) => route.abort());
  await page.clock.fastForward(16_000);
  await page.getByText('Lost touch. Nothing new since').waitFor();
  await page.unroute('**/wall?*');
  await page.clock.fastForward(16_000);
  await page.getByText('Lost touch. Nothing new since').waitFor({ state: 'hidden' });
});
