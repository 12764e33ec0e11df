import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Env, StartupProblem } from "../env";

const keyFile = "signing-key.pem";
const publicKeyBytes = 32;
const idDigits = 16;

/** What signs promises and steps. */
export interface Signer {
  /** The first 16 hexadecimal digits of the SHA-256 of the public key. */
  id: string;
  /** The public key's 32 bytes in base64url. */
  publicKey: string;
  /** The Ed25519 signature of a text, in base64url. */
  sign(text: string): string;
}

/**
 * The deployment's signing key: that of SIGNING_KEY, or of a file of the data folder that is made the first time and that only its owner may read.
 * The key is never in the database: who could change the record there cannot sign it.
 *
 * @throws StartupProblem when the key cannot be read, or is no Ed25519 key
 */
export function openSigner(env: Pick<Env, "signingKey" | "dataFolder">): Signer {
  const key = env.signingKey
    ? readKey(env.signingKey, "SIGNING_KEY")
    : readKey(keptKey(env.dataFolder), join(env.dataFolder, keyFile));
  const der = createPublicKey(key).export({ type: "spki", format: "der" });
  const raw = der.subarray(der.length - publicKeyBytes);
  return {
    id: createHash("sha256").update(raw).digest("hex").slice(0, idDigits),
    publicKey: raw.toString("base64url"),
    sign: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("base64url"),
  };
}

function readKey(pem: string, where: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem.replaceAll("\\n", "\n"));
  } catch {
    throw new StartupProblem(`${where} holds no private key in PEM. Make one with: openssl genpkey -algorithm ed25519`);
  }
  if (key.asymmetricKeyType === "ed25519") return key;
  throw new StartupProblem(`${where} is no Ed25519 key. Make one with: openssl genpkey -algorithm ed25519`);
}

function keptKey(folder: string): string {
  const file = join(folder, keyFile);
  if (!existsSync(file)) makeKey(folder, file);
  const others = 0o077;
  if (process.platform !== "win32" && (statSync(file).mode & others) !== 0) {
    throw new StartupProblem(`${file} can be read by others than its owner. Put that right with: chmod 600 ${file}`);
  }
  return readFileSync(file, "utf8");
}

/** Several processes may start at once: the file appears whole, and the first one's stays. */
function makeKey(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(draft, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
