// The public's pages in the made-up language whose words are four tenths longer. The other
// files of languages walk in real ones.
import { useKith } from '../harness/journey.js';
import { askIn, narrow, phone } from '../harness/languages.js';

const kith = useKith();

askIn(kith, 'en-XA', narrow, phone);
