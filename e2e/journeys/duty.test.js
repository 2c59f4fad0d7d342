// The evening and the morning between a hub and the duty team.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, useKith } from '../harness/journey.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

everyWay('a hub hands over, the duty team gives back', kith, async (hub, way, t) => {
  const why = `Cannot wait, ${way.name}`;
  const done = `Rang and went round, ${way.name}`;
  await signIn(hub, 'hub');
  // From the board, with a tick: the last of the list that is not with the duty team already.
  for (let last = -1; ; last--) {
    await hub.goto('/board?view=all');
    await hub.locator('input[name=task]').nth(last).check();
    const more = hub.locator('details', { hasText: 'Hand over to the duty team' });
    await more.locator('summary').click();
    await follow(hub, more.getByRole('button', { name: 'Hand over for tonight' }));
    assert.equal(at(hub), '/duty/hand-over');
    if (await hub.getByRole('button', { name: 'Hand over for tonight' }).count()) break;
    await wantText(hub, 'It cannot be handed over');
  }
  await look(hub, 'duty-hand-over');
  await press(hub, 'Hand over for tonight');
  await wantText(hub, 'There is a problem', 'cannot wait until morning');
  await look(hub, 'duty-hand-over-wrong');
  await fill(hub, { 'why-1': why, 'ask-1': 'Ring first, then go round.' });
  await press(hub, 'Hand over for tonight');
  await wantText(hub, 'The duty team has 1 line more on its list', why);
  await look(hub, 'duty-of-a-hub');

  const team = await another(kith, t, way);
  await signIn(team, 'coordination');
  await team.goto('/duty');
  await look(team, 'duty');
  const card = team.locator('.kith-card', { hasText: why });
  await follow(team, card.getByRole('button', { name: 'Acknowledge' }));
  await wantText(team, 'You have acknowledged it.');
  await follow(team, card.getByRole('link', { name: 'Say what was done' }));
  await press(team, 'Give it back');
  await wantText(team, 'Enter what was done', 'Select whether the hub must go on');
  await look(team, 'duty-line-wrong');
  await fill(team, { outcome: done, 'go-on': 'yes' });
  await press(team, 'Give it back');
  await wantText(team, 'It is given back.', done);
  await team.goto('/duty/print');
  await look(team, 'duty-print');

  // It stands on the coordination page until the hub has acknowledged it.
  await hub.goto('/coordination');
  await wantText(hub, 'From the duty team, not acknowledged', done);
  await look(hub, 'duty-coordination');
  const row = hub.locator('tr', { hasText: done });
  await follow(hub, row.getByRole('button', { name: 'Acknowledge' }));
  await wantText(hub, 'It is off the list.');
  await hub.goto('/coordination');
  assert.equal(await hub.locator('tr', { hasText: done }).count(), 0, 'an acknowledged line still stands');
});
