// The hard calls of who has neither food nor money, each taken on the call screen and looked
// up as a request.
import { desk, hardCalls, takeRequest } from '../harness/calls.js';
import { journey, useKith } from '../harness/journey.js';

const kith = useKith();

for (const call of hardCalls.filter((one) => one.needs?.some((need) => need.route === 'crisis')))
  journey(call.call, kith, desk, (agent, way, t) => takeRequest(kith, agent, call, t));
