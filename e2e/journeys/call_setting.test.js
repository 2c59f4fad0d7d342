// A whole care home in one call, found by its name, on a telephone too.
import { ring, writeDown } from '../harness/calls.js';
import { checkPage, shot } from '../harness/checks.js';
import { journey, useKith } from '../harness/journey.js';
import { follow, press, receipt, signIn, wantText } from '../harness/steps.js';

const kith = useKith();

for (const width of [1280, 360])
  journey(`a whole care home in one call, ${width} px`, kith, { width, javaScript: true }, async (agent) => {
    await signIn(agent, 'agent');
    await ring(agent);
    await agent.locator('#terms').fill('sunny bank');
    const hit = agent.locator('.kith-call__hit', { hasText: 'Sunny Bank care home, 42 people' });
    await hit.waitFor();
    await checkPage(agent);
    await shot(agent, 'call-setting-found');
    await follow(agent, hit);
    await wantText(agent, 'For Sunny Bank care home', 'Moira Fearn', 'Day and night');
    await writeDown(agent, { postcode: ['WN2 3EB'], needs: ['ppe'], ppe_for: ['service'] });
    await agent.locator('#call-plan', { hasText: 'For Sunny Bank care home, 42 people' }).waitFor();
    await checkPage(agent);
    await shot(agent, 'call-setting');
    await press(agent, 'End the call');
    await receipt(agent);
    await follow(agent, agent.getByRole('link', { name: 'Open the request' }));
    await wantText(agent, 'For Sunny Bank care home, 42 people');
  });
