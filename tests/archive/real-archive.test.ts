import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAsset } from "#server/commands/add-asset";
import { answerHandover } from "#server/commands/answer-handover";
import { askReceiver } from "#server/commands/ask-receiver";
import { signOffHandover } from "#server/commands/sign-off-handover";
import { archiveFile, zipOf } from "#server/http/archive-file";
import { getArchive } from "#server/queries/get-archive";
import type { Actor } from "~/domain/permissions/actor";
import { atTime, startOfDay } from "~/domain/time/civil";
import { type Chamber, type Decision, makeChamber, makeDecision } from "../support/council";
import { accepted } from "../support/proposals";
import { makeWorld, type World } from "../support/world";
import { type ArchiveTexts, archiveOf, checkTexts, folderOf, runCheck, withNewManifest } from "./make-archive";

// A parish of a year from 1 July 2026 that has held a vote, owns a bench, handed it over, and has ended.

let world: World;
let chamber: Chamber;
let decision: Decision;
let convenor: Actor;
let texts: ArchiveTexts;
let zip: Buffer;

beforeAll(async () => {
  world = await makeWorld();
  await world.moveTo(atTime("2026-07-01", 9, 0));
  chamber = await makeChamber(world);
  decision = await makeDecision(world, chamber);
  const { personId } = await world.app.db.parishOffice.findFirstOrThrow({ where: { parishId: decision.parishId } });
  convenor = await world.app.loadActor(personId);
  await world.moveTo(atTime("2027-06-10", 12, 0));
  const { context } = world.app;
  const parishSlug = decision.parishSlug;
  const bench = { parishSlug, name: "The bench", description: "By the mill" };
  const { assetId } = accepted(await addAsset(context, convenor, bench));
  const things = [{ kind: "asset" as const, subject: assetId, instead: "" }];
  const receiver = { kind: "person" as const, email: chamber.resident.email, organisation: "Mill Trust" };
  accepted(await askReceiver(context, convenor, { parishSlug, things, receiver }));
  const { id } = await world.app.db.handoverItem.findFirstOrThrow({ where: { parishId: decision.parishId } });
  const answer = { parishSlug, items: [id], answer: "accepted" as const, reason: "" };
  accepted(await answerHandover(context, chamber.resident, answer));
  accepted(await signOffHandover(context, convenor, { parishSlug }));
  await world.moveTo(startOfDay("2027-07-01"));
  ({ texts, zip } = await archiveOf(world, parishSlug));
});

afterAll(() => world.stop());

const vote = () =>
  Object.keys(texts)
    .find((path) => path.endsWith("/ballots.ndjson"))
    ?.split("/")[1] ?? "";

describe("the archive of a parish that has ended", () => {
  it("is found right by check-archive.mjs, packed and unpacked", async () => {
    const packed = await runCheck([join(folderOf({ "archive.zip": zip }), "archive.zip")]);
    expect(packed.status, packed.output).toBe(0);
    const unpacked = await checkTexts(texts);
    expect(unpacked).toEqual(packed);
    expect(packed.output).toContain("Everything agrees.");
    expect(packed.output).not.toContain("undefined");
    expect(packed.output).toMatch(/1 of \d+ things accepted, \d+ orphans; signed off in entry \d+, and changed since/);
  });

  it("says that it is whole, and that the parish has ended", () => {
    expect(JSON.parse(texts["manifest.json"] ?? "")).toMatchObject({
      hasEnded: true,
      state: "expired",
      ruling: { holds: true, sections: ["s46"] },
    });
    expect(texts["README.txt"]).toContain("The parish has ended.");
  });

  it("names nobody's address, and nobody who voted", () => {
    const all = Object.values(texts).join("\n");
    expect(all).not.toMatch(/[\w.+-]+@example\.org/);
    for (const { personId } of decision.seconders) expect(all).not.toContain(personId);
  });

  it("holds a head that somebody noted at the time, and not one that never was", async () => {
    const noted = JSON.parse((texts["minutes.ndjson"] ?? "").split("\n")[1] ?? "").hash;
    expect(await checkTexts(texts, ["--head", noted])).toMatchObject({ status: 0 });
    const { status, output } = await checkTexts(texts, ["--head", "0".repeat(64)]);
    expect(status).toBe(1);
    expect(output).toContain("is not in this minute book");
  });
});

