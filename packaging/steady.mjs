// Prints a list of contents (CycloneDX) without what differs each time it is made, in order.
import { readFileSync } from 'node:fs';

const list = JSON.parse(readFileSync(process.argv[2], 'utf8'));
delete list.serialNumber;
delete list.metadata?.timestamp;
const name = ({ purl, name, version }) => purl ?? `${name} ${version}`;
list.components?.sort((a, b) => name(a).localeCompare(name(b), 'en'));
console.log(JSON.stringify(list, null, 1));
