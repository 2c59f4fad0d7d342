// A real Chromium, with and without JavaScript, as wide as a phone or a desk.
import { chromium } from 'playwright-core';
import { chromium as findChromium } from './paths.js';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The four ways in which every public page has to work. */
export const ways = [1280, 360].flatMap((width) =>
  [true, false].map((javaScript) => ({
    name: `${width} px ${javaScript ? 'with' : 'without'} JavaScript`,
    width,
    javaScript,
  })),
);

export async function launch() {
  const executablePath = process.env.KITH_CHROMIUM || (await findChromium());
  return chromium.launch({ executablePath, args: flags });
}

/**
 * Opens a page in a context of its own: no cookies, one width, JavaScript on or off.
 * The page knows the latter as `page.javaScript`, and gathers in `page.troubles` what the browser complains of: errors in scripts and
 * whatever the content security policy refused.
 */
export async function openPage(browser, { url, width = 1280, javaScript = true } = {}) {
  const context = await browser.newContext({
    baseURL: url,
    javaScriptEnabled: javaScript,
    viewport: { width, height: width < 600 ? 740 : 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.javaScript = javaScript;
  page.troubles = [];
  page.on('pageerror', (err) => page.troubles.push(`error in a script: ${err.message}`));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) page.troubles.push(message.text());
  });
  return page;
}
