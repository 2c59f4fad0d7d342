// The public's pages from right to left.
import { useKith } from '../harness/journey.js';
import { askIn, desk, narrow, phone } from '../harness/languages.js';

const kith = useKith();

askIn(kith, 'ar', narrow, desk);
askIn(kith, 'ckb', phone);
