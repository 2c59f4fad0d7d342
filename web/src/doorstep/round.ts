// A round as it was taken along, and what was recorded of it here.
import type { Receipt, Waiting } from "./stores";

export interface Stop {
  id: string;
  position: number;
  title: string;
  about: string;
  address: string[] | null;
  where: string;
  way: string;
  page: string;
  notes: string;
  marks: { sign: string; text: string }[] | null;
  door: string[] | null;
  hidden: boolean;
  medical: boolean;
  person: boolean;
  done: boolean;
  state: string;
  outcomes: string[];
}

export interface Round {
  id: string;
  mark: number;
  title: string;
  about: string;
  page: string;
  wiped: number;
  stops: Stop[];
}

/** What somebody typed about a stop. */
export interface Typed {
  outcome: string;
  received: string;
  note: string;
  concern: string;
  unopened: boolean;
}

/** What was recorded here. */
export interface Said extends Typed {
  key: string;
  label: string; // the outcome in words
  photo: boolean;
  at: number;
}

/** All that the PIN opens. */
export interface Body {
  rounds: Round[];
  said: Record<string, Said>;
  drafts: Record<string, Typed>;
}

/** What waits, and what became of what was sent, by the key of the outcome. */
export interface Post {
  waiting: Waiting[];
  receipts: Map<string, Receipt>;
}

/** Where a stop stands, in words, and whether it is still to be made. */
export function standing(stop: Stop, body: Body, post: Post): { words: string; open: boolean } {
  const said = body.said[stop.id];
  if (!said) return { words: stop.done ? stop.state : "To do", open: !stop.done };
  const waits = post.waiting.find((w) => w.of === said.key && w.sealed.kind === "outcome");
  if (waits?.refused) return { words: `${said.label}. The server did not take it: ${waits.refused} Tell your hub.`, open: false };
  if (waits) return { words: `${said.label}. Waiting to send.`, open: false };
  if (post.receipts.get(said.key)?.receipt === "to-settle") return { words: `${said.label}. Sent. The plan had changed meanwhile: your hub decides.`, open: false };
  return { words: `${said.label}. Sent.`, open: false };
}

/** What is wrong with what was typed, by field; the server asks the same. */
export function faults(typed: Typed): { field: string; text: string }[] {
  const found: { field: string; text: string }[] = [];
  if (!typed.outcome) found.push({ field: "outcome", text: "Select what came of it" });
  if (typed.outcome === "neighbour" && !typed.received) found.push({ field: "received", text: "Enter which neighbour took it, as they agreed" });
  if ((typed.outcome === "refused" || typed.outcome === "not-there") && !typed.note) found.push({ field: "note", text: "Enter what they said, so that the next person knows" });
  if ((typed.outcome === "wrong" || typed.outcome === "worried") && !typed.note) found.push({ field: "note", text: "Enter what you saw, so that the next person knows" });
  for (const field of ["note", "concern", "received"] as const) {
    if ([...typed[field]].length > 400) found.push({ field, text: "Use 400 characters or fewer" });
  }
  return found;
}
