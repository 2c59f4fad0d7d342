// A list of people another team could not reach: handed in, looked at, begun; and the next
// week's list, on which some of them stand again.
import assert from 'node:assert/strict';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, journey, useKith } from '../harness/journey.js';
import { at, fill, press, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

const header = 'Name,Date of birth,Postcode,Phone,NHS number,Attempts,Last tried,Note\n';
const handIn = async (page, name, rows) => {
  await page.goto('/safe/lists');
  await page.locator('#from').selectOption('national-shielding');
  await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(header + rows) });
  await press(page, 'Look at the list');
};
async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

journey('a list is looked at before anything begins, and begins one check a person', kith, { width: 1280, javaScript: true }, async (agent) => {
  await signIn(agent, 'agent');
  await agent.goto('/safe');
  await agent.getByRole('link', { name: 'Take in a list of people another team could not reach' }).click();
  await look(agent, 'lists-none');
  await press(agent, 'Look at the list');
  await wantText(agent, 'Select whose list it is', 'Choose the file of people who could not be reached');
  await look(agent, 'lists-wrong');

  await handIn(agent, 'shielding week 1.csv', 'Nova Testingham,24/03/1939,WN2 3EB,01632 960188,,3,12/04/2020,Rings back on Sundays\nIan Wrong,31/13/1950,WN2 3EB,,,,,\n');
  await wantText(agent, 'Nothing has begun.', 'Nobody you can see is known by these details', 'The date of birth cannot be read');
  await look(agent, 'list-draft');
  await press(agent, 'Begin the checks');
  await wantText(agent, 'The checks have begun', 'A check began');
  await look(agent, 'list-done');
  await agent.goto('/safe');
  await wantText(agent, 'Nova T.');

  await handIn(agent, 'shielding week 2.csv', 'Nova Testingham,24/03/1939,WN2 3EB,01632 960188,,5,19/04/2020,\nN Testingham,24/03/1939,,01632 960199,,,,\nVera Newcombe,02/02/1942,WN7 1EB,01632 960177,,1,,\n');
  await wantText(agent, 'Say who they are', 'Row 3: N Testingham', 'Join a check that is open');
  await look(agent, 'list-unsure');
  await press(agent, 'Begin the checks');
  await wantText(agent, 'Choose who row 3 is, or leave it out');
  await look(agent, 'list-undecided');
  await fill(agent, { 'row-3': 'leave' });
  await press(agent, 'Begin the checks');
  await wantText(agent, 'Joined a check that was open', 'A check began', 'Left out');
  const list = at(agent);
  await handIn(agent, 'the same again.csv', 'Nova Testingham,24/03/1939,WN2 3EB,01632 960188,,5,19/04/2020,\nN Testingham,24/03/1939,,01632 960199,,,,\nVera Newcombe,02/02/1942,WN7 1EB,01632 960177,,1,,\n');
  assert.equal(at(agent), list, 'the same file again leads to another list');
  await look(agent, 'list-again');
  await agent.goto('/safe');
  assert.equal(await agent.locator('tr', { hasText: 'Nova T.' }).count(), 1);
});

everyWay('a list with nothing to begin', kith, async (agent) => {
  await signIn(agent, 'agent');
  await handIn(agent, 'nothing.csv', 'Ian Wrong,31/13/1950,WN2 3EB,,,,,\n,,WN2 3EB,,,,,\n');
  await wantText(agent, 'There is nothing to begin.', 'There is no name.');
  await look(agent, 'list-nothing');
});
