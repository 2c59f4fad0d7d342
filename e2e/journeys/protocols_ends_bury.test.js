// The protocols of Bury by which we help are begun by asking and led on their pages to every
// kind of end.
import { endings } from '../harness/protocols_ends.js';

endings('bury', false);
