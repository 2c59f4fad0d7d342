// What is kept, what is shown, and when it goes. There are five screens: to take a round along,
// nothing to show, locked, the list of stops, and one stop.
import * as form from "./form";
import { close, iterations, keyOf, mostTries, opened, random, wait, weakness } from "./pin";
import { type Body, faults, type Post, type Round, type Stop, standing } from "./round";
import { seal, toBase64 } from "./seal";
import { alone, type Me, me, news, post as postTo, sendAll, type Standing } from "./send";
import { kept, type Meta, queue, wipe } from "./stores";
import { announce, at, complain, drawList, drawStop, show } from "./view";

const app = "/rounds/doorstep";
const idle = 5 * 60_000; // then the PIN is asked again

let meta: Meta | undefined;
let key: CryptoKey | undefined; // in memory alone
let body: Body | undefined; // as well
let who: Me | null | undefined; // undefined: no signal yet
let mail: Post = { waiting: [], receipts: new Map() };
let byLink = false; // whether whoever was here last comes in by a link, and has no password
let touched = Date.now();

/** The server's time. A clock that is set back does not make it earlier. */
const now = (): number => Math.max(Date.now() + (meta?.skew ?? 0), meta?.seen ?? 0);
const clock = (time: number): string => new Date(time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });

export async function start(): Promise<void> {
  listen();
  meta = await kept.meta();
  byLink = (await queue.byLink()) ?? false;
  await readMail();
  await wipeWhenOver();
  at("door").hidden = false;
  if (meta) show("door-locked", "At the doorstep", false);
  else show("", "At the doorstep", false);
  drawMail();
  if ("serviceWorker" in navigator) void navigator.serviceWorker.register(`${app}/worker.js`, { scope: app }).catch(() => undefined);
  await contact();
}

function listen(): void {
  const press = (id: string, what: () => void | Promise<void>): void => at(id).addEventListener("click", () => void what());
  const submit = (id: string, what: () => Promise<void>): void =>
    at(id).addEventListener("submit", (event) => {
      event.preventDefault();
      void what().catch((err: unknown) => complain([{ field: id, text: `That did not work: ${String(err)}` }]));
    });
  submit("door-set-up", take);
  submit("door-locked", unlock);
  submit("door-outcome", record);
  press("door-send", async () => said(await contact()));
  press("door-refresh", refreshByHand);
  press("door-lock", lock);
  press("door-wipe", () => void (at("door-sure").hidden = false));
  press("door-wipe-sure", () => forget("The round is wiped from this phone."));
  press("door-wipe-locked", () => forget("The round is wiped from this phone."));
  press("door-no-photo", form.leavePhotoOut);
  at("photo").addEventListener("change", () => void form.choosePhoto());
  at("door-outcome").addEventListener("input", typing);
  window.addEventListener("hashchange", () => {
    announce("");
    draw(true);
  });
  window.addEventListener("online", () => void contact());
  document.addEventListener("visibilitychange", () => void (document.hidden ? undefined : look().then(contact)));
  for (const kind of ["pointerdown", "keydown", "input"]) document.addEventListener(kind, () => void (touched = Date.now()), { passive: true });
  window.setInterval(() => void look(), 5_000);
  new BroadcastChannel(news).addEventListener("message", () => void readMail().then(() => draw(false)));
}

/** Looks whether it is time to lock, or to wipe. */
async function look(): Promise<void> {
  if (key && Date.now() - touched > idle) lock();
  await wipeWhenOver();
}

async function wipeWhenOver(): Promise<void> {
  if (!meta) return;
  if (now() >= meta.wiped) return forget("Your shift is over: the round is wiped from this phone.");
  if (now() - meta.seen > 60_000) await remember({ seen: now() });
}

async function remember(more: Partial<Meta>): Promise<void> {
  if (!meta) return;
  meta = { ...meta, ...more };
  await kept.setMeta(meta);
}

/** Wipes the round. What waits to be sent stays. */
async function forget(why: string): Promise<void> {
  key = body = meta = undefined;
  blank();
  await wipe();
  window.history.replaceState(null, "", app);
  announce(why);
  nothing(true);
  drawMail();
}

