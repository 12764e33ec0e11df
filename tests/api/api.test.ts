import { gunzipSync } from "node:zlib";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { parse } from "csv-parse/sync";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type Collection, readAll, readPage } from "#server/api/collection";
import { collections } from "#server/api/collections";
import { listName } from "#server/api/guide";
import { addArgument } from "#server/commands/add-argument";
import { receiveDuty } from "#server/commands/receive-duty";
import { settleVotes } from "#server/commands/settle-votes";
import { answerApi } from "#server/http/api";
import { proposalStandings } from "#server/queries/proposal-facts";
import { actInForce } from "~/domain/act/act-in-force";
import type { Actor } from "~/domain/permissions/actor";
import { holdRow } from "../support/held-row";
import { makeNeighbourhood, proposalText, putAndSecond, putForward } from "../support/proposals";
import { makePublicWorld, type PublicWorld } from "../support/public-world";
import { castAs, makeVote, makeWorld, type World } from "../support/world";
import { ask, site, told } from "./read-api";

let world: World;
let there: PublicWorld;

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: site });
  there = await makePublicWorld(world);
});

afterAll(() => world.stop());

type Item = Record<string, unknown>;

/** Every item of a collection, page by page. */
async function allOf(name: string, query = "limit=3"): Promise<Item[]> {
  const items: Item[] = [];
  let address: string | null = `${name}?${query}`;
  while (address) {
    const answer = await ask(world, address);
    expect(answer.status, address).toBe(200);
    items.push(...(await answer.json())[name.split("/").at(-1) as string]);
    address = /<([^>]*)>; rel="next"/.exec(answer.headers.get("Link") ?? "")?.[1] ?? null;
  }
  return items;
}

