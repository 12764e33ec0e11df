import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collections } from "#server/api/collections";
import { archiveFile } from "#server/http/archive-file";
import { atomFile, briefingFile, calendarFile } from "#server/http/feed-file";
import { findCouncilFeed, findParishFeed } from "#server/queries/find-feed";
import { getArchive } from "#server/queries/get-archive";
import { readBook } from "#server/queries/list-minutes";
import { ballotLines, getVoteRecord, logLines, stepLines } from "#server/queries/vote-record";
import { declaredColumns, plantMarks, spellingsOf, wordyColumns } from "../support/private-columns";
import { makePublicWorld, unpublished } from "../support/public-world";
import { makeWorld, type World } from "../support/world";
import { ask, site } from "./read-api";

let world: World;
let planted: string[];
const control = "planted in the open";

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: site });
  await makePublicWorld(world);
  await world.sql("UPDATE council SET name = $1", [control]);
  planted = await plantMarks(world);
});

afterAll(() => world.stop());

/** What is not of the API but public as well, by its address. Null where this test does not go: pages. */
async function fileAt(address: string): Promise<string | null> {
  const { app } = world;
  const { db } = app;
  const request = new Request(new URL(address, site));
  const [, kind, slug = "", file = ""] = new URL(address, site).pathname.split("/");
  if (kind === "votes") {
    const vote = await db.vote.findUniqueOrThrow({ where: { id: slug } });
    const lines = { "steps.ndjson": stepLines, "log.txt": logLines, "ballots.ndjson": ballotLines }[file];
    if (lines) return textOf(lines(db, vote.id));
    return file === "record.json" ? JSON.stringify(await getVoteRecord(db, vote)) : null;
  }
  if (kind !== "parishes" && kind !== "councils") return null;
  const feed = await (kind === "parishes" ? findParishFeed : findCouncilFeed)(db, slug);
  if (file === "calendar.ics") return (await calendarFile(app, request, feed)).text();
  if (file === "feed.atom") return (await atomFile(app, request, feed)).text();
  if (file === "briefing.atom") {
    return (await briefingFile(app, request, feed, kind === "parishes" ? "parish" : "council")).text();
  }
  if (file === "archive.zip") {
    const archive = await getArchive(db, slug);
    if (!archive) return null;
    expect((await archiveFile(app, request, slug)).status).toBe(200);
    const parts = await Promise.all(archive.files.map((one) => textOf(one.parts())));
    return parts.join("");
  }
  if (file === "minutes.ndjson") {
    const parish = await db.parish.findUniqueOrThrow({ where: { slug }, select: { id: true, slug: true } });
    return JSON.stringify(await readBook(db, parish));
  }
  return null;
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

const parishFiles = ["calendar.ics", "feed.atom", "briefing.atom", "archive.zip", "minutes.ndjson"];
const councilFiles = ["calendar.ics", "feed.atom", "briefing.atom"];

/** Reads everything that a stranger comes to from the front door of the API, by following every link and every cursor. */
async function crawl(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const waiting = ["/api/v1?"];
  const seen = new Set(waiting);
  const see = (address: string) => {
    if (!seen.has(address)) waiting.push(address);
    seen.add(address);
  };
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    const path = address.replace(site, "");
    if (!path.startsWith("/api/v1")) {
      const text = await fileAt(path);
      if (text !== null) found.set(path, text);
      continue;
    }
    const answer = await ask(world, path.replace(/\?$/, ""));
    const text = await answer.text();
    expect(answer.status, `${path}: ${text.slice(0, 200)}`).toBe(200);
    found.set(path, `${[...answer.headers].join("\n")}\n${text}`);
    for (const [, link] of (answer.headers.get("Link") ?? "").matchAll(/<([^>]*)>/g)) {
      if (link?.startsWith(site)) see(link);
    }
    for (const [, link] of text.matchAll(/"(\/(?:api\/v1|votes|parishes|councils)\/[^"\s{]*)"/g)) see(link as string);
    const of = collections.find(({ name }) => path.split("?")[0] === `/api/v1/${name}`);
    if (!of) continue;
    for (const item of JSON.parse(text)[of.name.split("/").at(-1) as string]) {
      see(`/api/v1/${of.name}/${encodeURIComponent(item[of.key])}`);
      if (of.name === "parishes") for (const file of parishFiles) see(`/parishes/${item.slug}/${file}`);
      if (of.name === "councils") for (const file of councilFiles) see(`/councils/${item.slug}/${file}`);
    }
    // Small pages too, so that cursors are followed.
    if (!path.includes("?")) see(`${path}?limit=${of.name.startsWith("act-") ? 50 : 3}`);
  }
  return found;
}

describe("what a stranger can read", () => {
  it("is everything public, and nothing private stands in any of it", async () => {
    const found = await crawl();
    for (const of of collections) {
      for (const end of ["", ".csv", ".ndjson"]) expect(found.has(`/api/v1/${of.name}${end}`)).toBe(true);
    }
    for (const file of [...parishFiles, "record.json", "steps.ndjson", "log.txt", "ballots.ndjson"]) {
      expect(
        [...found.keys()].some((address) => address.endsWith(`/${file}`)),
        file,
      ).toBe(true);
    }
    const people = await world.app.db.person.findMany({ select: { id: true } });
    const secrets = [
      ...planted.flatMap((column) => spellingsOf(column).map((spelling) => ({ what: column, spelling }))),
      ...Object.entries(unpublished).map(([what, spelling]) => ({ what, spelling })),
      ...people.map(({ id }) => ({ what: "the identifier of a person", spelling: id })),
    ];
    const leaks: string[] = [];
    for (const [address, text] of found) {
      for (const { what, spelling } of secrets) if (text.includes(spelling)) leaks.push(`${what} at ${address}`);
    }
    expect(leaks).toEqual([]);
    // The search finds what is there: the name of a council is public.
    const named = [...found].filter(([, text]) => text.includes(control)).map(([address]) => address);
    expect(named).toEqual(
      expect.arrayContaining(["/api/v1/councils", "/api/v1/councils.csv", "/api/v1/duties.ndjson"]),
    );
    expect(found.size).toBeGreaterThan(200);
  });
});

describe("every column that can hold words or secrets", () => {
  it("is declared public or private, so that a new one is decided about", async () => {
    expect(await wordyColumns(world)).toEqual(declaredColumns());
  });

  it("has had a mark planted where it is private", async () => {
    for (const column of planted) {
      const [table, name] = column.split(".");
      const [row] = await world.sql<{ rows: number }>(`SELECT count("${name}")::int AS rows FROM ${table}`);
      expect(row?.rows, column).toBeGreaterThan(0);
    }
  });
});
