// The protocols of Bury that hand needs to a service are begun by asking and led on their pages
// to every kind of end; so is the first approach to people on a list. What is learned of
// somebody ends everything they asked for.
import { endings, outreach, stops } from '../harness/protocols_ends.js';

const world = endings('bury', true);
outreach('bury', world);
stops('bury', world);
