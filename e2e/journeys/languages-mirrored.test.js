// The public's pages from right to left.
import { useKith } from '../harness/journey.js';
import { askIn, desk, narrow, phone } from '../harness/languages.js';
import { short } from '../harness/short.js';

const kith = useKith();

askIn(kith, 'ar', narrow, desk);
if (!short) askIn(kith, 'ckb', phone); // mirrored as Arabic is