/** Takes out of the page whatever the PIN opened. */
function blank(): void {
  for (const id of ["door-rounds", "door-about", "door-said"]) at(id).replaceChildren();
  at<HTMLFormElement>("door-outcome").reset();
  form.leavePhotoOut();
  at("door-sure").hidden = true;
}

function lock(): void {
  key = body = undefined;
  blank();
  show("door-locked", "At the doorstep", true);
  announce("Locked.");
}

// ---- The server

/** Sends what waits, and learns whose round is still whose. */
async function contact(): Promise<Standing> {
  let stands: Standing = "no-signal";
  try {
    stands = await sendAll();
    who = await me();
    if (!who) stands = "signed-out";
  } catch {
    who = undefined;
  }
  await readMail();
  if (who && who.by_link !== byLink) await queue.setByLink((byLink = who.by_link));
  if (who) await still(who);
  if (!meta) nothing(false);
  draw(false);
  return stands;
}

/** Wipes what is no longer theirs, and takes anew what has changed. */
async function still(who: Me): Promise<void> {
  if (!meta) return;
  if (meta.account !== who.account) return forget("Somebody else has signed in: the round is wiped from this phone.");
  const theirs = new Map(who.rounds.map((r) => [r.id, r.mark]));
  if (!meta.rounds.some((id) => theirs.has(id))) return forget("The round is over or with somebody else: it is wiped from this phone.");
  const same = body?.rounds.length === theirs.size && body.rounds.every((r) => theirs.get(r.id) === r.mark);
  if (body && !same) await refresh(who);
}

interface Given {
  now: number;
  rounds: Round[];
}

async function given(who: Me): Promise<Given> {
  const answer = await postTo("take", who.token, {});
  if (!answer.ok) throw new Error("there is no signal, or the server is busy. Try again");
  return (await answer.json()) as Given;
}

async function refresh(who: Me): Promise<void> {
  const got = await given(who).catch(() => undefined);
  if (!got || !body || got.rounds.length === 0) return;
  body.rounds = got.rounds;
  await remember({ rounds: got.rounds.map((r) => r.id), wiped: Math.max(...got.rounds.map((r) => r.wiped)), skew: got.now - Date.now() });
  await save();
}

async function refreshByHand(): Promise<void> {
  const stands = await contact();
  announce(stands === "no-signal" ? "There is no signal." : stands === "signed-out" ? `You are signed out. ${byLink ? "Get a new link" : "Sign in"} to get the latest plan.` : "This is the latest plan.");
}

// ---- Taking a round along, and opening it

async function take(): Promise<void> {
  const [first, again] = [at<HTMLInputElement>("door-new-pin"), at<HTMLInputElement>("door-same-pin")];
  const weak = weakness(first.value);
  if (weak) return complain([{ field: first.id, text: weak }]);
  if (first.value !== again.value) return complain([{ field: again.id, text: "Enter the same PIN twice" }]);
  announce("Taking your round …");
  who = await me();
  if (!who) return complain([byLink ? { field: "door-new-link", text: "You are signed out. Get a new link, then take your round" } : { field: "door-sign-in", text: "You are signed out. Sign in, then take your round" }]);
  const got = await given(who);
  if (got.rounds.length === 0) return nothing(true);
  const salt = random(16);
  key = await keyOf(first.value, salt, iterations);
  body = { rounds: got.rounds, said: {}, drafts: {} };
  meta = {
    account: who.account, rounds: got.rounds.map((r) => r.id), wiped: Math.max(...got.rounds.map((r) => r.wiped)), skew: got.now - Date.now(), seen: got.now,
    salt, iterations, tries: 0, until: 0,
  };
  first.value = again.value = "";
  await queue.setKey(who.key);
  await queue.forgetReceipts();
  await kept.setMeta(meta);
  await save();
  void navigator.storage?.persist?.();
  const ready = await opensWithoutSignal();
  draw(true);
  announce(ready ? "You have your round with you. This page opens without signal." : "You have your round, but this browser cannot open it without signal.");
}

