// Who is who: records that look like one person are decided about one pair after another, by
// the keyboard or by buttons, and what was decided is taken back.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { at, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

/** How many pairs the list says are open. */
const open = async (page) => Number((await page.locator('main').innerText()).match(/(\d+) pairs of records/)[1]);

/** Presses a key that answers, and waits for what comes next. */
async function answer(page, key) {
  const before = at(page);
  const loaded = page.waitForEvent('load');
  await page.keyboard.press(key);
  await loaded;
  assert.notEqual(at(page), before, `nothing came of pressing ${key}`);
  await wantText(page, 'Are these one person?');
}

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

journey('an analyst decides by the keyboard, and undoes it', kith, { width: 1280, javaScript: true }, async (page) => {
  await signIn(page, 'analyst');
  await page.goto('/identity');
  await look(page, 'identity');
  const before = await open(page);
  await follow(page, page.getByRole('button', { name: 'Decide about the first' }));
  await wantText(page, 'Side by side', 'Why it is thought so', 'times likelier', 'What hangs on each');
  await look(page, 'identity-pair');
  const unsure = at(page);
  await answer(page, '?');
  await wantText(page, 'You are asked about these two again at the end.');
  await answer(page, 'n');
  await wantText(page, 'Nobody will be asked again.');
  await answer(page, 'y');
  await wantText(page, 'They are one person now.');

  await page.goto('/identity');
  const left = await open(page); // fewer still where two of those who were joined looked like a third
  assert.ok(left <= before - 2, `${left} of ${before} are open after two decisions`);
  await page.goto(unsure);
  await wantText(page, 'Somebody was not sure of these two.');

  await page.goto('/identity/decided');
  await wantText(page, 'One person', 'Two people');
  await look(page, 'identity-decided');
  await press(page, (await page.getByRole('button', { name: /^Take back/ }).first().innerText()).trim());
  await wantText(page, 'It is taken back.');
  await page.goto('/identity/decided');
  await page.getByRole('link', { name: /^Undo on their page/ }).first().click();
  await wantText(page, 'How they came to be one');
  await look(page, 'identity-joined');
  await follow(page, page.getByRole('button', { name: /^Undo: they are two people/ }));
  await wantText(page, 'They are two people again, each as they were before.', 'Likely the same person');
  await page.goto('/identity');
  assert.equal(await open(page), before);
});

journey('a coordinator decides on a phone without scripts', kith, { width: 360, javaScript: false }, async (page) => {
  await signIn(page, 'coordination');
  await page.goto('/people');
  await page.getByRole('link', { name: 'Who is who: records that may be of one person' }).click();
  await follow(page, page.getByRole('button', { name: 'Decide about the first' }));
  await look(page, 'identity-phone');
  await follow(page, page.getByRole('button', { name: /^No, two people/ }));
  await wantText(page, 'Nobody will be asked again.', 'Are these one person?');
});
