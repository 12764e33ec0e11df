import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dropFeedToken } from "#server/commands/drop-feed-token";
import { makeFeedToken } from "#server/commands/make-feed-token";
import { settleVotes } from "#server/commands/settle-votes";
import { atomFile, calendarFile } from "#server/http/feed-file";
import { feedsSince, findPersonFeed } from "#server/queries/find-feed";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { confirmHome, makePerson, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import {
  accepted,
  makeNeighbourhood,
  type Neighbourhood,
  proposalText,
  putForward,
  refusalOf,
} from "../support/proposals";
import { castAs, makeVote, makeWorld, type World } from "../support/world";
import { readCalendar, readNews } from "./readers";

let world: World;
let place: Neighbourhood;

const site = "https://parish.example.org";

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: site });
});

beforeAll(async () => {
  place = await makeNeighbourhood(world, { people: 12 });
});

afterAll(() => world.stop());

const tokenOf = async (actor: Actor) => accepted(await makeFeedToken(world.app.context, actor)).token;

async function ask(token: string, file: typeof atomFile, headers: Record<string, string> = {}): Promise<Response> {
  const request = new Request(`${site}/feeds/${token}/x`, { headers });
  const feed = await findPersonFeed(world.app.db, token);
  return file(world.app, request, feed).catch((thrown: { data: object; init: ResponseInit }) =>
    Response.json(thrown.data, thrown.init),
  );
}

/** Both documents as they are, to compare them to the letter. */
async function documentsAt(token: string): Promise<string[]> {
  return [await (await ask(token, atomFile)).text(), await (await ask(token, calendarFile)).text()];
}

async function followedAt(token: string) {
  const [news = "", calendar = ""] = await documentsAt(token);
  return { news: readNews(news), calendar: readCalendar(calendar) };
}

