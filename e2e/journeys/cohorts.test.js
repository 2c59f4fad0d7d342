// From a group of the blueprint to the queue of calls: looked at as figures, frozen, handed on,
// and nobody rung twice. And points for priority that take two people.
import assert from 'node:assert/strict';
import { ways } from '../harness/browser.js';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { atEleven } from '../harness/kith.js';
import { another, at, fill, follow, press, signIn, wantText } from '../harness/steps.js';

// Whom somebody may ring hangs on the hour, so the clock stands at eleven in the morning.
const kith = useKith(atEleven);

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

/** How many calls wait, as the queue says by hub. */
async function waiting(page) {
  await page.goto('/calls/queue');
  const cells = await page.locator('table').first().locator('tbody tr td:nth-of-type(1)').allInnerTexts();
  return cells.map((text) => Number.parseInt(text, 10) || 0).reduce((a, b) => a + b, 0);
}

/** Fills in the form of the shielded list and freezes it; the address of the cohort. */
async function freeze(page, name) {
  await page.goto('/cohorts/new?group=shielded');
  await fill(page, { name });
  await press(page, 'Freeze the cohort');
  await wantText(page, 'Nobody is approached yet', 'Who they are');
  return at(page);
}

journey('a cohort is tried, frozen and handed on to be rung, and nobody twice', kith, ways[0], async (page, _, t) => {
  const agent = await another(kith, t, ways[0]);
  await signIn(agent, 'agent');

  await signIn(page, 'analyst');
  await page.goto('/cohorts');
  await look(page, 'cohorts');
  await follow(page, page.getByRole('link', { name: 'Shielded list' }).first());
  await fill(page, { rule: "'shielded' in list" });
  await press(page, 'Look at the figures');
  await wantText(page, 'There is a problem', 'did you mean lists?');
  await look(page, 'cohorts-wrong');
  await fill(page, { rule: "'shielded' in lists" });
  await press(page, 'Look at the figures');
  await wantText(page, 'What it comes to', 'A service leads on them, and goes to them itself');
  await look(page, 'cohorts-figures');

  const first = await freeze(page, 'Shielded, this week');
  await look(page, 'cohort-frozen');
  await page.goto(`${first}?who=out`);
  await wantText(page, 'Adult social care leads on them.');
  const again = await freeze(page, 'Shielded, by somebody else');
  await page.goto(first);
  await press(page, 'Put them on the queue of calls');
  await wantText(page, 'There is a problem', 'Select which team reaches them');
  await look(page, 'cohort-no-team');
  const before = await waiting(agent);
  await fill(page, { team: 'contact-centre-agent' });
  await press(page, 'Put them on the queue of calls');
  await wantText(page, 'The cohort is handed on');
  await look(page, 'cohort-handed');
  const handed = Number.parseInt(await page.getByRole('link', { name: /: handed on$/ }).innerText(), 10);
  assert.ok(handed > 10, `${handed} people were handed on`);
  // The day goes on meanwhile: the time of a call or two may have come.
  const more = (await waiting(agent)) - before;
  assert.ok(more >= handed && more <= handed + 3, `${handed} people were handed on, and the queue of calls has ${more} more`);

  // The same people stand in another cohort: they are left out of it, with why.
  await page.goto(again);
  await fill(page, { team: 'contact-centre-agent' });
  await press(page, 'Put them on the queue of calls');
  await page.goto(`${again}?who=out`);
  await wantText(page, 'A call or a visit to them is open already.');
  assert.ok((await waiting(agent)) < before + 2 * handed, 'somebody is rung twice');

  const person = await page.locator('tbody a[href^="/people/"]').first().getAttribute('href');
  await page.goto(person);
  await wantText(page, 'Priority for contact');
  await look(page, 'cohorts-person');
});

journey('points take two people', kith, ways[2], async (page, _, t) => {
  await signIn(page, 'governance');
  await page.goto('/risk');
  await look(page, 'risk');
  await press(page, 'Check these points');
  await wantText(page, 'What was found', 'You checked these points.');
  await look(page, 'risk-checked');
  const version = at(page);
  await page.goto('/risk/record');
  await look(page, 'risk-record');
  await page.goto('/risk/first');
  await look(page, 'risk-first');

  const director = await another(kith, t, ways[0]);
  await signIn(director, 'director');
  await director.goto(version);
  await press(director, 'Put it into use');
  await wantText(director, 'There is a problem', 'Confirm that you have read what was found');
  await look(director, 'risk-not-read');
  await fill(director, { read: 'yes' });
  await press(director, 'Put it into use');
  await wantText(director, 'The points are in use');
  await look(director, 'risk-in-use');
  await fill(director, { calls: '100' });
  await press(director, 'Cut the bands anew');
  await wantText(director, 'Everybody was put into bands anew');
});