/** Every way of changing a bundle that a reader should hear of, and what they hear. */
const changes: [string, (texts: ArchiveTexts) => ArchiveTexts, RegExp][] = [
  ["a changed charter", (all) => ({ ...all, "charter.json": `${all["charter.json"]} ` }), /charter\.json was changed/],
  ["a missing review", ({ "reviews.json": _, ...all }) => all, /reviews\.json is missing/],
  ["an added file", (all) => ({ ...all, "votes/extra.txt": "more" }), /votes\/extra\.txt was added/],
  ["a missing manifest", ({ "manifest.json": _, ...all }) => all, /manifest\.json is missing/],
  [
    "a document left out of a new manifest",
    ({ "register.json": _, ...all }) => withNewManifest(all),
    /register\.json belongs in every archive/,
  ],
  [
    "a vote left out of a new manifest",
    (all) => withNewManifest(Object.fromEntries(Object.entries(all).filter(([path]) => !path.startsWith("votes/")))),
    /closed the vote [\w-]+, but it is not here/,
  ],
  [
    "an entry left out of the minute book",
    (all) => withNewManifest({ ...all, "minutes.ndjson": lines(all["minutes.ndjson"]).toSpliced(2, 1).join("") }),
    /Entry 4 does not follow on the entry before it/,
  ],
  [
    "an entry cut off the end of the minute book",
    (all) => withNewManifest({ ...all, "minutes.ndjson": lines(all["minutes.ndjson"]).slice(0, -1).join("") }),
    /The minute book ends with [0-9a-f]{64}, but the manifest says/,
  ],
  [
    "an entry changed",
    (all) =>
      withNewManifest({ ...all, "minutes.ndjson": (all["minutes.ndjson"] ?? "").replace("The bench", "The boat") }),
    /Entry \d+ was changed after it was written/,
  ],
  [
    "a ballot changed",
    (all) => withNewManifest(inVote(all, "ballots.ndjson", (text) => text.replace('"for"', '"against"'))),
    /Vote [\w-]+:\n {9}- /,
  ],
  [
    "a ballot file left empty",
    (all) => withNewManifest(inVote(all, "ballots.ndjson", () => "")),
    /There are 0 ballots in ballots\.ndjson/,
  ],
  [
    "a receiver who never accepted",
    (all) =>
      withNewManifest({ ...all, "handover.json": (all["handover.json"] ?? "").replace("Mill Trust", "Mallory") }),
    /handover\.json says that Mallory accepted The bench, but the minute book does not/,
  ],
];

const lines = (text = "") => text.split(/(?<=\n)/);

function inVote(all: ArchiveTexts, name: string, change: (text: string) => string): ArchiveTexts {
  const path = `votes/${vote()}/${name}`;
  return { ...all, [path]: change(all[path] ?? "") };
}

describe("check-archive.mjs", () => {
  it.each(changes)("names %s", async (_name, change, expected) => {
    const { status, output } = await checkTexts(change(texts));
    expect(output).toMatch(expected);
    expect(status).toBe(1);
  });

  it("names a bundle that was cut short, damaged, or holds more than its files", async () => {
    const file = (bytes: Buffer) => join(folderOf({ "archive.zip": bytes }), "archive.zip");
    const damaged = Buffer.from(zip);
    damaged[200] = (damaged[200] ?? 0) ^ 255;
    for (const bytes of [zip.subarray(0, -30), Buffer.concat([Buffer.from("more"), zip]), damaged]) {
      expect(await runCheck([file(bytes)])).toMatchObject({ status: 1 });
    }
  });

  it("asks for better words when it is called wrongly", async () => {
    expect(await runCheck([])).toMatchObject({ status: 2, output: expect.stringContaining("Usage:") });
    expect(await runCheck(["--nothing"])).toMatchObject({ status: 2 });
    expect(await runCheck(["--help"])).toMatchObject({ status: 0 });
  });
});

// biome-ignore lint/correctness/useYield: it fails before it has anything to give
async function* failing(): AsyncGenerator<string> {
  throw new Error("the disk is gone");
}

async function* endless(stopped: () => void): AsyncGenerator<string> {
  try {
    for (;;) yield crypto.randomUUID();
  } finally {
    stopped();
  }
}

describe("the address of an archive", () => {
  const get = (slug: string, tag?: string) =>
    archiveFile(
      world.app,
      new Request("http://localhost/archive.zip", { headers: tag ? { "If-None-Match": tag } : {} }),
      slug,
    );

  it("answers the same bundle, and 304 to whoever has it, until something is added", async () => {
    const first = await get(decision.parishSlug);
    expect(first.headers.get("Content-Type")).toBe("application/zip");
    expect(Buffer.from(await first.arrayBuffer()).equals(zip)).toBe(true);
    const tag = first.headers.get("ETag") ?? "";
    expect((await get(decision.parishSlug, tag)).status).toBe(304);
    await world.app.db.outcomeReview.create({
      data: {
        proposalId: decision.proposalId,
        outcome: "keep",
        measured: "Nine",
        finding: "It worked.",
        byId: chamber.officer.personId ?? "",
        byName: "Sam Officer",
        at: await world.app.now(),
      },
    });
    const second = await get(decision.parishSlug, tag);
    expect(second.status).toBe(200);
    await second.body?.cancel();
  });

  it("ends with the error of a file that cannot be read, and reads no further once its reader has gone", async () => {
    const at = await world.app.now();
    const broken = zipOf([{ path: "broken.txt", parts: () => failing() }], at);
    await expect(new Response(broken).arrayBuffer()).rejects.toThrow("the disk is gone");
    await new Promise<void>((hasStopped) => {
      const reader = zipOf([{ path: "endless.txt", parts: () => endless(hasStopped) }], at).getReader();
      void reader.read().then(() => reader.cancel());
    });
  });

  it("has nothing for a draft or an unknown parish", async () => {
    expect(await getArchive(world.app.db, "nothing-here")).toBeNull();
    await expect(get("nothing-here")).rejects.toMatchObject({ init: { status: 404 } });
  });
});