describe("the document that describes the API", () => {
  it("is a good OpenAPI 3.1 document", async () => {
    const result = await new Validator().validate(await told(world, "openapi.json"));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it("describes every answer: each collection has an item here, and all of them are as it says", async () => {
    const document = await told(world, "openapi.json");
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    ajv.addSchema(document, "openapi");
    const checks = (path: string, value: unknown) => {
      const pointer = `openapi#/paths/${path
        .replaceAll("~", "~0")
        .replaceAll("/", "~1")
        .replace(/[{}]/g, (one) => encodeURIComponent(one))}/get/responses/200/content/application~1json/schema`;
      const isGood = ajv.validate(pointer, value);
      expect(isGood ? [] : ajv.errors, path).toEqual([]);
    };
    for (const path of ["/", "/openapi.json", "/act"]) checks(path, await told(world, path.slice(1)));
    for (const of of collections) {
      const page = await told(world, of.name);
      checks(`/${of.name}`, page);
      const items: Item[] = page[listName(of)];
      expect(items.length, of.name).toBeGreaterThan(0);
      for (const item of items.slice(0, 3)) {
        checks(`/${of.name}/{${of.key}}`, await told(world, `${of.name}/${encodeURIComponent(String(item[of.key]))}`));
      }
    }
    const refusal = await ask(world, "nothing");
    expect(ajv.validate("openapi#/components/schemas/Problem", await refusal.json()), ajv.errorsText()).toBe(true);
  });
});

describe("pages", () => {
  it("hold every item once, in one order, however many are asked for at a time", async () => {
    for (const of of collections) {
      const keys = async (limit: number) => (await allOf(of.name, `limit=${limit}`)).map((item) => item[of.key]);
      const all = await keys(500);
      const some = of.name.startsWith("act-") ? 40 : 2;
      expect(await keys(some), of.name).toEqual(all);
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it("are narrowed by council, parish, state and instant", async () => {
    const { place, chamber } = there;
    const council = await world.app.db.council.findUniqueOrThrow({ where: { id: place.councilId } });
    const all = await allOf("proposals");
    const parish = await allOf("proposals", `parish=${place.slug}`);
    expect(parish.length).toBeGreaterThan(1);
    expect(parish).toEqual(all.filter((one) => (one.parish as Item).slug === place.slug));
    expect(await allOf("proposals", `council=${council.slug}`)).toEqual(parish);
    expect(await allOf("proposals", `council=${chamber.slug}&parish=${place.slug}`)).toEqual([]);
    // What stands in a page is what the pages of the parish say, whatever else is in the page.
    const standings = await proposalStandings(world.app.db, place.parishId, await world.app.now());
    const states = standings.filter(({ submittedAt }) => submittedAt).map(({ id, state }) => [id, state]);
    expect(parish.map(({ id, state }) => [id, state]).sort()).toEqual(states.sort());
    expect(states.map(([, state]) => state)).toContain("deliberating");
    const seconding = await allOf("proposals", "state=seconding&limit=1");
    expect(seconding).toEqual(all.filter((one) => one.state === "seconding"));
    expect(seconding.length).toBeGreaterThan(0);
    const since = String(all.at(-1)?.submittedAt);
    expect(await allOf("proposals", `since=${since}`)).toEqual(all.filter((one) => String(one.submittedAt) >= since));
    for (const of of collections) {
      for (const filter of of.filters) {
        const value = { council: council.slug, parish: place.slug, since: "2026-01-01", state: null }[filter];
        if (value) expect((await ask(world, `${of.name}?${filter}=${value}`)).status, `${of.name} ${filter}`).toBe(200);
      }
    }
  });

  it("go on after an item that the reader has, so that a reader finds what is new", async () => {
    const last = (await allOf("proposals")).at(-1) as Item;
    const end = await told(world, `proposals?after=${last.id}`);
    expect(end).toMatchObject({ proposals: [], next: null });
    const { id } = await putForward(world, there.place);
    for (const after of [last.id, end.last]) {
      expect((await told(world, `proposals?after=${after}`)).proposals).toMatchObject([{ id, state: "seconding" }]);
    }
  });

  it("go on from where a reader stopped when the item there has been hidden or deleted since, page by page and in files", async () => {
    const { id: proposalId } = await putAndSecond(world, there.place);
    for (const text of ["First.", "Second.", "Third."]) {
      const argument = { proposalId, side: "for", text } as const;
      expect((await addArgument(world.app.context, there.place.observer, argument)).ok).toBe(true);
    }
    const texts = ({ arguments: page }: { arguments: Item[] }) => page.map(({ text }) => text);
    const all = (await allOf("arguments")).length;
    const first = await told(world, `arguments?limit=${all - 2}`);
    expect(texts(first).at(-1)).toBe("First.");
    const last = first.arguments.at(-1).id;
    await world.app.db.argument.update({
      where: { id: last },
      data: { hiddenAt: await world.app.now(), hiddenReason: "Rude." },
    });
    expect(first.last).toBe(first.next);
    expect(texts(await told(world, `arguments?after=${first.next}`))).toEqual(["Second.", "Third."]);
    await world.app.db.argument.delete({ where: { id: last } });
    expect(texts(await told(world, `arguments?after=${first.next}`))).toEqual(["Second.", "Third."]);

    // A page for a file is read, and its last item goes before the next page is asked for.
    const of = collections.find(({ name }) => name === "arguments") as Collection;
    let reads = 0;
    const read: Collection["read"] = async (db, asked) => {
      const items = await of.read(db, { ...asked, take: 1 });
      reads += 1;
      if (reads === all - 2) await world.app.db.argument.delete({ where: { id: String(items[0]?.id) } });
      return items;
    };
    const asked = { now: await world.app.now(), take: 1 };
    const found: unknown[] = [];
    for await (const items of readAll({ ...of, read }, world.app.db, asked, 1))
      found.push(...items.map(({ text }) => text));
    expect(found.slice(-2)).toEqual(["Second.", "Third."]);
  });

  it("leave out what could be overtaken by something older that is still being written", async () => {
    const { id: proposalId } = await putAndSecond(world, there.place);
    const other = await makeNeighbourhood(world);
    const { id: elsewhereId } = await putAndSecond(world, other);
    const say = (by: Actor, to: string, text: string) =>
      addArgument(world.app.context, by, { proposalId: to, side: "for", text });
    const texts = async (query = "") =>
      (await told(world, `arguments${query}`)).arguments.map(({ text }: Item) => text);
    expect(await say(there.place.observer, proposalId, "Before all.")).toMatchObject({ ok: true });
    const key = (await told(world, "arguments?limit=500")).arguments.at(-1).id;

    const held = await holdRow(world.ownerUrl, "person", other.observer.personId as string, "UPDATE");
    const slow = say(other.observer, elsewhereId, "Dated first, written last.");
    await held.untilWaited(1);
    expect((await say(there.place.convenor, proposalId, "Dated second.")).ok).toBe(true);
    expect(await texts(`?after=${key}`)).toEqual([]);
    await held.release();
    expect((await slow).ok).toBe(true);
    expect(await texts(`?after=${key}`)).toEqual(["Dated first, written last.", "Dated second."]);
  });

  it("hold no more at once than a collection works out for one answer, and lead on to the rest", async () => {
    const slow = { ...(collections.find(({ name }) => name === "outcomes") as Collection), atMost: 2 };
    const asked = { now: await world.app.now(), take: 500 };
    const all = (await slow.read(world.app.db, asked)) as Item[];
    expect(all.length).toBeGreaterThan(4);
    for (const state of [undefined, "active"]) {
      const slugs: unknown[] = [];
      let after: string | null | undefined;
      for (let pages = 0; after !== null && pages <= all.length; pages += 1) {
        const page = await readPage(slow, world.app.db, {
          ...asked,
          ...(after === undefined ? {} : { after }),
          ...(state === undefined ? {} : { state }),
        });
        expect(page.items.length).toBeLessThanOrEqual(2);
        slugs.push(...page.items.map(({ slug }) => slug));
        after = page.next;
      }
      expect(slugs).toEqual(all.filter((item) => state === undefined || item.state === state).map(({ slug }) => slug));
    }
  });

  it("tell no duty before the decision that was received earlier, however late its votes are counted", async () => {
    const place = await makeNeighbourhood(world);
    const { id: proposalId } = await putAndSecond(world, place);
    const opensAt = await world.app.now();
    const vote = await makeVote(world, {
      parishId: place.parishId,
      proposalId,
      opensAt,
      closesAt: new Date(opensAt.getTime() + 60 * 60_000),
    });
    await settleVotes(world.app.context);
    for (const personId of place.residents.slice(0, 20)) {
      expect(await castAs(world, personId, vote.id, "for")).toMatchObject({ ok: true });
    }
    await world.moveTo(new Date(vote.closesAt.getTime() + 60_000));
    const last = (await told(world, "duties?limit=500")).last;
    const received = async () =>
      (await told(world, `duties?after=${last}&limit=500`)).duties.map(({ receivedAt }: Item) => receivedAt);
    const now = await world.app.now();
    const elsewhere = await makeNeighbourhood(world);
    const { id: otherId } = await putAndSecond(world, elsewhere);
    await world.app.db.$transaction((tx) =>
      receiveDuty(tx, {
        kind: "decision",
        councilId: elsewhere.councilId,
        parishId: elsewhere.parishId,
        proposalId: otherId,
        receivedAt: now,
        rules: actInForce,
        termDays: undefined,
      }),
    );
    expect(await received()).toEqual([]);
    await settleVotes(world.app.context);
    expect(await received()).toEqual([vote.closesAt, now].map((at) => at.toISOString()));
  });

  it("take as many statements for many items as for few", async () => {
    const asked = vi.spyOn(pg.Client.prototype, "query");
    const other = await makeNeighbourhood(world);
    for (let more = 0; more < 4; more += 1)
      await putForward(world, other, proposalText(other, { title: `Bins ${more}` }));
    const statements = async (address: string) => {
      asked.mockClear();
      await told(world, address);
      return asked.mock.calls.length;
    };
    for (const of of collections.filter(({ name }) => !name.startsWith("act-"))) {
      const few = await statements(`${of.name}?limit=1`);
      expect(await statements(`${of.name}?limit=500`), of.name).toBeLessThanOrEqual(few);
    }
    expect(await statements("proposals")).toBeLessThan(25);
    asked.mockRestore();
  });
});

describe("addresses that were there before", () => {
  it("answer what they answered", async () => {
    const { slug } = there.place;
    const first = await told(world, "parishes?limit=1");
    expect(first).toMatchObject({
      parishes: [{ slug: first.next, name: expect.any(String), state: expect.any(String) }],
    });
    const second = await told(world, `parishes?after=${first.next}&limit=1`);
    expect(second.parishes[0].slug > first.next).toBe(true);
    expect(await told(world, `parishes/${slug}`)).toMatchObject({
      slug,
      state: "active",
      council: { slug: expect.any(String), name: expect.any(String) },
      sunset: expect.stringMatching(/Z$/),
      votes: expect.arrayContaining([{ id: there.votes.sealed, state: "open" }]),
      powers: expect.arrayContaining([
        expect.objectContaining({
          id: "litter",
          name: expect.any(String),
          tier: "A",
          budgetYearPence: expect.any(Number),
        }),
      ]),
    });
    expect(await told(world, `votes/${there.votes.closed}`)).toMatchObject({
      state: "closed",
      counts: { for: 5, against: 0, abstain: 0 },
      ruling: { outcome: "passed" },
    });
    expect((await told(world, "act")).parts).toHaveLength(9);
  });
});

describe("a vote that is open", () => {
  it("shows what its publicity allows, and is never kept", async () => {
    const answer = await ask(world, `votes/${there.votes.turnout}`);
    expect(await answer.json()).toMatchObject({ state: "open", cast: 1, counts: null, ballots: null });
    expect(answer.headers.get("Cache-Control")).toContain("no-cache");
    expect(await told(world, `votes/${there.votes.sealed}`)).toMatchObject({ cast: null, counts: null, ruling: null });
    expect(await told(world, `popolo/vote_events/${there.votes.closed}`)).toMatchObject({
      result: "pass",
      counts: [
        { option: "yes", value: 5 },
        { option: "no", value: 0 },
        { option: "abstain", value: 0 },
      ],
    });
    const closed = await ask(world, `votes/${there.votes.closed}`);
    expect(closed.headers.get("Cache-Control")).toContain("max-age=3600");
  });
});

describe("an answer", () => {
  it("has a strong tag of its content, and is not sent again to whoever has it", async () => {
    const answer = await ask(world, "councils");
    const tag = answer.headers.get("ETag") as string;
    expect(tag).toMatch(/^"[\w-]+"$/);
    const again = await ask(world, "councils", { headers: { "If-None-Match": `"other", ${tag}` } });
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
    expect((await ask(world, "wards")).headers.get("ETag")).not.toBe(tag);
  });

  it("is packed for whoever takes that, under a tag of its own", async () => {
    const headers = { "Accept-Encoding": "gzip, br" };
    const packed = await ask(world, "act-sections", { headers });
    expect(packed.headers.get("Content-Encoding")).toBe("gzip");
    const text = gunzipSync(Buffer.from(await packed.arrayBuffer())).toString();
    const plain = await ask(world, "act-sections");
    expect(text).toBe(await plain.text());
    expect(packed.headers.get("ETag")).not.toBe(plain.headers.get("ETag"));
    expect(packed.headers.get("Vary")).toBe("Accept-Encoding");
  });

  it("may be asked for by every site, and its headers by HEAD", async () => {
    const head = await ask(world, "parishes", { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(head.headers.get("ETag")).toBe((await ask(world, "parishes")).headers.get("ETag"));
    const options = await ask(world, "parishes", { method: "OPTIONS" });
    expect([options.status, options.headers.get("Access-Control-Allow-Methods")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });
});

describe("a refusal", () => {
  const problemOf = async (address: string, init?: RequestInit) => {
    const answer = await ask(world, address, init);
    expect(answer.headers.get("Content-Type")).toContain("application/problem+json");
    const problem = await answer.json();
    expect(problem).toMatchObject({ status: answer.status, type: `${site}/api#${problem.code}` });
    return { ...problem, headers: answer.headers };
  };

  it.each([
    ["nothing", 404, "nothing at this address"],
    ["votes/not-an-id", 404, "not-an-id"],
    ["votes/00000000-0000-4000-8000-000000000000", 404, "nothing with the key"],
    ["parishes/No Such", 404, "No Such"],
    ["arguments?after=00000000-0000-4000-8000-000000000000", 404, "nothing with the key"],
    ["act-sections?after=s999", 404, "s999"],
    ["votes?after=no-such-vote", 404, "no-such-vote"],
    ["votes?after=0000-06-01T00:00:00Z~00000000-0000-4000-8000-000000000000", 404, "nothing with the key"],
    ["arguments?after=9999-12-31T23:59:59.999Z~00000000-0000-4000-8000-000000000000", 404, "nothing with the key"],
    ["minutes?after=no-such.1", 404, "no-such.1"],
    ["votes?parish=no-such-parish", 404, "no parish"],
    ["votes?colour=red", 400, "It takes after, limit, council, parish, state, since."],
    ["wards?state=open", 400, "“state” is not a parameter"],
    ["votes.csv?limit=5", 400, "“limit” is not a parameter"],
    ["act?limit=5", 400, "It takes no parameters."],
    ["votes?state=shut", 400, "It is one of scheduled, open"],
    ["votes?limit=0", 400, "1 to 500"],
    ["votes?limit=501", 400, "1 to 500"],
    ["votes?since=yesterday", 400, "2026-11-22T09:00:00Z"],
    ["votes?since=0001-01-01T00:00:00%2B14:00", 400, "begins with the year 1"],
    ["votes?limit=1&limit=2", 400, "more than once"],
  ])("says what is wrong with %s", async (address, status, words) => {
    expect(await problemOf(address)).toMatchObject({ status, detail: expect.stringContaining(words) });
  });

  it("is given to whoever would write", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const { status, headers } = await problemOf("votes", { method });
      expect([status, headers.get("Allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
  });

  it("is given to a network that asks too often, with the seconds to wait", async () => {
    const request = () =>
      answerApi({ app: world.app, clientAddress: "192.0.2.7" }, new Request(`${site}/api/v1/act`), "act");
    const answers = await Promise.all(Array.from({ length: 601 }, request));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(Number(refused[0]?.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await ask(world, "act")).status).toBe(200);
  });
});

describe("files", () => {
  it("hold the same items as the pages, under the same conditions", async () => {
    const narrowed = `parish=${there.place.slug}&state=seconding`;
    for (const query of ["", `?${narrowed}`]) {
      const lines = (await (await ask(world, `proposals.ndjson${query}`)).text()).trim().split("\n");
      expect(lines.map((line) => JSON.parse(line))).toEqual(await allOf("proposals", query.slice(1) || "limit=3"));
    }
    const answer = await ask(world, "proposals.csv");
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="proposals.csv"');
    const rows = parse(await answer.text(), { columns: true }) as Record<string, string>[];
    const items = await allOf("proposals");
    expect(rows.map((row) => [row.id, row["parish.slug"], row["cost.pence"]])).toEqual(
      items.map((item) => [item.id, (item.parish as Item).slug, String((item.cost as Item).pence)]),
    );
  });

  it("are tables that no spreadsheet takes for a program", async () => {
    const text = await (await ask(world, "proposals.csv")).text();
    const row = (parse(text, { columns: true }) as Record<string, string>[]).find(({ title }) =>
      title?.includes("HYPERLINK"),
    );
    expect(row?.title).toBe(`'=HYPERLINK("https://example.org")`);
    expect(row?.place).toBe('Mill Lane, by the "Swan"');
    expect(text.endsWith("\r\n")).toBe(true);
  });
});
