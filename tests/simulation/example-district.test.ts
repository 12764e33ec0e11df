import { afterAll, beforeAll, expect, it } from "vitest";
import { sha256 } from "#server/commands/log-hashes";
import { findMatters } from "#server/queries/find-matters";
import { countParishRoll, findParish } from "#server/queries/find-parish";
import { getSimulation } from "#server/queries/get-simulation";
import { listProposalStates } from "#server/queries/proposal-facts";
import { viewVote } from "#server/queries/view-vote";
import { clockOffsetMs } from "#server/simulation/clock";
import { isEmptyDeployment, loadExampleDistrict } from "#server/simulation/example-district";
import { proposalStates } from "~/domain/proposal/proposal-state";
import { bookProblems, type Entry } from "~/domain/record/chain";
import { civilDateOf, daysBetween } from "~/domain/time/civil";
import { toldFacts, toldPages } from "../support/told-by-book";
import { makeWorld, type World } from "../support/world";

let world: World;
const said: string[] = [];
let startedAt: Date;

// One district is lived through for all of these tests, because that takes a while.
beforeAll(async () => {
  // The example is told backwards from today, so this one world begins on whatever day it is.
  world = await makeWorld({}, { startsAt: null });
  expect(await isEmptyDeployment(world.app)).toBe(true);
  startedAt = new Date();
  await loadExampleDistrict(world.app, (line) => said.push(line));
}, 300_000);

afterAll(() => world?.stop());

async function parishAt(slug: string) {
  const now = await world.app.now();
  const found = await findParish(world.app.db, slug, now);
  if (!found) throw new Error(`no parish ${slug}`);
  return { now, found, proposals: await listProposalStates(world.app.db, found.row.id, now) };
}

async function openVotes() {
  const now = await world.app.now();
  const votes = await world.app.db.vote.findMany({
    where: { openedAt: { not: null }, closedAt: null },
    include: { parish: { select: { slug: true } } },
  });
  return votes.map((vote) => ({
    slug: vote.parish.slug,
    view: viewVote(vote, now),
    closesAt: vote.closesAt,
    cast: vote.cast,
  }));
}

it("ends with the clock on real time", async () => {
  expect(await clockOffsetMs(world.app.db)).toBe(0);
  expect(Math.abs((await world.app.now()).getTime() - Date.now())).toBeLessThan(10_000);
  expect(said[0]).toMatch(/Loading the example district/);
  expect(said.at(-1)).toMatch(/ready/);
});

it("has parishes in every state that a command can bring about", async () => {
  const slugs = (await world.app.db.parish.findMany({ select: { slug: true } })).map(({ slug }) => slug);
  const states: Record<string, string> = {};
  for (const slug of slugs) states[slug] = (await parishAt(slug)).found.state;
  expect(states).toEqual({
    "millbrook-green": "active",
    "harbour-lights": "expired",
    "castle-hill-paths": "winding_up",
    "orchard-park-together": "approved",
    "saltmarsh-path-friends": "charter_vote",
    "northgate-quiet-streets": "council_review",
    "priory-allotments": "gathering",
    "wharf-night-bus": "draft",
    "beacon-bandstand": "lapsed",
    "tanners-row-watch": "declined",
    "kingsmead-shared-cars": "rejected",
    "weavers-yard-market": "withdrawn",
    "fellside-bus-and-bench": "active",
  });
});

it("gives the main parish a roll of 2,184, seven powers and about 117 days", async () => {
  const { found, now } = await parishAt("millbrook-green");
  expect(await countParishRoll(world.app.db, found.wardIds)).toBe(2_184);
  const powers = await world.app.db.power.findMany({ where: { parishId: found.row.id } });
  expect(powers.map(({ catalogueId, tier }) => `${catalogueId} ${tier}`).sort()).toEqual([
    "calming C",
    "footpaths A",
    "grants A",
    "litter A",
    "parking C",
    "shelters B",
    "verges B",
  ]);
  const trial = powers.find(({ isTrial }) => isTrial);
  expect(trial?.catalogueId).toBe("footpaths");
  expect(trial?.lapsesAt.getTime()).toBeLessThan(found.term?.sunsetAt.getTime() ?? 0);
  // The last day of a month can move the start, and with it the sunset, by a day or two.
  const daysLeft = daysBetween(civilDateOf(now), civilDateOf(found.term?.sunsetAt as Date));
  expect(daysLeft).toBeGreaterThanOrEqual(115);
  expect(daysLeft).toBeLessThanOrEqual(118);
});

it("has a silent council, an objection and a contested count before the Commissioner", async () => {
  const matters = await findMatters(world.app.db, {}, await world.app.now());
  const states = matters.map(({ kind, state }) => `${kind} ${state}`);
  expect(states).toEqual(expect.arrayContaining(["silence waits", "objection waits", "contested_count found"]));
});

