// Sends what waits, in the order in which it was recorded. The page does it, and the worker
// while no page is open; a lock holds that only one of them does at a time. What is sent twice
// all the same is known to the server by its key.
import { queue, type Receipt, type ServerKey, type Waiting } from "./stores";

const app = "/rounds/doorstep";

/** Who is signed in, as the server says. */
export interface Me {
  account: string;
  name: string;
  by_link: boolean; // a volunteer, who has no password
  token: string;
  key: ServerKey;
  now: number;
  rounds: { id: string; mark: number }[];
}

/** Asks who is signed in; null is nobody. It fails without signal. */
export async function me(): Promise<Me | null> {
  const answer = await fetch(`${app}/me`, { redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return null;
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  return (await answer.json()) as Me;
}

/** Posts to the server. It fails without signal. */
export function post(path: string, token: string, what: unknown): Promise<Response> {
  return fetch(`${app}/${path}`, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRF-Token": token },
    body: JSON.stringify(what),
  });
}

export type Standing = "sent" | "signed-out" | "no-signal";

export const news = "kith-doorstep";

/** Runs alone, in this page and every other. */
export const alone = <T>(what: () => Promise<T>): Promise<T> => navigator.locks.request("kith-unsent", what) as Promise<T>;

/** Sends all that is of whoever is signed in. What is somebody else's stays, unread. */
export function sendAll(): Promise<Standing> {
  return alone(async () => {
    const all = await queue.all();
    if (all.length === 0) return "sent";
    try {
      const who = await me();
      if (!who) return "signed-out";
      for (const one of all.filter((w) => w.sealed.account === who.account)) {
        if (!(await sendOne(one, who.token))) return "no-signal";
      }
      return "sent";
    } catch {
      return "no-signal";
    } finally {
      new BroadcastChannel(news).postMessage("sent");
    }
  });
}

/** Sends one; false means to try again later. What the server refuses for good is kept all the same. */
async function sendOne(w: Waiting, token: string): Promise<boolean> {
  const answer = await post(w.sealed.kind === "photo" ? "photos" : "outcomes", token, w.sealed);
  const said = (await answer.json().catch(() => ({}))) as { receipt?: Receipt["receipt"]; words?: string };
  const seq = w.seq ?? 0;
  if (answer.ok && said.receipt) {
    if (w.sealed.kind === "outcome") await queue.setReceipt(w.sealed.key, { account: w.sealed.account, receipt: said.receipt });
    await queue.remove(seq);
    return true;
  }
  if (said.words && w.sealed.kind === "photo") {
    await queue.remove(seq); // no photo, or one of a door that few may know of
    return true;
  }
  if (said.words) {
    await queue.put({ ...w, refused: said.words });
    return true;
  }
  return false;
}
