// The hard calls of who needs food brought and could pay for it, each taken on the call
// screen and looked up as a request.
import { desk, hardCalls, takeRequest } from '../harness/calls.js';
import { journey, useKith } from '../harness/journey.js';
import { few } from '../harness/short.js';

const kith = useKith();

for (const call of few(hardCalls.filter((one) => one.needs?.some((need) => need.route && need.route !== 'crisis')), 2))
  journey(call.call, kith, desk, (agent, way, t) => takeRequest(kith, agent, call, t));
