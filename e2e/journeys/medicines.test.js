// A prescription from what the pharmacy says to the door.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { few } from '../harness/short.js';
import { another, askForFood, at, fill, follow, foodAnswers, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** Asks for medicine of which nobody has asked the pharmacy. */
async function askForMedicine(page, family) {
  return askForFood(page, {
    ...foodAnswers,
    needs: { needs: 'medicines', own_words: 'The tablets run out' },
    'medicine-left': { medicine_left: 'few-days' },
    'medicine-kind': { medicine_kind: 'not-sure', pharmacy: 'High Street Pharmacy' },
    name: { ...foodAnswers.name, first_name: 'Florian', last_name: family },
  });
}

/** Opens the prescription of a request from the page of its task. */
async function openPrescription(page, reference) {
  await page.goto('/requests');
  await follow(page, page.getByRole('link', { name: reference, exact: true }));
  await follow(page, page.locator('a[href^="/tasks/"]', { hasText: 'prescription' }).first());
  const task = at(page);
  await follow(page, page.getByRole('button', { name: /Write down what the pharmacy says|Open the prescription/ }));
  return task;
}

const says = { pharmacy: 'High Street Pharmacy', phone: '01632 960144', 'ready-note': 'after 2pm', payment: 'exempt' };

/** At a desk with scripts and on a telephone without: the two that differ most. */
const twoWays = [{ width: 1280, javaScript: true }, { width: 360, javaScript: false }];

for (const way of few(twoWays)) journey(`a prescription is fetched and handed over, ${way.width} px`, kith, way, async (page, _, t) => {
  const family = `Vane${way.width}${way.javaScript ? 'a' : 'b'}`;
  const sent = await askForMedicine(await another(kith, t, way), family);
  await signIn(page, 'coordination');
  const task = await openPrescription(page, sent.reference);
  await wantText(page, 'Council staff only, until the pharmacy says', 'High Street Pharmacy');
  await look(page, 'prescription-unknown');

  // Nobody but staff may be asked to fetch it.
  await page.goto(task);
  assert.equal(await page.locator('select[name=to] option[value^="volunteer:"]').count(), 0, 'a volunteer is offered what counts as controlled');
  await page.goBack();

  await fill(page, { ...says, controlled: 'no' });
  await press(page, 'Write it down');
  await wantText(page, 'There is a problem', 'Enter who at the pharmacy said so');
  await look(page, 'prescription-wrong');
  await fill(page, { 'said-by': 'Priya' });
  await press(page, 'Write it down');
  await wantText(page, 'A volunteer with the letter may fetch it', 'Said by Priya');
  const prescription = at(page);
  await look(page, 'prescription-not-controlled');
  await page.goto(task);
  assert.ok(await page.locator('select[name=to] option[value^="volunteer:"]').count(), 'no volunteer is offered although the pharmacy said no');

  await page.goto(`${prescription}/sheet`);
  await wantText(page, family, 'The volunteer letter', 'No cash, no card, no PIN');
  await look(page, 'prescription-sheet');
  await page.goto('/medicines');
  await wantText(page, 'Florian V.', 'High Street Pharmacy');
  await look(page, 'medicines');

  await page.goto(prescription);
  await fill(page, { from: 'Priya', by: 'Alex Hartley' });
  await press(page, 'It was fetched');
  await wantText(page, 'On its way to them');
  await look(page, 'prescription-fetched');
  await fill(page, { 'back-to': 'Priya', why: 'Nobody opened.' });
  await press(page, 'It is back at the pharmacy');
  await wantText(page, 'Back at the pharmacy', 'Nobody opened.');
  await look(page, 'prescription-back');
  await fill(page, { from: 'Priya', by: 'Alex Hartley' });
  await press(page, 'It was fetched');
  await fill(page, { to: 'Florian', checked: 'Said the name and date of birth' });
  await press(page, 'It was handed over');
  await wantText(page, 'Handed over', 'Nothing is left to do');
  await look(page, 'prescription-handed-over');

  // What only another service may handle is on no list of a hub from then on.
  const other = await askForMedicine(await another(kith, t, way), `${family}q`);
  await openPrescription(page, other.reference);
  await fill(page, { ...says, controlled: 'substitution' });
  await press(page, 'Write it down');
  assert.equal(at(page), '/medicines');
  await wantText(page, 'It is with the service that handles it');
  assert.equal(await page.locator('main tr', { hasText: 'Florian V.' }).count(), 0, 'it is still on the list');
  await look(page, 'medicines-straight');
});
