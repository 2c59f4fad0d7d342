// What an elected member sees on the phone, without a finger moved.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { signIn } from '../harness/steps.js';

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