describe("the token of a person's feeds", () => {
  it("is 32 random bytes, of which only the hash is kept", async () => {
    const token = await tokenOf(place.observer);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const [row] = await world.sql<{ token_hash: Buffer; all: string }>(
      "SELECT token_hash, feed_token::text AS all FROM feed_token WHERE person_id = $1",
      [place.observer.personId],
    );
    expect(row?.token_hash).toEqual(createHash("sha256").update(token).digest());
    expect(row?.all).not.toContain(token);
  });

  it("works until it is replaced, and the new one until the feeds are switched off", async () => {
    const { author } = place;
    const personId = author.personId as string;
    const first = await tokenOf(author);
    expect((await ask(first, atomFile)).status).toBe(200);
    const second = await tokenOf(author);
    expect(second).not.toBe(first);
    expect([(await ask(first, atomFile)).status, (await ask(second, atomFile)).status]).toEqual([404, 200]);
    expect(await feedsSince(world.app.db, personId)).not.toBeNull();
    accepted(await dropFeedToken(world.app.context, author));
    accepted(await dropFeedToken(world.app.context, author));
    expect((await ask(second, calendarFile)).status).toBe(404);
    expect(await feedsSince(world.app.db, personId)).toBeNull();
  });

  it("is answered in the same way whether it was replaced or never anybody's", async () => {
    const old = await tokenOf(place.author);
    await tokenOf(place.author);
    const answers = await Promise.all(
      [old, "A".repeat(43), "", "'; DROP TABLE feed_token", "é".repeat(2000)].flatMap((token) =>
        [atomFile, calendarFile].map(async (file) => {
          const answer = await ask(encodeURIComponent(token), file);
          return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
        }),
      ),
    );
    expect(answers[0]?.status).toBe(404);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it("is made for nobody who is not signed in", async () => {
    expect(refusalOf(await makeFeedToken(world.app.context, stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await dropFeedToken(world.app.context, stranger)).code).toBe("not_signed_in");
  });
});

describe("a person's feeds", () => {
  it("follow every parish where they live, and none else", async () => {
    await putForward(world, place, proposalText(place, { title: "Move two bins" }));
    const { news, calendar } = await followedAt(await tokenOf(place.convenor));
    expect(news.entries.some((entry) => entry.title.endsWith("A proposal was put forward: Move two bins"))).toBe(true);
    expect(calendar.dates.some((date) => date.uid === `${place.parishId}-sunset`)).toBe(true);
    const elsewhere = await followedAt(await tokenOf(place.neighbour));
    expect(JSON.stringify(elsewhere)).not.toContain(place.slug);
    const nowhere = await followedAt(await tokenOf(place.observer));
    expect([nowhere.news.entries, nowhere.calendar.dates]).toEqual([[], []]);
  });

  it("go on, after a move, with what the person proposed and may vote on there, and with nothing else of that parish", async () => {
    const old = await makeNeighbourhood(world, { people: 12 });
    const { author } = old;
    const personId = author.personId as string;
    await putForward(world, old, proposalText(old, { title: "Plant the verge" }));
    const opensAt = await world.app.now();
    const closesAt = new Date(opensAt.getTime() + 60_000);
    const vote = await makeVote(world, { parishId: old.parishId, opensAt, closesAt, class: "charter" });
    await settleVotes(world.app.context);
    const at = await world.app.now();
    await world.app.db.residency.updateMany({ where: { personId }, data: { endedAt: at } });
    await confirmHome(world.app.db, personId, (await makeWard(world.app.db, old.councilId)).id);
    const { news, calendar } = await followedAt(await tokenOf(author));
    expect(news.entries.map((entry) => entry.title.replace(/^.*?: /, "")).sort()).toEqual([
      "A proposal was put forward: Plant the verge",
      `A vote opened: ${vote.question}`,
    ]);
    expect(calendar.dates.map((date) => date.uid.replace(vote.id, "")).sort()).toEqual(["-notice", "-opens"]);
  });

  it("say nothing of a ballot: before it and after it, and whoever casts it, they are the same to the letter", async () => {
    const quiet = await makeNeighbourhood(world, { people: 12 });
    const wardId = quiet.wardId;
    const voter = await world.app.loadActor((await makeResident(world.app.db, wardId)).id);
    const token = await tokenOf(voter);
    const { id: proposalId } = await putForward(world, quiet);
    const opensAt = await world.app.now();
    const closesAt = new Date(opensAt.getTime() + 3_600_000);
    const vote = await makeVote(world, {
      parishId: quiet.parishId,
      opensAt,
      closesAt,
      proposalId,
      publicity: "sealed",
    });
    await settleVotes(world.app.context);
    const before = await documentsAt(token);
    expect(before[0]).toContain("A vote opened");
    for (const personId of [voter.personId, ...quiet.residents]) {
      expect((await castAs(world, personId, vote.id, "for")).ok).toBe(true);
    }
    expect(await documentsAt(token)).toEqual(before);
    // Once it is counted they tell what the minute book tells everybody, whether the reader voted or not.
    const other = await world.app.loadActor((await makePerson(world.app.db)).id);
    await world.moveTo(closesAt);
    await settleVotes(world.app.context);
    await confirmHome(world.app.db, other.personId as string, wardId);
    const [mine, theirs] = [await followedAt(token), await followedAt(await tokenOf(other))];
    expect(mine.news.entries.some(({ title }) => title.includes(vote.question))).toBe(true);
    expect(theirs.news.entries).toEqual(mine.news.entries);
    expect(theirs.calendar.dates).toEqual(mine.calendar.dates);
  });

  it("are kept by nobody on the way, and are answered with nothing when the reader has them", async () => {
    const token = await tokenOf(place.convenor);
    for (const file of [atomFile, calendarFile]) {
      const { headers } = await ask(token, file);
      expect(headers.get("Cache-Control")).toBe("private, no-cache");
      expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
      const again = await ask(token, file, { "If-None-Match": headers.get("ETag") ?? "" });
      expect([again.status, again.headers.get("Cache-Control")]).toEqual([304, "private, no-cache"]);
    }
  });
});
