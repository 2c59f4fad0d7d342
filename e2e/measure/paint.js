// Measures how long whoever types waits until the screen shows whom they mean: from a key
// to the frame in which the list has changed. node measure/paint.js [PEOPLE]
import { mkdtemp, rm } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, openPage } from '../harness/browser.js';
import { startKith } from '../harness/kith.js';
import { kith } from '../harness/paths.js';
import { signIn } from '../harness/steps.js';

const people = Number(process.argv[2] ?? 320_000);
const names = ['smith', 'khan', 'jones', 'taylor', 'ahmed', 'williams', 'brown', 'davies', 'evans', 'wilson'];

function made(data) {
  const flags = ['demo', '--borough', 'wigan', '--data', data, '--prepare', '--people', String(people)];
  const child = spawn(kith, flags, { stdio: ['ignore', 'ignore', 'ignore'] });
  return new Promise((resolve, reject) => child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`kith demo ended with ${code}`)))));
}

/** In the browser: remembers when each key went down and when a frame first showed another list. */
function watch(list) {
  window.waits = [];
  let pressed = 0;
  document.addEventListener('keydown', () => (pressed = performance.now()), true);
  new MutationObserver(() => {
    const from = pressed;
    pressed = 0;
    // The frame after the one being made is on the screen.
    if (from) requestAnimationFrame(() => requestAnimationFrame(() => window.waits.push(performance.now() - from)));
  }).observe(document.querySelector(list), { childList: true, subtree: true });
}

async function waits(page, field, list) {
  await page.evaluate(watch, list);
  for (const name of names) {
    await page.locator(field).fill('');
    await page.waitForTimeout(400);
    for (const letter of name) {
      await page.locator(field).press(letter);
      await page.waitForTimeout(350);
    }
  }
  return (await page.evaluate(() => window.waits)).sort((a, b) => a - b);
}

const scratch = await mkdtemp(join(tmpdir(), 'kith-paint-'));
const browser = await launch();
try {
  await made(join(scratch, 'seed'));
  process.env.KITH_E2E_SEED = join(scratch, 'seed');
  process.env.KITH_E2E_SCRATCH = scratch;
  const server = await startKith();
  try {
    const page = await openPage(browser, { url: server.url });
    await signIn(page, 'agent');
    await page.goto('/people');
    const took = await waits(page, 'input[name="terms"]', '#found');
    const at = (share) => took[Math.floor(took.length * share)].toFixed(0);
    console.log(`from a key to the list on the screen, ${people} people, ${took.length} keys: median ${at(0.5)} ms, 95th ${at(0.95)} ms`);
  } finally {
    await server.stop();
  }
} finally {
  await browser.close();
  await rm(scratch, { recursive: true, force: true });
}
