import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appendMinute } from "#server/commands/minute-book";
import { atomFile, briefingFile } from "#server/http/feed-file";
import { findCouncilFeed, findParishFeed } from "#server/queries/find-feed";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { makeCouncil } from "../../prisma/scenarios/places-and-people";
import { makeNeighbourhood, type Neighbourhood, proposalText, putForward } from "../support/proposals";
import { makeVote, makeWorld, type World } from "../support/world";
import { hostile, readNews } from "./readers";

let world: World;
let place: Neighbourhood;

const site = "https://parish.example.org";

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: site });
});

beforeAll(async () => {
  place = await makeNeighbourhood(world);
});

afterAll(() => world.stop());

/** The news at an address of this site, below a parish or a council. */
async function newsAt(address: string) {
  const url = new URL(address, site);
  const [, kind, slug = ""] = url.pathname.split("/");
  const feed = await (kind === "parishes" ? findParishFeed : findCouncilFeed)(world.app.db, slug);
  const answer = await atomFile(world.app, new Request(url), feed);
  expect(answer.headers.get("Content-Type")).toBe("application/atom+xml; charset=utf-8");
  return readNews(await answer.text());
}

describe("the news of a parish", () => {
  it("is its minute book, newest first, with links to the pages", async () => {
    const at = await world.app.now();
    await putForward(world, place, proposalText(place, { title: "Move two bins" }));
    const news = await newsAt(`/parishes/${place.slug}/feed.atom`);
    const [newest] = news.entries;
    const last = await world.app.db.minuteEntry.findFirstOrThrow({
      where: { parishId: place.parishId },
      orderBy: { number: "desc" },
    });
    expect(newest).toMatchObject({
      title: "A proposal was put forward: Move two bins",
      updated: last.at.toISOString(),
      url: `${site}/parishes/${place.slug}/minutes?before=${last.number + 1}#entry-${last.number}`,
    });
    expect(newest?.links).toContain(`${site}/parishes/${place.slug}/proposals/1`);
    expect(news).toMatchObject({
      id: `urn:uuid:${place.parishId}`,
      subtitle: disclosure.line,
      updated: newest?.updated,
      links: { self: `${site}/parishes/${place.slug}/feed.atom`, alternate: `${site}/parishes/${place.slug}` },
    });
    expect(last.at.getTime()).toBeGreaterThanOrEqual(at.getTime());
  });

  it("names an entry in the same way in the news of its council, where it says which parish it is of", async () => {
    const council = await world.app.db.council.findUniqueOrThrow({ where: { id: place.councilId } });
    const parish = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    const own = await newsAt(`/parishes/${place.slug}/feed.atom`);
    const shared = await newsAt(`/councils/${council.slug}/feed.atom`);
    for (const entry of own.entries) {
      expect(shared.entries).toContainEqual({ ...entry, title: `${parish.name}: ${entry.title}` });
    }
  });

  it("keeps what people write inside its own field", async () => {
    await world.app.db.$transaction(async (tx) =>
      appendMinute(tx, place.parishId, await world.app.now(), "commitment_made", { what: hostile.typed }),
    );
    const { entries } = await newsAt(`/parishes/${place.slug}/feed.atom`);
    expect(entries[0]).toMatchObject({
      title: `The council made a commitment: ${hostile.shown}`,
      words: [hostile.shown],
    });
  });

  it("leaves practice votes out", async () => {
    const opensAt = await world.app.now();
    const closesAt = new Date(opensAt.getTime() + 1000);
    const vote = await makeVote(world, { parishId: place.parishId, opensAt, closesAt });
    const before = await newsAt(`/parishes/${place.slug}/feed.atom`);
    await world.app.db.$transaction(async (tx) => {
      await appendMinute(tx, place.parishId, opensAt, "simulated_vote_called", { vote: vote.id });
      await appendMinute(tx, place.parishId, opensAt, "vote_opened", { vote: vote.id });
    });
    expect(await newsAt(`/parishes/${place.slug}/feed.atom`)).toEqual(before);
  });

  it("is read page by page to its first entry, each entry once, also where many happened in one instant", async () => {
    const crowded = await makeNeighbourhood(world);
    const at = await world.app.now();
    await world.app.db.$transaction(async (tx) => {
      for (let count = 1; count <= 120; count += 1) {
        await appendMinute(tx, crowded.parishId, at, "residents_confirmed", { count });
      }
    });
    const { minuteCount } = await world.app.db.parish.findUniqueOrThrow({ where: { id: crowded.parishId } });
    const first = `${site}/parishes/${crowded.slug}/feed.atom`;
    const ids: string[] = [];
    const sizes: number[] = [];
    for (let address: string | undefined = first; address; ) {
      const page = await newsAt(address);
      expect(page.links.self).toBe(address);
      expect(page.links.first).toBe(address === first ? undefined : first);
      ids.push(...page.entries.map((entry) => entry.id));
      sizes.push(page.entries.length);
      address = page.links.next;
    }
    expect(sizes.slice(0, 2)).toEqual([50, 50]);
    expect(ids).toHaveLength(minuteCount);
    expect(new Set(ids).size).toBe(minuteCount);
  });

  it("begins with the newest when it is asked to read back from what is no entry", async () => {
    const newest = await newsAt(`/parishes/${place.slug}/feed.atom`);
    for (const before of ["", "nonsense", `${place.slug}.999999999`, "nowhere.1", "<'%00"]) {
      const asked = `/parishes/${place.slug}/feed.atom?before=${encodeURIComponent(before)}`;
      expect(await newsAt(asked)).toEqual(newest);
    }
  });

  it("is whole while nothing has happened yet", async () => {
    const council = await makeCouncil(world.app.db);
    const createdAt = new Date("2027-01-11T12:00:00Z");
    await world.app.db.parish.create({
      data: { slug: "nothing-yet", councilId: council.id, name: "Nothing Yet", createdAt },
    });
    expect(await newsAt("/parishes/nothing-yet/feed.atom")).toMatchObject({
      title: "Nothing Yet",
      updated: createdAt.toISOString(),
      entries: [],
    });
    // A draft is for its founders to show around, so its council's news does not begin with it.
    expect(await newsAt(`/councils/${council.slug}/feed.atom`)).toMatchObject({ title: council.name, entries: [] });
  });
});

