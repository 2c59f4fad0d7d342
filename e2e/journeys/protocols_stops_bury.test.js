// In Bury, what is learned of somebody ends all that they asked for as its protocols say.
import { stops } from '../harness/protocols_ends.js';

stops('bury');
