// Runs the browser journeys: node run.js [PART OF A FILE'S NAME…]
//
// Makes one seeded database, and another for those that stand on a clock of their own, hands
// them to every file of journeys and removes them at the end.
// Each file runs in a process of its own, as many at a time as there are processors.
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, here } from './harness/paths.js';
import { makeSeed } from './harness/kith.js';

/** Finds the files of journeys whose names contain one of the parts, or all of them. */
async function filesNamed(parts) {
  const found = [];
  for (const folder of ['harness', 'journeys']) {
    const names = await readdir(join(here, folder)).catch(() => []);
    found.push(...names.filter((name) => name.endsWith('.test.js')).map((name) => join(folder, name)));
  }
  return found.filter((name) => parts.length === 0 || parts.some((part) => name.includes(part)));
}

/** Which journeys start Kith over a demo made at eleven, and which over one made now. */
async function byClock(names) {
  const journeys = names.filter((name) => name.startsWith('journeys'));
  const texts = await Promise.all(journeys.map((name) => readFile(join(here, name), 'utf8')));
  const eleven = journeys.filter((_, i) => texts[i].includes('atEleven'));
  return { eleven, now: journeys.filter((name) => !eleven.includes(name)) };
}

/** Runs a command to its end and gives its exit code. */
function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: here, env, stdio: ['ignore', 'inherit', 'inherit'] });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** How long one file of journeys may take, in milliseconds: a walk over every page on a busy machine. */
const longestFile = 900_000;

const files = await filesNamed(process.argv.slice(2));
if (files.length === 0) {
  console.error('No file of journeys has a name like that; see e2e/journeys');
  process.exit(2);
}
const scratch = await mkdtemp(join(tmpdir(), 'kith-e2e-'));
try {
  const env = { ...process.env, KITH_CHROMIUM: await chromium(), KITH_E2E_SCRATCH: scratch };
  const { eleven, now } = await byClock(files);
  if (now.length > 0) env.KITH_E2E_SEED ??= await makeSeed(join(scratch, 'seed'));
  if (eleven.length > 0) env.KITH_E2E_SEED_AT_ELEVEN ??= await makeSeed(join(scratch, 'seed-at-eleven'), true);
  const flags = ['--test', '--test-reporter=spec', `--test-concurrency=${availableParallelism()}`, `--test-timeout=${longestFile}`];
  process.exitCode = await run(process.execPath, [...flags, ...files], env);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
