// Closes what was recorded for the server alone. The phone cannot open it again, so it need
// keep no secret to send it: not even once the round, and all that the PIN opened, is wiped.
// The server's sealed.go opens it, and says how it is made.
import { random } from "./pin";
import type { Sealed, ServerKey } from "./stores";

const info = "kith doorstep 1";
const curve = { name: "ECDH", namedCurve: "P-256" };
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;

export async function seal(to: ServerKey, head: Pick<Sealed, "account" | "kind" | "key">, what: unknown): Promise<Sealed> {
  const theirs = fromBase64(to.public);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const pair = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "ECDH", public: await crypto.subtle.importKey("raw", theirs, curve, false, []) }, own.privateKey, 256);
  const salt = new Uint8Array([...pair, ...theirs]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info: bytes(info) },
    await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]),
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const nonce = random(12);
  const bound = bytes([info, head.account, head.kind, head.key].join("\n"));
  const box = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData: bound }, key, bytes(JSON.stringify(what)));
  return { ...head, by: to.name, pair: toBase64(pair), nonce: toBase64(nonce), box: toBase64(new Uint8Array(box)) };
}

export function toBase64(all: Uint8Array): string {
  let text = "";
  for (let at = 0; at < all.length; at += 0x8000) text += String.fromCharCode(...all.subarray(at, at + 0x8000));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)) as Uint8Array<ArrayBuffer>;
}
