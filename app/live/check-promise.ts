import { promisesText, promiseText, readPromise } from "../domain/record/promise";
import { ballotText, receiptOf, receiptText } from "../domain/record/receipt";

// What a voter's own browser checks, with its own cryptography. Nothing here asks the server.

const utf8 = new TextEncoder();

const hexOf = (bytes: ArrayBuffer) =>
  Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));

const bytesOfBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(await crypto.subtle.digest("SHA-256", bytes));
}

/** SHA-256 of a text, in hexadecimal. */
export const hashText = (text: string) => sha256(utf8.encode(text));

/** The hash of a leaf of a log (RFC 6962). */
export const hashLeaf = (text: string) => hashText(`\u0000${text}`);

/** The hash of what stands above two hashes of a log. */
export const hashNode = (left: string, right: string) => sha256(bytesOf(`01${left}${right}`));

/** Whether a browser can check signatures at all: some are too old, and none can on a page that came without encryption. */
export type Checked = "holds" | "fails" | "cannot";

/** Whether one of the public keys, in base64url, signed a text. */
export async function checkSignature(text: string, signature: string, keys: readonly string[]): Promise<Checked> {
  if (!globalThis.crypto?.subtle) return "cannot";
  for (const key of keys) {
    let publicKey: CryptoKey;
    try {
      publicKey = await crypto.subtle.importKey("raw", bytesOfBase64Url(key), "Ed25519", false, ["verify"]);
    } catch {
      return "cannot";
    }
    if (await crypto.subtle.verify("Ed25519", publicKey, bytesOfBase64Url(signature), utf8.encode(text)))
      return "holds";
  }
  return "fails";
}

/** A ballot and the promise that was given for it. */
export interface Promised {
  vote: string;
  choice: string;
  nonce: string;
  receipt: string;
  commitment: string;
  promise: string;
  /** The instant by which the log holds it. */
  by: string;
}

/** Whether commitment and receipt follow from what was chosen, and a key of the site promised that the log will hold them. */
export async function checkPromise(ballot: Promised, keys: readonly string[]): Promise<Checked> {
  if (!globalThis.crypto?.subtle) return "cannot";
  const { vote, nonce } = ballot;
  const [commitment, receipt] = await Promise.all([
    hashText(ballotText(vote, nonce, ballot.choice)),
    hashText(receiptText(vote, nonce)),
  ]);
  const read = readPromise(ballot.promise);
  if (!read || commitment !== ballot.commitment || receiptOf(receipt) !== ballot.receipt) return "fails";
  let hash = await hashLeaf(promiseText(vote, commitment, ballot.by));
  for (const beside of read.path) {
    hash = await (beside.side === "left" ? hashNode(beside.hash, hash) : hashNode(hash, beside.hash));
  }
  return checkSignature(promisesText(hash), read.signature, keys);
}
