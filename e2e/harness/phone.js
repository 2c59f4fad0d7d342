// A phone that keeps what it keeps on a disk, so that the disk can be looked at.
import { chromium } from 'playwright-core';
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as findChromium } from './paths.js';

/** Opens a phone on a site; t puts it away at the end. Gives its page and what its disk holds. */
export async function openPhone(world, t) {
  const folder = await mkdtemp(join(process.env.KITH_E2E_SCRATCH ?? tmpdir(), 'phone-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.KITH_CHROMIUM || (await findChromium()),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    baseURL: world.url,
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  t.after(async () => {
    await context.close();
    await rm(folder, { recursive: true, force: true });
  });
  context.setDefaultTimeout(10_000);
  const page = context.pages()[0] ?? (await context.newPage());
  page.javaScript = true;
  page.troubles = [];
  page.on('pageerror', (err) => page.troubles.push(`error in a script: ${err.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) page.troubles.push(message.text());
  });
  return { page, holds: (word) => holds(folder, word) };
}

/** The files of a browser that hold a word, as bytes of one or of two for each letter. */
async function holds(folder, word) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = await readFile(join(entry.parentPath, entry.name)).catch(() => Buffer.alloc(0));
    if (bytes.includes(Buffer.from(word)) || bytes.includes(Buffer.from(word, 'utf16le'))) found.push(join(entry.parentPath, entry.name));
  }
  return found;
}

/** Opens the round with its PIN. */
export async function unlock(page, pin) {
  await page.locator('#door-pin').fill(pin);
  await page.locator('#door-open').click();
}

/** Waits until the page says something, in what is read out or anywhere else. */
export async function says(page, ...texts) {
  for (const text of texts) await page.waitForFunction((wanted) => document.body.innerText.replace(/\s+/g, ' ').includes(wanted), text, { timeout: 10_000 });
}

/** Records what came of a stop whose title begins so; more fills in what else there is. */
export async function recordStop(page, title, outcome, more = async () => {}) {
  await page.locator('.kith-door__stop', { hasText: title }).click();
  await page.getByLabel(outcome).check();
  await more();
  await page.locator('#door-record').click();
  await says(page, 'Your stops');
}

/** A photo as a camera writes it that notes down where it was, drawn by the page. */
export async function cameraPhoto(page) {
  const plain = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [1600, 1200];
    canvas.getContext('2d').fillRect(0, 0, 800, 600);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  });
  const jpeg = Buffer.from(plain, 'base64');
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0II*\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0GPSCANARY', 'latin1'),
  ]);
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 0xff]);
  return Buffer.concat([head, exif, jpeg.subarray(2)]);
}
