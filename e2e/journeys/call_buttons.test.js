// A call by its buttons alone, as it is without scripts, on a telephone too.
import { setTimeout as pause } from 'node:timers/promises';
import { ways } from '../harness/browser.js';
import { checkPage, shot } from '../harness/checks.js';
import { everyWay, journey, useKith } from '../harness/journey.js';
import { fill, press, receipt, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

async function look(page, name) {
  await checkPage(page);
  await shot(page, name);
}

everyWay('a call by its buttons', kith, async (agent) => {
  await signIn(agent, 'agent');
  await agent.goto('/calls');
  await press(agent, 'New call');
  await fill(agent, { safe: 'yes' });
  await press(agent, 'Gives no name');
  await look(agent, 'call-nameless');
  await fill(agent, { postcode: 'WN2 3EB', needs: 'pets' });
  if (agent.javaScript) await agent.locator('#page-pet').waitFor();
  else await press(agent, 'Save and show the next questions');
  const request = agent.locator('input[name=outcome][value=request]');
  await request.check();
  await press(agent, 'End the call');
  await wantText(agent, 'There is a problem', 'Select what the pet needs');
  await look(agent, 'call-error');
  await fill(agent, { pet_need: 'walk' });
  await agent.locator('input[name=outcome][value=request]').check();
  await press(agent, 'End the call');
  await receipt(agent);
  await look(agent, 'call-ended');
});

journey('what is pressed while the page saves goes after the save', kith, ways[0], async (agent) => {
  await signIn(agent, 'agent');
  await agent.goto('/calls');
  await press(agent, 'New call');
  await fill(agent, { safe: 'yes' });
  await press(agent, 'Gives no name');
  let there;
  const saved = new Promise((resolve) => (there = resolve));
  await agent.route('**/draft', async (route) => {
    const response = await route.fetch();
    there();
    await pause(1500); // the page hears late that what it sent is saved
    await route.fulfill({ response }).catch(() => {}); // or has gone
  });
  await fill(agent, { postcode: 'WN2 3EB' });
  await agent.locator('[name=postcode]').blur();
  await saved;
  await fill(agent, { needs: 'pets' });
  await agent.locator('input[name=outcome][value=request]').click();
  await press(agent, 'End the call');
  await wantText(agent, 'There is a problem', 'Select what the pet needs');
});