/** Whether the worker is there that opens the page without signal. */
async function opensWithoutSignal(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const late = new Promise<undefined>((resolve) => window.setTimeout(() => resolve(undefined), 8_000));
  const ready = await Promise.race([navigator.serviceWorker.ready, late]);
  return ready !== undefined;
}

async function unlock(): Promise<void> {
  const pin = at<HTMLInputElement>("door-pin");
  if (!meta) return;
  if (!pin.value) return complain([{ field: pin.id, text: "Enter your PIN" }]);
  if (now() < meta.until) return complain([{ field: pin.id, text: `Too many wrong PINs. Wait until ${clock(meta.until + 60_000)}, then try again` }]);
  // Counted before it is tried, so that closing the page does not undo it.
  const tries = meta.tries + 1;
  await remember({ tries, until: now() + wait(tries) });
  const closed = await kept.body();
  const tried = await keyOf(pin.value, meta.salt, meta.iterations);
  pin.value = "";
  const found = closed && (await opened<Body>(tried, closed));
  if (!found) {
    if (tries >= mostTries) return forget("Too many wrong PINs: the round is wiped from this phone. Take it again with signal. What waits to be sent stays.");
    const left = mostTries - tries;
    return complain([{ field: pin.id, text: `This is not your PIN. After ${left === 1 ? "one more wrong one" : `${left} more wrong ones`} the round is wiped from this phone` }]);
  }
  [key, body] = [tried, found];
  await remember({ tries: 0, until: 0 });
  announce("");
  draw(true);
  await contact();
}

async function save(): Promise<void> {
  if (key && body) await kept.setBody(await close(key, body));
}

// ---- What is shown

function nothing(went: boolean): void {
  if (key || meta) return;
  if (who && who.rounds.length > 0) return show("door-set-up", "At the doorstep", went);
  at("door-nothing").textContent =
    who === undefined ? "There is no signal, and no round is kept on this phone. Open this page with signal to take your round with you."
    : who === null ? `No round is kept on this phone. ${byLink ? "Get a new link" : "Sign in"} to take your round with you.`
    : "You have no round to drive now. It appears here once it is published.";
  show("door-nothing", "At the doorstep", went);
}

function asked(): Stop | undefined {
  const id = /^#stop=(.+)$/.exec(window.location.hash)?.[1];
  return body?.rounds.flatMap((r) => r.stops).find((stop) => stop.id === id);
}

let shown = ""; // which stop the form is of

/** Draws what is open. While somebody fills in the form of a stop it is left alone. */
function draw(went: boolean): void {
  drawMail();
  if (!body) return;
  const stop = asked();
  if (!stop) {
    shown = "";
    drawList(body, mail);
    at("door-wiped").textContent = `Names and addresses are wiped from this phone at ${clock(meta?.wiped ?? 0)}.`;
    if (went || at("door-list").hidden) show("door-list", "Your stops", went);
    return;
  }
  const said = body.said[stop.id];
  const stands = standing(stop, body, mail);
  if (went || at("door-stop").hidden) show("door-stop", `Stop ${stop.position}: ${stop.title}`, went);
  drawStop(stop);
  if (said) form.told(said, stands.words, waits(said.key) ? () => void change(stop) : null);
  else if (shown !== stop.id || at("door-outcome").hidden) form.ask(stop, body.drafts[stop.id]);
  at("door-said").hidden = !said;
  at("door-outcome").hidden = Boolean(said) || stop.done;
  shown = stop.id;
}

const waits = (outcome: string): boolean => mail.waiting.some((w) => w.of === outcome && w.sealed.kind === "outcome");

async function readMail(): Promise<void> {
  const before = outcomes(true);
  const waiting = await queue.all();
  const receipts: Post["receipts"] = new Map();
  for (const said of Object.values(body?.said ?? {})) {
    const receipt = await queue.receipt(said.key);
    if (receipt) receipts.set(said.key, receipt);
  }
  mail = { waiting, receipts };
  if (before > 0 && outcomes(true) === 0) announce("All is sent.");
}

const outcomes = (mine: boolean): number => {
  const account = who?.account ?? meta?.account;
  return mail.waiting.filter((w) => w.sealed.kind === "outcome" && (w.sealed.account === account || account === undefined) === mine).length;
};

