// A hamper from the form of a neighbour to the bill, and a parcel through a food bank.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { few } from '../harness/short.js';
import { another, askForFood, at, fill, follow, foodAnswers, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();
const desk = { width: 1280, javaScript: true };

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Opens the help for a request's food, as the coordination point. */
async function openHelp(page, reference, title) {
  await page.goto('/requests');
  await follow(page, page.getByRole('link', { name: reference, exact: true }));
  await follow(page, page.locator('a[href^="/tasks/"]', { hasText: title }).first());
}

/** At a desk with scripts and on a telephone without: the two that differ most. */
const twoWays = [desk, { width: 360, javaScript: false }];

for (const way of few(twoWays)) journey(`a hamper is ordered, packed, brought and billed, ${way.width} px`, kith, way, async (page, _, t) => {
  const name = { first_name: 'Ottoline', last_name: `Marsh${way.width}${way.javaScript ? 'a' : 'b'}` };
  const sent = await askForFood(await another(kith, t, way), { ...foodAnswers, name: { ...foodAnswers.name, ...name } });

  await signIn(page, 'coordination');
  await openHelp(page, sent.reference, 'hamper');
  await look(page, 'food-task');
  await follow(page, page.getByRole('button', { name: 'Order from the list' }));
  await look(page, 'food-order-form');
  await wantText(page, 'Nobody handles cash, a card or a PIN', 'Offer these first');
  assert.equal(await page.locator('[name="hamper-couple"]').inputValue(), '1', 'the hamper for two is not suggested');
  assert.ok(await page.locator('[name=options][value=vegetarian]').isChecked(), 'the diet was asked for twice');
  await fill(page, { door: 'Flats: need to buzz.' });
  await press(page, 'Place the order');
  await wantText(page, 'There is a problem', 'Tell them the price first');
  await look(page, 'food-order-wrong');
  assert.equal(await page.locator('[name=door]').inputValue(), 'Flats: need to buzz.');
  await fill(page, { told: 'yes' });
  await press(page, 'Place the order');
  const order = at(page);
  await wantText(page, 'is placed', 'To pack', '1 × Hamper for two people', 'Vegetarian', 'Flats: need to buzz.');
  await look(page, 'food-order');

  const packer = await another(kith, t, way);
  await signIn(packer, 'logistics');
  await packer.goto('/food/orders');
  await wantText(packer, name.last_name);
  await look(packer, 'food-orders');
  await packer.goto('/food/orders/pick-list');
  await look(packer, 'food-pick-list');
  await packer.goto(order);
  await press(packer, 'Start packing');
  await wantText(packer, 'Vegetarian');
  await press(packer, 'It is packed');
  await wantText(packer, 'There is a problem', 'Enter how many boxes there are');
  await look(packer, 'food-pack-wrong');
  // From the keyboard: the number, then Enter.
  await fill(packer, { boxes: '2' });
  const saved = packer.waitForEvent('load');
  await packer.locator('[name=boxes]').press('Enter');
  await saved;
  await wantText(packer, 'Packed', '2 boxes');
  await look(packer, 'food-packed');
  await packer.goto(`${order}/label`);
  await wantText(packer, 'Box 1 of 2', 'Take no money');
  await look(packer, 'food-label');
  await packer.goto('/deliveries');
  await wantText(packer, '2 High Street', 'need to buzz');
  await look(packer, 'deliveries');
  await packer.goto('/deliveries/print');
  await look(packer, 'deliveries-print');
  await packer.goto(order);
  await press(packer, 'It is on its way');
  await press(packer, 'It was handed over');
  await wantText(packer, 'Nothing is left to do');
  await look(packer, 'food-handed-over');

  const finance = await another(kith, t, way);
  await signIn(finance, 'finance');
  await finance.goto('/food/invoices');
  await wantText(finance, name.last_name, 'Hamper for two people');
  assert.ok(!/egetarian|buzz/.test(await finance.locator('main').innerText()), 'finance is told what they eat or where the bell is');
  await look(finance, 'invoices');
  await press(finance, 'Take them out as a batch');
  await wantText(finance, 'Nothing waits');
  await look(finance, 'invoices-taken-out');
  const href = await finance.getByRole('link', { name: /^Download Batch/ }).first().getAttribute('href');
  for (const again of [1, 2]) { // it may be downloaded again
    const file = await (await finance.request.get(href)).text();
    assert.ok(file.includes(name.last_name) && file.includes('Hamper for two people'), `download ${again} lacks the line`);
    assert.ok(!/egetarian|buzz/.test(file), `download ${again} tells what they eat or where the bell is`);
  }
});

journey('a food bank packs a parcel by its slip', kith, desk, async (staff, way, t) => {
  const name = { first_name: 'Isambard', last_name: 'Lowe' };
  const neighbour = await another(kith, t, { width: 360, javaScript: true });
  const { 'food-pay': _, ...answers } = foodAnswers;
  const sent = await askForFood(neighbour, {
    ...answers, where: { address: '5 Clifton Street', postcode: 'WN3 5HN' }, 'food-reason': { food_reason: 'no-money' }, 'food-for': { adults: '1', children: '2', food_diet: 'halal' }, name: { ...foodAnswers.name, ...name },
  });

  await signIn(staff, 'coordination');
  await openHelp(staff, sent.reference, 'food bank');
  const task = staff.url();
  const option = staff.locator('select[name=to] option[value^="organisation:"]', { hasText: 'Food Bank' }).first();
  const to = await option.getAttribute('value');
  await staff.locator('select[name=to]').selectOption(to);
  await follow(staff, staff.locator('select[name=to] >> xpath=ancestor::form').getByRole('button'));
  await staff.goto(`/organisations/${to.split(':')[1]}`);
  await press(staff, 'Make an entry link');
  const link = new URL((await staff.locator('#entry-link').innerText()).trim());

  const bank = await another(kith, t, { width: 360, javaScript: true });
  await bank.goto(link.pathname);
  await press(bank, 'Open the inbox');
  const card = bank.locator('.kith-card', { has: bank.locator(`form[action*="${task.split('/').pop()}"]`) }).first();
  assert.ok(!(await card.innerText()).includes('Food bank voucher'), 'the slip is shown before the task is accepted');
  await follow(bank, card.getByRole('button', { name: /^Accept/ }));
  const mine = bank.locator('.kith-card', { hasText: 'Isambard' });
  const number = /Food bank voucher\s+([0-9A-Z]{4}-[0-9A-Z]{3})/.exec(await mine.innerText())[1];
  await look(bank, 'inbox-slip');
  await follow(bank, mine.getByRole('link', { name: `Print slip ${number}` }));
  await wantText(bank, number, 'For 1 adult, 2 children.', 'Halal');
  assert.ok(!/Isambard|Lowe|Clifton/.test(await bank.locator('main').innerText()), 'the slip says whom it is for');
  await look(bank, 'food-slip');

  await staff.goto(`/food/vouchers?number=${number}`);
  await wantText(staff, number, 'Open');
  await bank.goto('/inbox');
  await follow(bank, mine.getByRole('button', { name: /^Done/ }));
  await staff.goto(`/food/vouchers?number=${number}`);
  await wantText(staff, number, 'Used');
  await look(staff, 'food-vouchers');
});
