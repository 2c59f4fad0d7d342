// The PIN: which ones are too weak, what the round is closed with, and how long to wait after
// wrong ones.
import type { Closed } from "./stores";

/** How often the PIN is stirred. It makes each guess cost about half a second of a phone. */
export const iterations = 600_000;

const fewest = 6;

/** Why a PIN is too weak, in words; "" where it will do. */
export function weakness(pin: string): string {
  if (!/^\d*$/.test(pin)) return "Use digits alone";
  if (pin.length < fewest) return `Use ${fewest} digits or more`;
  if (new Set(pin).size < 3 || repeats(pin) || steps(pin) || common.has(pin)) return "This PIN is among the first that anybody would try. Choose another";
  return "";
}

// Keypad patterns that are tried first.
const common = new Set(["112233", "159753", "147258", "258369", "147852", "159357", "741852", "789456", "456789", "102030", "123789", "142536", "100200"]);

/** One block again and again: 121212, 123123. */
function repeats(pin: string): boolean {
  for (let n = 1; n <= pin.length / 2; n++) {
    if (pin.length % n === 0 && pin.slice(0, n).repeat(pin.length / n) === pin) return true;
  }
  return false;
}

/** Up or down by one each time: 123456, 987654, 890123. */
function steps(pin: string): boolean {
  const by = [...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10);
  return by.every((step) => step === 1) || by.every((step) => step === 9);
}

/** How many wrong PINs are left before the round is wiped. */
export const mostTries = 8;

/** How long to wait after so many wrong PINs in a row, in milliseconds. */
export function wait(tries: number): number {
  return [0, 0, 0, 30_000, 60_000, 300_000, 600_000, 900_000][tries] ?? 900_000;
}

/** The key that a PIN opens a round with. It is never kept, and no script can read it. */
export async function keyOf(pin: string, salt: Uint8Array, times: number): Promise<CryptoKey> {
  const raw = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: salt as BufferSource, iterations: times };
  return crypto.subtle.deriveKey(how, raw, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export const random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

export async function close(key: CryptoKey, what: unknown): Promise<Closed> {
  const nonce = random(12);
  return { nonce, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, new TextEncoder().encode(JSON.stringify(what))) };
}

/** Opens what close closed; undefined under another key. */
export async function opened<T>(key: CryptoKey, c: Closed): Promise<T | undefined> {
  try {
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: c.nonce as BufferSource }, key, c.box);
    return JSON.parse(new TextDecoder().decode(plain)) as T;
  } catch {
    return undefined;
  }
}
