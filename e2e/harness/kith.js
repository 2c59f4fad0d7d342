// Starts and stops the program under test.
import { spawn } from 'node:child_process';
import { constants, openSync, closeSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { blueprints, kith } from './paths.js';

/** How long making a demo may take on a busy machine. */
const startWithin = 120_000;
const stopWithin = 10_000;

/** A Tuesday, so that neither the hour nor the day on which journeys are walked makes a difference. */
const tuesday = ['--at', '2020-04-21'];

/**
 * How a journey starts Kith when what it meets hangs on the hour: over a demo of its own, made for a Tuesday at eleven in the
 * morning, on whose clock it goes on from there. All journeys that are started so share the seed.
 */
export const atEleven = { command: 'demo', args: tuesday, seed: 'KITH_E2E_SEED_AT_ELEVEN' };

/** Makes the demo borough in a folder, once for all journeys: as of now, or for atEleven; gives the folder. */
export async function makeSeed(folder, eleven = false) {
  const child = spawn(kith, ['demo', '--data', folder, '--prepare', ...(eleven ? tuesday : [])], { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', () => reject(new Error(`${kith} does not run; make build builds it`)));
  });
  if (code !== 0) throw new Error(`kith demo --prepare ended with ${code}`);
  return folder;
}

/** Adds an account to a borough in which nobody has one; gives its address. */
async function addAccount(data, role, password) {
  const email = `${role}@example.org`;
  const flags = ['--borough', 'wigan', '--data', data, '--name', role, '--email', email, '--role', role];
  const child = spawn(kith, ['account', 'add', ...flags], { stdio: ['pipe', 'ignore', 'inherit'] });
  child.stdin.end(password);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`kith account add ended with ${code} for ${role}`);
}

/**
 * Starts Kith over a copy of the seed, on a free port; with `only`, over a borough in which
 * nothing has happened yet, where each of these roles has an account. Its blueprint may
 * be another than the shipped one.
 * Gives its address, its borough, the folder of its data, what it logged, and how to stop it.
 */
export async function startKith({ args = [], env = {}, only, command = 'serve', borough = 'wigan', from = blueprints, seed = 'KITH_E2E_SEED' } = {}) {
  const folder = await mkdtemp(join(process.env.KITH_E2E_SCRATCH ?? tmpdir(), 'kith-'));
  const data = join(folder, 'data');
  const log = join(folder, 'log');
  const addrFile = join(folder, 'addr');
  if (only) args = [...args, '--blueprints', from];
  else await cp(process.env[seed], data, { recursive: true, mode: constants.COPYFILE_FICLONE });

  const out = openSync(log, 'w');
  const child = spawn(
    kith,
    [command, '--borough', borough, '--data', data, '--addr', '127.0.0.1:0', '--addr-file', addrFile, ...args],
    { env: { ...process.env, ...env }, stdio: ['ignore', out, out] },
  );
  closeSync(out);
  const killAtExit = () => child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const ended = new Promise((resolve) => child.once('close', resolve));
  ended.then(() => process.removeListener('exit', killAtExit));

  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), stopWithin);
    await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address = await addressIn(addrFile, child);
    for (const role of only?.roles ?? []) await addAccount(data, role, only.password);
    return { url: `http://${address}`, borough, data, log: () => readFile(log, 'utf8'), stop };
  } catch (err) {
    const said = await readFile(log, 'utf8');
    await stop();
    throw new Error(`${err.message}; it said:\n${said}`);
  }
}

/** Waits until the program has written where it listens. */
async function addressIn(file, child) {
  for (const end = Date.now() + startWithin; Date.now() < end; await pause(20)) {
    const address = (await readFile(file, 'utf8').catch(() => '')).trim();
    if (address) return address;
    if (child.exitCode !== null) throw new Error(`kith serve ended with ${child.exitCode}`);
  }
  throw new Error(`kith serve did not say where it listens within ${startWithin / 1000} s`);
}
