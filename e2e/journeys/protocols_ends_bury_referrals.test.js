// The protocols of Bury that hand needs to a service are begun by asking and led on their pages
// to every kind of end; so is the first approach to people on a list.
import { endings, outreach } from '../harness/protocols_ends.js';

outreach('bury', endings('bury', true));
