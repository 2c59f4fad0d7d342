// What the phone keeps, in two databases apart. "kith-round" holds the round that was taken
// along, closed under the PIN: wiping it is dropping the whole of it. "kith-unsent" holds what
// was recorded and not sent yet, closed for the server alone: no wiping touches it.

const rounds = "kith-round";
const unsent = "kith-unsent";

type Stores = Record<string, IDBObjectStoreParameters>;

const layout: Record<string, Stores> = {
  [rounds]: { kept: {} },
  [unsent]: { queue: { keyPath: "seq", autoIncrement: true }, receipts: {}, server: {} },
};

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1);
    asked.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(layout[name] ?? {})) asked.result.createObjectStore(store, options);
    };
    asked.onsuccess = () => {
      // Another page that wipes does not wait for this one.
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error ?? new Error("the browser keeps nothing"));
  });
}

/** Does one thing with one store. It ends once the browser has written it. */
async function use<T>(name: string, store: string, mode: IDBTransactionMode, what: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open(name);
  try {
    return await new Promise<T>((resolve, reject) => {
      const tx = db.transaction(store, mode, { durability: "strict" });
      const asked = what(tx.objectStore(store));
      tx.oncomplete = () => resolve(asked.result);
      tx.onerror = tx.onabort = () => reject(tx.error ?? new Error("the browser did not keep it"));
    });
  } finally {
    db.close();
  }
}

/** What is said in the clear of a round that is kept: nothing of whom it goes to. */
export interface Meta {
  account: string;
  rounds: string[];
  wiped: number; // when it is to go, by the server's clock, in milliseconds
  skew: number; // how far the server's clock is ahead of the phone's
  seen: number; // the latest time that was ever seen: a clock set back does not keep it longer
  salt: Uint8Array;
  iterations: number;
  tries: number; // wrong PINs in a row
  until: number; // no PIN is tried before
}

/** The round itself, closed. */
export interface Closed {
  nonce: Uint8Array;
  box: ArrayBuffer;
}

export const kept = {
  meta: () => use<Meta | undefined>(rounds, "kept", "readonly", (s) => s.get("meta")),
  setMeta: (meta: Meta) => use(rounds, "kept", "readwrite", (s) => s.put(meta, "meta")),
  body: () => use<Closed | undefined>(rounds, "kept", "readonly", (s) => s.get("body")),
  setBody: (body: Closed) => use(rounds, "kept", "readwrite", (s) => s.put(body, "body")),
};

/** Wipes the round from the phone: the whole of its database. */
export function wipe(): Promise<void> {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(rounds);
    asked.onsuccess = asked.onerror = () => resolve();
    asked.onblocked = () => undefined; // others close when they are told, and then it goes on
  });
}

/** Something that was closed for the server, as it is sent. */
export interface Sealed {
  account: string;
  kind: "outcome" | "photo";
  key: string;
  by: string;
  pair: string;
  nonce: string;
  box: string;
}

export interface Waiting {
  seq?: number;
  of: string; // the key of the outcome it is, or belongs to
  refused?: string; // why the server did not take it, in words
  sealed: Sealed;
}

export interface Receipt {
  account: string;
  receipt: "recorded" | "to-settle";
}

export interface ServerKey {
  name: string;
  public: string;
}

export const queue = {
  all: () => use<Waiting[]>(unsent, "queue", "readonly", (s) => s.getAll()),
  add: (w: Waiting) => use(unsent, "queue", "readwrite", (s) => s.add(w)),
  put: (w: Waiting) => use(unsent, "queue", "readwrite", (s) => s.put(w)),
  remove: (seq: number) => use(unsent, "queue", "readwrite", (s) => s.delete(seq)),
  receipt: (key: string) => use<Receipt | undefined>(unsent, "receipts", "readonly", (s) => s.get(key)),
  setReceipt: (key: string, r: Receipt) => use(unsent, "receipts", "readwrite", (s) => s.put(r, key)),
  forgetReceipts: () => use(unsent, "receipts", "readwrite", (s) => s.clear()),
  key: () => use<ServerKey | undefined>(unsent, "server", "readonly", (s) => s.get("key")),
  setKey: (key: ServerKey) => use(unsent, "server", "readwrite", (s) => s.put(key, "key")),
  /** Whether whoever was here last comes in by a link, and not by a password. */
  byLink: () => use<boolean | undefined>(unsent, "server", "readonly", (s) => s.get("by-link")),
  setByLink: (yes: boolean) => use(unsent, "server", "readwrite", (s) => s.put(yes, "by-link")),
};
