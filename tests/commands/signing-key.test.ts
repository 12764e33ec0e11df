import { execFile } from "node:child_process";
import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openSigner, type Signer } from "#server/auth/signing-key";
import { makeBallotDesk } from "#server/commands/cast-ballot";
import { closeVote } from "#server/commands/close-vote";
import { projectRoot } from "#server/env";
import { openBallotBox } from "#server/persistence/ballot-box";
import { getVoteRecord } from "#server/queries/vote-record";
import { checkPromise } from "~/live/check-promise";
import {
  makeActiveParish,
  makeCouncil,
  makeResident,
  makeResidents,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

const run = promisify(execFile);

function dataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "signing-key-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const pemOf = (type: "ed25519" | "x25519") =>
  (type === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519")).privateKey.export({
    type: "pkcs8",
    format: "pem",
  }) as string;

function holds(signer: Signer, text: string, signature: string): boolean {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: signer.publicKey }, format: "jwk" });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
}

describe("the signing key", () => {
  it("is made the first time, for its owner's eyes only, and is the same ever after", () => {
    const folder = dataFolder();
    const first = openSigner({ signingKey: undefined, dataFolder: folder });
    expect(statSync(join(folder, "signing-key.pem")).mode & 0o777).toBe(0o600);
    const second = openSigner({ signingKey: undefined, dataFolder: folder });
    expect([second.id, second.publicKey]).toEqual([first.id, first.publicKey]);
    expect(holds(first, "some text", second.sign("some text"))).toBe(true);
    expect(holds(first, "another text", second.sign("some text"))).toBe(false);
  });

  it("is one key for processes that start in the same moment", async () => {
    const folder = dataFolder();
    const program = `import { openSigner } from "#server/auth/signing-key";
      console.log(openSigner({ signingKey: undefined, dataFolder: process.argv[1] }).publicKey);`;
    const words = ["--import", "tsx", "--input-type=module", "--eval", program, folder];
    const started = Array.from({ length: 3 }, () => run(process.execPath, words, { cwd: projectRoot }));
    const keys = (await Promise.all(started)).map(({ stdout }) => stdout.trim());
    expect(keys[0]).toMatch(/^[\w-]{43}$/);
    expect(new Set(keys).size).toBe(1);
  });

  it("is refused, with what to do, when others can read its file", () => {
    const folder = dataFolder();
    openSigner({ signingKey: undefined, dataFolder: folder });
    chmodSync(join(folder, "signing-key.pem"), 0o644);
    expect(() => openSigner({ signingKey: undefined, dataFolder: folder })).toThrow(/chmod 600/);
  });

  it("can be given in the environment on one line, and is refused when it is no Ed25519 key", () => {
    const pem = pemOf("ed25519");
    const given = (signingKey: string) => openSigner({ signingKey, dataFolder: "/nowhere" });
    expect(given(pem.replaceAll("\n", "\\n")).publicKey).toBe(given(pem).publicKey);
    expect(() => given(pemOf("x25519"))).toThrow(/no Ed25519 key/);
    expect(() => given("secret")).toThrow(/no private key in PEM/);
  });
});

describe("a key that comes in while a vote is open", () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });
  afterAll(() => world.stop());

  it("stands in the minute book before it signs anything, and promises by both keys hold", async () => {
    const { db } = world.app;
    const councilId = (await makeCouncil(db)).id;
    const wardId = (await makeWard(db, councilId)).id;
    const convenorId = (await makeResident(db, wardId)).id;
    const parish = await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId });
    const [one, other] = (await makeResidents(db, wardId, 2)) as [string, string];
    const now = await world.app.now();
    const closesAt = new Date(now.getTime() + 3_600_000);
    const vote = await makeVote(world, { parishId: parish.id, opensAt: now, closesAt });
    const before = await castAs(world, one, vote.id, "for");

    const signer = openSigner({ signingKey: pemOf("ed25519"), dataFolder: "" });
    const context = { ...world.app.context, signer };
    const box = openBallotBox(world.appUrl);
    const desk = makeBallotDesk(context, box);
    const after = await desk.cast(other, { voteId: vote.id, choice: "against", request: crypto.randomUUID() });
    await box.close();
    await world.advance("61 minutes");
    await closeVote(context, vote.id);

    const entries = await db.minuteEntry.findMany({
      where: { parishId: parish.id, kind: { in: ["vote_opened", "signing_key_changed"] } },
      orderBy: { number: "asc" },
    });
    const announced = entries.map((entry) => (entry.body as { signingKey: string }).signingKey);
    expect(announced).toEqual([world.app.context.signer.publicKey, signer.publicKey]);
    const { keys } = await getVoteRecord(db, await db.vote.findUniqueOrThrow({ where: { id: vote.id } }));
    expect(keys.map((key) => key.publicKey)).toEqual(announced);

    if (!before.ok || !after.ok) throw new Error("a ballot was refused");
    const by = new Date(closesAt.getTime() + 60_000).toISOString();
    const promised = (slip: typeof before.value, choice: string) => ({ ...slip, vote: vote.id, choice, by });
    expect(await checkPromise(promised(before.value, "for"), announced)).toBe("holds");
    expect(await checkPromise(promised(after.value, "against"), announced)).toBe("holds");
    expect(await checkPromise(promised(after.value, "against"), announced.slice(0, 1))).toBe("fails");
    expect(await checkPromise(promised(after.value, "for"), announced)).toBe("fails");
  });
});
