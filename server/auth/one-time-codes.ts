import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, string, number, ScryptOptions, Buffer>(scrypt);
const hashBytes = 32;
/** All six-figure codes take hours to try at this cost, and a code works for minutes; one sign-in takes a blink. */
const cost = 4096;

/** Letters and digits that cannot be taken for one another when read from paper: Crockford's base 32. */
const paperAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const paperCharacters = 8;

/** Six figures for a sign-in e-mail. */
export function drawSignInCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** Eight characters for a letter, shown in two groups: `7K4M-Q2XP`. */
export function drawPostedCode(): string {
  const drawn = Array.from({ length: paperCharacters }, () => paperAlphabet[randomInt(paperAlphabet.length)]).join("");
  return `${drawn.slice(0, 4)}-${drawn.slice(4)}`;
}

/** A posted code as it is hashed, however it was typed: no spaces or hyphens, capitals, and no letter O, I or L. */
export function readPostedCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
}

/** The secret part of a sign-in link: 32 random bytes in letters that an address may hold. */
export function drawLinkSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a secret. Slow on purpose, because a short code could otherwise be found by trying them all.
 * @param rowId identifier of the row that keeps the hash: the same code gives another hash in another row
 */
export async function hashSecret(secret: string, rowId: string): Promise<Buffer> {
  return derive(secret, rowId, hashBytes, { cost });
}

/** Whether two hashes are the same, in a time that says nothing about where they differ. */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
