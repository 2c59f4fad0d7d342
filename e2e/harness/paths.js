// Where things are.
import { execFile } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The folder of the journeys. */
export const here = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The program under test. */
export const kith = process.env.KITH_BINARY ?? join(here, '..', 'bin', 'kith');

/** The boroughs' blueprints. */
export const blueprints = join(here, '..', 'blueprints');

/** Where pictures of pages are put; not kept in git. */
export const results = join(here, 'results');

/** Finds Chromium, installing Debian's where there is none. */
export async function chromium() {
  const { stdout } = await promisify(execFile)(join(here, '..', 'test', 'chromium.sh'));
  return stdout.trim();
}
