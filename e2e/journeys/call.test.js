// A call from its first word to the reference, by keyboard alone, and what becomes of one
// that breaks off.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { another, askForFood, at, foodAnswers, press, receipt, showStatus, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const desk = { width: 1280, javaScript: true };

/** Most keys of a whole call beside the text that is typed. */
const mostKeys = 60;

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Somebody known to the borough, so that the call can find them. */
async function neighbour(world, t, name) {
  const page = await another(world, t, desk);
  await askForFood(page, { ...foodAnswers, name: { ...foodAnswers.name, ...name } });
}

/** A keyboard that counts its keys: text apart, and never a mouse. */
async function keyboardOf(page) {
  await page.addInitScript(() => {
    sessionStorage.mouse ??= '0';
    for (const kind of ['mousedown', 'pointerdown', 'wheel', 'touchstart'])
      addEventListener(kind, () => (sessionStorage.mouse = String(Number(sessionStorage.mouse) + 1)), true);
  });
  const board = {
    keys: 0,
    async press(...keys) {
      for (const key of keys) {
        board.keys++;
        await page.keyboard.press(key);
      }
    },
    /** A key that opens another page. */
    async opens(key) {
      const loaded = page.waitForEvent('load');
      await board.press(key);
      await loaded;
    },
    type: (text) => page.keyboard.type(text),
    /** Waits until the box with this name has the focus. */
    on: (name) => page.waitForFunction((name) => document.activeElement?.name === name, name),
    mouse: () => page.evaluate(() => Number(sessionStorage.mouse)),
  };
  return board;
}

const savedAgain = (page) => page.waitForResponse((r) => r.url().endsWith('/draft') && r.status() === 200);

journey('a whole call by keyboard', kith, desk, async (agent, way, t) => {
  await neighbour(kith, t, { first_name: 'Ottoline', last_name: 'Pemberdale' });
  await signIn(agent, 'agent');
  const keys = await keyboardOf(agent);
  await agent.goto('/calls');
  await look(agent, 'calls');
  await keys.opens('n');
  const call = at(agent);
  await look(agent, 'call-empty');

  await keys.on('safe');
  await keys.press('1', '/');
  await keys.type('pemberd');
  await agent.locator('.kith-call__hit', { hasText: 'Ottoline Pemberdale' }).waitFor();
  await look(agent, 'call-search');
  await keys.press('Enter');
  await keys.opens('Enter');
  await wantText(agent, 'Before you get in touch', 'WN2 3EB → HAPI', 'is it safe to talk now?');

  await keys.on('helps_now');
  await keys.press('6', 'Enter', 'Enter');
  await keys.on('needs');
  const opened = savedAgain(agent);
  await keys.press('1', '2');
  await opened;
  await agent.locator('#page-medicine-left').waitFor();
  await keys.press('Enter');
  await keys.type('No bread, and the tablets are gone');
  await keys.press('Enter');
  await keys.on('food_left');
  await keys.press('1', 'Enter', '5', 'Enter');
  await keys.on('food_pay');
  await keys.press('1', 'Enter');
  await keys.on('adults');
  await keys.type('1');
  await keys.press('Enter', 'Enter', 'Enter', 'Enter', 'Enter');
  await keys.on('medicine_left');
  await keys.press('2', 'Enter', '1', 'Enter');
  await keys.type('Boots, Market Street');
  await agent.locator('#call-plan', { hasText: 'today' }).waitFor();
  await look(agent, 'call-middle');

  const before = keys.keys;
  await keys.press('F9');
  await keys.on('outcome');
  await shot(agent, 'call-wrap-up');
  await keys.opens('Enter');
  assert.ok(keys.keys - before <= 3, 'the wrap-up takes more than three keys');
  assert.equal(at(agent), call, 'the call moved to another address');
  await look(agent, 'call-receipt');
  const told = await receipt(agent);
  assert.ok(keys.keys <= mostKeys, `${keys.keys} keys beside the text`);
  assert.equal(await keys.mouse(), 0, 'the mouse was used');
  t.diagnostic(`${keys.keys} keys beside the text`);

  const asker = await another(kith, t, { width: 360, javaScript: true });
  await showStatus(asker, told);
  await wantText(asker, 'Food', 'Medicine');
});

journey('a browser that is killed in the middle of a call', kith, desk, async (agent, way, t) => {
  await signIn(agent, 'agent');
  await agent.goto('/calls');
  await press(agent, 'New call');
  const call = at(agent);
  await press(agent, 'Somebody new');
  await agent.locator('[name=first_name]').focus();
  const started = Date.now();
  const saved = savedAgain(agent);
  await agent.keyboard.type('Leopold');
  await saved;
  assert.ok(Date.now() - started < 5000, 'it took over five seconds to save');
  await agent.close({ runBeforeUnload: false });

  const again = await another(kith, t, desk);
  await signIn(again, 'agent');
  await again.goto('/calls');
  await wantText(again, 'Leopold');
  await again.goto(call);
  assert.equal(await again.locator('[name=first_name]').inputValue(), 'Leopold');

  // A colleague opens the same call and writes: whoever is second is told, and chooses.
  const colleague = await another(kith, t, desk);
  await signIn(colleague, 'coordination');
  await colleague.goto(call);
  await wantText(colleague, 'What you write is saved in it');
  const theirs = savedAgain(colleague);
  await colleague.locator('[name=last_name]').fill('Underhill');
  await theirs;
  await again.locator('[name=last_name]').fill('Overhill');
  await again.locator('#call-clash', { hasText: 'Underhill' }).waitFor();
  assert.equal(await again.locator('[name=last_name]').inputValue(), 'Overhill', 'what was typed is gone');
  await look(again, 'call-clash');
  await press(again, 'Keep what I wrote');
  assert.equal(await again.locator('[name=last_name]').inputValue(), 'Overhill');
});

journey('a session that ends while somebody types', kith, desk, async (agent, way, t) => {
  await signIn(agent, 'agent');
  await agent.goto('/calls');
  await press(agent, 'New call');
  await press(agent, 'Somebody new');
  await agent.context().clearCookies();
  await agent.locator('[name=first_name]').fill('Wilhelmina');
  await agent.locator('#call-trouble', { hasText: 'You have been signed out' }).waitFor();
  assert.equal(await agent.locator('[name=first_name]').inputValue(), 'Wilhelmina');
  await look(agent, 'call-signed-out');
  const beside = await agent.context().newPage();
  await signIn(beside, 'agent');
  await savedAgain(agent);
  await beside.goto(at(agent));
  assert.equal(await beside.locator('[name=first_name]').inputValue(), 'Wilhelmina');
});