function drawMail(): void {
  const [mine, others] = [outcomes(true), outcomes(false)];
  const photos = mail.waiting.filter((w) => w.sealed.kind === "photo").length;
  const refused = mail.waiting.filter((w) => w.refused);
  const words: string[] = [];
  if (mine > 0) words.push(`${mine} waiting to send.`);
  else if (photos > 0 && others === 0) words.push(`${photos === 1 ? "1 photo" : `${photos} photos`} waiting to send.`);
  if (refused.length > 0) words.push(`The server did not take ${refused.length} of them: tell your hub, and keep this phone as it is.`);
  if (others > 0) words.push(`${others === 1 ? "1 outcome" : `${others} outcomes`} of somebody else wait on this phone. They are sent once that person signs in here.`);
  if (who === null && (mine > 0 || !meta)) words.push("You are signed out.");
  at("door-waiting-text").textContent = words.join(" ");
  at("door-waiting").hidden = words.length === 0;
  at("door-send").hidden = mine + photos === 0 || who === null;
  at("door-sign-in").hidden = who !== null || byLink;
  at("door-new-link").hidden = who !== null || !byLink;
}

const said = (stands: Standing): void =>
  announce(stands === "sent" ? (outcomes(true) === 0 ? "All is sent." : "") : stands === "signed-out" ? "You are signed out. What waits stays on this phone." : "There is no signal. What waits stays on this phone.");

// ---- What came of a stop

let saving = 0;

/** Keeps what somebody types, so that no lock and no closed page loses it. */
function typing(): void {
  form.neighbour();
  window.clearTimeout(saving);
  saving = window.setTimeout(() => {
    const stop = asked();
    if (!stop || !body || body.said[stop.id]) return;
    body.drafts[stop.id] = form.typed();
    void save();
  }, 300);
}

async function record(): Promise<void> {
  const stop = asked();
  const to = await queue.key();
  if (!stop || !body || !meta || !to) return;
  const typed = form.typed();
  const wrong = faults(typed);
  if (wrong.length > 0) return form.wrong(wrong);
  window.clearTimeout(saving);
  const [name, time, picture] = [crypto.randomUUID(), now(), stop.hidden ? null : await form.taken()];
  const head = { account: meta.account, kind: "outcome" as const, key: name };
  await queue.add({ of: name, sealed: await seal(to, head, { stop: stop.id, ...typed, at: new Date(time).toISOString() }) });
  if (picture) {
    const photo = { stop: stop.id, of: name, at: new Date(time).toISOString(), jpeg: toBase64(picture) };
    await queue.add({ of: name, sealed: await seal(to, { account: meta.account, kind: "photo", key: crypto.randomUUID() }, photo) });
  }
  body.said[stop.id] = { ...typed, key: name, label: form.label(), photo: picture !== null, at: time };
  delete body.drafts[stop.id];
  await save();
  await readMail();
  window.history.pushState(null, "", `${app}#all`);
  draw(true);
  announce(`Recorded. ${outcomes(true)} waiting to send.`);
  void sendLater();
  void contact();
}

/** Has the browser send it once there is signal, where it can do so with the page closed. */
async function sendLater(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const worker = (await navigator.serviceWorker.ready) as ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };
  await worker.sync?.register("send").catch(() => undefined);
}

/** Takes back what was recorded and is not sent yet. */
async function change(stop: Stop): Promise<void> {
  const was = body?.said[stop.id];
  if (!was || !body) return;
  const taken = await alone(async () => {
    const mine = (await queue.all()).filter((w) => w.of === was.key);
    if (!mine.some((w) => w.sealed.kind === "outcome")) return false;
    for (const w of mine) await queue.remove(w.seq ?? 0);
    return true;
  });
  if (taken) {
    delete body.said[stop.id];
    body.drafts[stop.id] = { outcome: was.outcome, received: was.received, note: was.note, concern: was.concern, unopened: was.unopened };
    shown = "";
    await save();
  }
  await readMail();
  draw(true);
  announce(taken ? "Taken back. Record it again." : "It has been sent. Ask your hub to change it.");
}