it("has proposals of the main parish in every public state", async () => {
  const { proposals, found } = await parishAt("millbrook-green");
  const states = Object.fromEntries(proposals.map(({ number, state }) => [number, state]));
  expect(states).toEqual({
    1: "reviewed",
    2: "done",
    3: "failed",
    4: "inadmissible",
    5: "under_way",
    6: "inquorate",
    7: "expired",
    8: "withdrawn",
    9: "responded",
    10: "lapsed",
    11: "escalated",
    12: "passed",
    13: "responded",
    14: "responded",
    15: "voting",
    16: "voting",
    17: "notice",
    18: "deliberating",
    19: "deliberating",
    20: "queued",
    21: "seconding",
  });
  const missing = proposalStates.filter((state) => state !== "draft" && !Object.values(states).includes(state));
  expect(missing).toEqual([]);
  const drafts = await world.app.db.proposal.count({ where: { parishId: found.row.id, submittedAt: null } });
  expect(drafts).toBe(1);
  const spoken = await world.app.db.argument.groupBy({
    by: ["side"],
    where: { proposal: { parishId: found.row.id } },
    _count: true,
  });
  expect(spoken).toHaveLength(2);
});

it("has an ordinary vote in progress with an open count, one with turnout only, and a sealed one", async () => {
  const votes = await openVotes();
  expect(votes.map(({ slug, view }) => `${slug} ${view.class} ${view.publicity} ${view.state}`).sort()).toEqual([
    "millbrook-green ordinary open open",
    "millbrook-green spending turnout open",
    "saltmarsh-path-friends charter sealed open",
  ]);
  const ordinary = votes.find(({ view }) => view.class === "ordinary");
  expect(ordinary?.view).toMatchObject({
    rollSize: 2_184,
    cast: 312,
    question: "Cut the verges once a year and plant wildflowers?",
  });
  expect(ordinary?.view.counted).toBeGreaterThan(250);
  expect(ordinary?.view.seq).toBeGreaterThan(10);
  const spending = votes.find(({ view }) => view.class === "spending");
  expect(spending?.view).toMatchObject({ cast: 168, counts: null });
  const sealed = votes.find(({ view }) => view.class === "charter");
  expect(sealed?.view).toMatchObject({ cast: null, counts: null });
  expect(sealed?.cast).toBeGreaterThan(0);
  for (const { closesAt } of votes) expect(closesAt.getTime()).toBeGreaterThan(Date.now());
});

it("leaves the example accounts their own ballots in the vote in progress", async () => {
  const [open] = await world.app.db.vote.findMany({
    where: { class: "ordinary", closedAt: null, openedAt: { not: null } },
  });
  for (const slug of ["resident", "convenor", "deputy", "neighbour"]) {
    const person = await world.app.db.person.findUniqueOrThrow({ where: { slug } });
    const roll = await world.app.db.voteRoll.count({ where: { voteId: open?.id, personId: person.id } });
    expect(roll).toBe(1);
    const [asked] = await world.app.db.$queryRaw<{ voted: boolean }[]>`
      SELECT has_voted(${open?.id}::uuid, ${person.id}::uuid) AS voted`;
    expect(asked?.voted).toBe(false);
  }
});

it("has an example account for every role", async () => {
  const slugs = (await world.app.db.person.findMany({ where: { slug: { not: null } } })).map(({ slug }) => slug);
  for (const slug of [
    "resident",
    "convenor",
    "deputy",
    "officer",
    "councillor",
    "commissioner",
    "operator",
    "observer",
  ]) {
    expect(slugs).toContain(slug);
  }
});

it("keeps every minute book whole, in order and inside the history", async () => {
  const parishes = await world.app.db.parish.findMany();
  for (const parish of parishes) {
    const rows = await world.app.db.minuteEntry.findMany({
      where: { parishId: parish.id },
      orderBy: { number: "asc" },
    });
    const entries = rows.map(({ number, at, kind, body, previousHash, hash }) => ({
      parish: parish.slug,
      number,
      at: at.toISOString(),
      kind,
      body,
      previousHash,
      hash,
    }));
    expect(bookProblems(sha256, entries as Entry[])).toEqual([]);
    expect(entries.length).toBe(parish.minuteCount);
    const instants = rows.map(({ at }) => at.getTime());
    expect(instants, parish.slug).toEqual([...instants].sort((one, other) => one - other));
    expect(instants.at(-1)).toBeLessThan(startedAt.getTime());
  }
});

it("is explained by its minute books alone", async () => {
  const now = await world.app.now();
  for (const { slug } of await world.app.db.parish.findMany({ select: { slug: true } })) {
    const facts = await toldFacts(world.app.db, slug, now);
    expect(facts.byBook, slug).toEqual(facts.byTables);
    const pages = await toldPages(world.app.db, slug, now);
    expect(pages.byBook, slug).toEqual(pages.byTables);
  }
});

it("tells on the page of the simulation what happens next", async () => {
  const page = await getSimulation(world.app);
  expect(page?.aheadWords).toBe("");
  expect(page?.coming.length).toBeGreaterThan(3);
  expect(page?.letters).toBeGreaterThan(10);
});

it("is not loaded twice", async () => {
  expect(await isEmptyDeployment(world.app)).toBe(false);
});
