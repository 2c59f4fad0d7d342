// A redeployed member of staff, from the list of those who are lent to the thanks at the end.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { ways } from '../harness/browser.js';
import { journey, useKith } from '../harness/journey.js';
import { few } from '../harness/short.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** A monday some weeks ahead, which no other journey plans. */
function mondayAhead(weeks) {
  const on = new Date();
  on.setUTCDate(on.getUTCDate() - ((on.getUTCDay() + 6) % 7) + 7 * weeks);
  return on.toISOString().slice(0, 10);
}

for (const [n, way] of few([ways[0], ways[3]]).entries()) {
  journey('somebody is lent, inducted, put on shifts, asked how they are, and thanked', kith, way, async (page, _, t) => {
    const name = `Dana ${way.name.replace(/\W+/g, ' ')}`;
    const week = mondayAhead(3 + n);
    await signIn(page, 'manager');
    await page.goto('/staff/new');
    await press(page, 'Add them');
    await wantText(page, 'There is a problem', 'Enter their work email');
    await look(page, 'staff-new-wrong');
    await fill(page, { name, employer: 'Wigan Council', email: `dana${n}@example.org`, home: 'Parks', skills: 'driving' });
    await page.locator('select[name=hub]').selectOption({ index: 1 });
    for (const part of ['morning', 'afternoon']) {
      for (const day of await page.locator(`input[name=${part}]`).all()) await day.check();
    }
    await press(page, 'Add them');
    await wantText(page, name, 'Next: their induction');
    const person = at(page);
    await press(page, 'Begin their induction');
    for (const item of await page.locator('input[name=items]').all()) await item.check();
    await press(page, 'Save what they have had');
    await wantText(page, 'Their induction is whole. They are ready for shifts');
    await look(page, 'staff-ready');

    // A van is theirs by hand, and the plan gives them the rest of the week.
    await page.goto(`/deployment?week=${week}`);
    await look(page, 'deployment-week');
    await follow(page, page.locator('a[href^="/deployment/hubs/"]').first());
    const van = page.locator('tr', { hasText: 'Van driver' });
    await follow(page, van.locator('a[href^="/deployment/seats/"]').first());
    await page.getByLabel(name).check();
    await look(page, 'deployment-seat');
    await press(page, 'Lock for the plan');
    await wantText(page, 'Locked: the plan keeps to it', 'Why this one');
    await look(page, 'deployment-plan');
    assert.ok(await page.locator('tr', { hasText: name }).count() > 0, 'the plan has nothing for them');
    await follow(page, page.getByRole('button', { name: /^Give these shifts/ }));
    await wantText(page, 'given');
    await page.goto(person);
    await wantText(page, 'Deployed', 'Van driver');
    await look(page, 'staff-deployed');

    // Their calendar shows the shifts to whoever has its address.
    await follow(page, page.getByRole('link', { name: 'Their calendar address' }));
    await press(page, 'Make a calendar address');
    await look(page, 'deployment-calendar');
    const address = new URL((await page.locator('#calendar-address').innerText()).trim()).pathname;
    const outside = await another(kith, t, way);
    const calendar = await outside.request.get(address);
    assert.equal(calendar.status(), 200);
    assert.match(await calendar.text(), /SUMMARY:Van driver/);
    assert.doesNotMatch(await calendar.text(), /Dana/);
    await page.goto(`${person.replace('/staff/', '/deployment/people/')}/calendar`);
    await press(page, 'End the calendar address');
    assert.equal((await outside.request.get(address)).status(), 404);

    await page.goto(person);
    await follow(page, page.getByRole('link', { name: 'Record a check-in' }).first());
    await press(page, 'Record the check-in');
    await wantText(page, 'Select how it goes for them');
    await look(page, 'deployment-check-in-wrong');
    await fill(page, { how: 'so-so', hours: '20', needs: 'A key to the base' });
    await press(page, 'Record the check-in');
    await wantText(page, 'The check-in is recorded', 'A key to the base');
    await look(page, 'deployment-check-ins');

    await page.goto(person);
    await press(page, 'It was seen to');
    await follow(page, page.getByRole('link', { name: 'Hand them back to their service' }));
    const today = new Date();
    await fill(page, { 'ended-day': String(today.getDate()), 'ended-month': String(today.getMonth() + 1), 'ended-year': String(today.getFullYear()), to: 'Head of parks', learnt: 'Vans need two', reserve: 'yes' });
    await look(page, 'deployment-hand-back');
    await press(page, 'Hand them back');
    await wantText(page, 'They are back at their own service', 'On the reserve list');
    await page.goto('/staff/reserve');
    await wantText(page, name);
    await look(page, 'staff-reserve');
  });
}