describe("the briefings of a parish and of a council", () => {
  async function briefingsAt(kind: "parish" | "council") {
    const council = await world.app.db.council.findUniqueOrThrow({ where: { id: place.councilId } });
    const feed =
      kind === "parish"
        ? await findParishFeed(world.app.db, place.slug)
        : await findCouncilFeed(world.app.db, council.slug);
    const answer = await briefingFile(world.app, new Request(`${site}/briefing.atom`), feed, kind);
    expect(answer.headers.get("Content-Type")).toBe("application/atom+xml; charset=utf-8");
    return readNews(await answer.text());
  }

  it("begin with the first fortnight that had anything, and gain one entry every second Monday at 8am", async () => {
    await world.moveTo(new Date("2027-02-15T07:59:59Z"));
    await putForward(world, place, proposalText(place, { title: "Mend the R&D; bench" }));
    const { minuteCount } = await world.app.db.parish.findUniqueOrThrow({ where: { id: place.parishId } });
    const before = await briefingsAt("parish");
    // Monday 15 February 2027 is a whole number of fortnights after 5 January 2026.
    await world.moveTo(new Date("2027-02-15T08:00:00Z"));
    const after = await briefingsAt("parish");
    expect(after.entries.map(({ updated }) => updated)).toEqual(
      ["2027-02-15T08:00:00.000Z", ...before.entries.map(({ updated }) => updated)].slice(0, 6),
    );
    expect(after.entries.every(({ updated }) => new Date(updated).getUTCDay() === 1)).toBe(true);
    expect(after.entries[0]?.links).toContain(
      `${site}/parishes/${place.slug}/minutes?before=${minuteCount + 1}#entry-${minuteCount}`,
    );
    expect(after.updated).toBe(after.entries[0]?.updated);
    expect(after.id).not.toBe((await newsAt(`/parishes/${place.slug}/feed.atom`)).id);

    const council = await briefingsAt("council");
    expect(council.entries[0]?.updated).toBe("2027-02-15T08:00:00.000Z");
  });

  it("are nowhere where there is no parish", async () => {
    await expect(briefingFile(world.app, new Request(`${site}/briefing.atom`), null, "parish")).rejects.toMatchObject({
      init: { status: 404 },
    });
  });
});
