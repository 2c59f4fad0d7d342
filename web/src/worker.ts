// Opens the doorstep without signal. It keeps one page, which tells of nobody, and what that
// page is made of; it never keeps anything of a round. It sends what waits when the browser
// says that there is signal, and no page is open.
import { sendAll } from "./doorstep/send";

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface Syncing extends Lasting {
  tag: string;
}

interface Worker {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(kind: string, listener: (event: never) => void): void;
}

const worker = self as unknown as Worker;
const app = "/rounds/doorstep";
const shell = `${app}/shell`;
const store = "kith-doorstep";

/** Fetches the page and what it is made of, and keeps them in place of those before. */
async function keep(): Promise<void> {
  const page = await fetch(shell, { credentials: "omit", cache: "no-cache", redirect: "error" });
  if (!page.ok) throw new Error(`the page answers ${page.status}`);
  const text = await page.clone().text();
  const parts = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, part]) => part ?? "");
  const cache = await caches.open(store);
  const known = await cache.keys();
  for (const part of parts) {
    if (lasts(part) && (await cache.match(part))) continue;
    await cache.add(new Request(part, { credentials: "omit", cache: "no-cache" }));
  }
  await cache.put(shell, page); // last: all that it needs is there
  for (const old of known) {
    const path = new URL(old.url).pathname;
    if (path !== shell && !parts.includes(path)) await cache.delete(old);
  }
}

/** What carries its fingerprint in its name never changes. */
const lasts = (path: string): boolean => /-[0-9A-Za-z]{8,}\.[a-z0-9.]+$/.test(path);

/** The page as it is kept, at once; a newer one is there the next time. */
async function page(event: Fetching): Promise<Response> {
  const known = await caches.match(shell);
  if (!known) return fetch(event.request);
  event.waitUntil(keep().catch(() => undefined));
  return known;
}

worker.addEventListener("install", (event: Lasting) => event.waitUntil(keep().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event: Lasting) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event: Fetching) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (event.request.mode === "navigate") {
    if (pathname === app) event.respondWith(page(event));
    return;
  }
  if (pathname.startsWith("/assets/")) event.respondWith(caches.match(event.request, { ignoreVary: true }).then((known) => known ?? fetch(event.request)));
});

worker.addEventListener("sync", (event: Syncing) => {
  if (event.tag === "send") event.waitUntil(sendAll().then((stands) => (stands === "no-signal" ? Promise.reject(new Error("no signal yet")) : undefined)));
});
