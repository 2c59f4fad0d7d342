// The hard calls of which no record of anybody may come.
import { desk, hardCalls, takeNothing } from '../harness/calls.js';
import { journey, useKith } from '../harness/journey.js';
import { few } from '../harness/short.js';

const kith = useKith();

for (const call of few(hardCalls.filter((one) => one.outcome !== 'request'), 2))
  journey(call.call, kith, desk, (agent, way, t) => takeNothing(kith, agent, call, t));
