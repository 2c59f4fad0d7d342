// How a file of journeys is written:
//
//   const kith = useKith();
//   everyWay('a neighbour asks for food', kith, async (page) => {
//     await page.goto('/ask');
//     await checkPage(page);
//   });
//
// Each file has a program and a database of its own; each test a browser context of its own.
import { after, before, test } from 'node:test';
import { launch, openPage, ways } from './browser.js';
import { startKith } from './kith.js';
import { short } from './short.js';

/** Starts Kith and Chromium before the tests of the file and stops them afterwards. */
export function useKith(options) {
  return useServer(() => startKith(options));
}

/** The same for any server: start gives { url, stop }. */
export function useServer(start) {
  const world = {};
  before(async () => {
    Object.assign(world, await start());
    world.browser = await launch();
  });
  after(async () => {
    await world.browser?.close();
    await world.stop?.();
  });
  return world;
}

/** A test in one way: walk is given a fresh page. */
export function journey(name, world, way, walk) {
  test(name, async (t) => {
    const page = await openPage(world.browser, { url: world.url, ...way });
    try {
      await walk(page, way, t);
    } finally {
      await page.context().close();
    }
  });
}

/** Of the four ways the two that differ most: on a phone without JavaScript, and on a desk with it. */
const unlike = ways.filter(({ width, javaScript }) => (width > 1000) === javaScript);

/** The same journey with and without JavaScript, on a phone and on a desk. */
export function everyWay(name, world, walk) {
  for (const way of short ? unlike : ways) journey(`${name}, ${way.name}`, world, way, walk);
}
