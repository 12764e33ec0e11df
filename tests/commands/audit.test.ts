import { readdirSync, readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { networkOf } from "#server/auth/network-of";
import * as commands from "#server/commands";
import { auditFile } from "#server/http/audit-file";
import { auditDownload, readAuditSearch } from "#server/http/audit-page";
import { type AuditSearch, listAudit } from "#server/queries/list-audit";
import type { Actor } from "~/domain/permissions/actor";
import { type Action, actions, may } from "~/domain/permissions/may";
import { auditWords, officialActions } from "~/domain/permissions/official-actions";
import { appoint, makePerson, makeWard } from "../../prisma/scenarios/places-and-people";
import { type Chamber, makeChamber, makeCharterInReview } from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let ward: { id: string; gss: string; name: string };
let operator: Actor;

beforeAll(async () => {
  world = await makeWorld();
  chamber = await makeChamber(world);
  ward = await makeWard(world.app.db, chamber.councilId, { electorate: 1200 });
  const person = await makePerson(world.app.db, { name: "Olu Operator" });
  await appoint(world.app.db, person.id, "operator", null, "Operator");
  operator = await world.app.loadActor(person.id);
});
afterAll(() => world.stop());

const context = () => world.app.context;
const everything: AuditSearch = {
  councilId: null,
  person: "",
  action: "",
  about: "",
  parish: "",
  from: null,
  until: null,
};
const latest = async (search: Partial<AuditSearch> = {}) =>
  (await listAudit(world.app.db, { ...everything, ...search }, null)).lines;

async function claimant() {
  const person = await makePerson(world.app.db);
  const claim = { ward: ward.gss, address: "9 Secret Lane, ZZ9 9ZZ", isAged16: true, isMoving: false };
  const actor = await world.app.loadActor(person.id);
  return accepted(await commands.claimResidency(context(), actor, claim));
}

describe("the network of an address", () => {
  it.each([
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.77", "203.0.113.0/24"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"],
    ["2001:DB8::5", "2001:db8:0::/48"],
    ["fe80::1%eth0", "fe80:0:0::/48"],
    ["::1", "0:0:0::/48"],
    ["unknown", ""],
    ["", ""],
  ])("of %s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe("every official action", () => {
  it("has a line written by each command that asks whether it may be done", () => {
    const folder = new URL("../../server/commands/", import.meta.url);
    const writes = /\b(auditAct|auditInParish|auditDuty|auditClaim|auditServer|writeAuditLine)\(/;
    const lacking: string[] = [];
    const seen = new Set<string>();
    for (const file of readdirSync(folder)) {
      const source = readFileSync(new URL(file, folder), "utf8");
      const asked = actions.filter((action) => source.includes(`"${action}"`) && officialActions[action] !== null);
      for (const action of asked) seen.add(action);
      if (asked.length > 0 && !writes.test(source)) lacking.push(file);
    }
    // These hand the action on to a command that writes the line.
    const handsOn = ["acknowledge-duties.ts", "call-hall-vote.ts", "handover-desk.ts", "decide-claims.ts"];
    expect(lacking.filter((file) => !handsOn.includes(file))).toEqual([]);
    // In whose name somebody speaks before the Commissioner is chosen by a query, and file-statement.ts writes the line.
    const chosen = readFileSync(new URL("../../server/queries/matter-people.ts", import.meta.url), "utf8");
    const isAsked = (action: string) => seen.has(action as Action) || chosen.includes(`"${action}"`);
    const never = actions.filter((action) => officialActions[action] !== null && !isAsked(action));
    expect(never).toEqual([]);
  });

  /** What the table of enforcement does not cover, because no parish comes into it. */
  const cases: Record<string, () => Promise<{ action: string; outcome: unknown; path?: string }>> = {
    "a change of an electorate": async () => ({
      action: "ward.set_electorate",
      outcome: await commands.setElectorate(context(), chamber.officer, {
        ward: ward.gss,
        electorate: 1250,
        source: "Register of 1 December",
        on: "2026-01-01",
      }),
    }),
    "a new schedule": async () => ({
      action: "schedule.make",
      outcome: await commands.makeSchedule(context(), chamber.officer, {
        council: chamber.slug,
        parameters: { noticeDays: 9 },
        commencesOn: "2030-01-01",
        reason: "People asked for more time.",
      }),
    }),
    "a decision about a power in a charter": async () => {
      const charter = await makeCharterInReview(world, chamber, { powers: ["litter"] });
      const requestId = charter.requests.litter as string;
      const verdict = {
        decision: "refuse" as const,
        ground: "unfunded",
        reasons: "There is no money for it this year, and none is planned for the next.",
        decisionReference: "EX/1",
      };
      return {
        action: "charter.review",
        outcome: await commands.reviewPowerRequest(context(), chamber.officer, {
          dutyId: charter.dutyId,
          requestId,
          verdict,
        }),
      };
    },
    "a confirmation": async () => ({
      action: "residency.confirm",
      outcome: await commands.confirmResidency(context(), chamber.officer, await claimant()),
    }),
    "a refusal of a claim": async () => ({
      action: "residency.confirm",
      outcome: await commands.refuseResidency(context(), chamber.officer, {
        ...(await claimant()),
        reason: "PRIVATE-REASON",
      }),
    }),
    "a letter with a code": async () => ({
      action: "residency.confirm",
      outcome: await commands.issuePostedCode(context(), chamber.officer, await claimant()),
    }),
    "the end of a confirmed home": async () => {
      const { claimId } = await claimant();
      accepted(await commands.confirmResidency(context(), chamber.colleague, { claimId }));
      return {
        action: "residency.revoke",
        outcome: await commands.revokeResidency(context(), chamber.officer, { claimId, reason: "PRIVATE-REASON" }),
      };
    },
    "a download of claims": async () => ({
      action: "residency.export",
      outcome: await commands.exportClaims(context(), chamber.officer, { council: chamber.slug }),
    }),
    "a council that is added at the machine": async () => ({
      action: "server.add_council",
      outcome: await commands.addCouncil(context(), { name: "Audited Council", gss: "E07999777" }),
    }),
    "a move of the clock": async () => ({
      action: "simulation.move_clock",
      outcome: await commands.moveClock(context(), { advance: "PT1M" }, chamber.officer),
    }),
  };

  it.each(Object.keys(cases))("leaves one line: %s", async (name) => {
    const before = await latest();
    const { action, outcome } = await (cases[name] as (typeof cases)[string])();
    expect(outcome).toMatchObject({ ok: true });
    const [line] = await latest();
    expect(line?.id).not.toBe(before[0]?.id);
    expect(line?.action).toBe(auditWords[action as keyof typeof auditWords]);
    expect(JSON.stringify(line)).not.toMatch(/PRIVATE-REASON|Secret Lane|ZZ9/);
  });

  it("tells what changed, in which post and from which network, and nothing when nothing changed", async () => {
    const from = await world.app.loadActor(chamber.officer.personId, "::ffff:198.51.100.9");
    const figure = { ward: ward.gss, electorate: 1300, source: "Register of 1 March", on: "2026-03-01" as const };
    accepted(await commands.setElectorate(context(), from, figure));
    const [line] = await latest({ councilId: chamber.councilId });
    expect(line).toMatchObject({ name: "Sam Officer", post: "Head of neighbourhoods", network: "198.51.100.0/24" });
    expect(line?.changes[0]).toEqual({ what: "Electorate", before: "1,250", after: "1,300" });
    accepted(await commands.setElectorate(context(), from, figure));
    expect((await latest({ councilId: chamber.councilId }))[0]?.id).toBe(line?.id);
  });
});

describe("the audit log", () => {
  it("cannot be changed, shortened or emptied by the application", async () => {
    const app = new pg.Client({ connectionString: world.appUrl });
    await app.connect();
    try {
      for (const sql of [
        "UPDATE audit_line SET name = 'Somebody else'",
        "DELETE FROM audit_line",
        "TRUNCATE audit_line",
        "ALTER TABLE audit_line DISABLE TRIGGER ALL",
      ]) {
        await expect(app.query(sql), sql).rejects.toThrow();
      }
    } finally {
      await app.end();
    }
    expect((await latest()).length).toBeGreaterThan(0);
  });

  it("is read by officers and councillors of the council and by the operator, and by nobody else", () => {
    const reads = (actor: Actor, councilId?: string) => may(actor, "audit.read", { councilId }).holds;
    const { officer, councillor, foreigner, resident, councilId } = chamber;
    expect([officer, councillor, operator].map((actor) => reads(actor, councilId))).toEqual([true, true, true]);
    expect([foreigner, resident].map((actor) => reads(actor, councilId))).toEqual([false, false]);
    expect([officer, operator].map((actor) => reads(actor))).toEqual([false, true]);
  });

  it("is searched and paged in 100,000 lines without waiting, and each line is found once", async () => {
    await world.sql(
      `INSERT INTO audit_line (at, person_id, name, post, council_id, action, about)
       SELECT app_now() - n * interval '1 minute', $1, 'Person ' || n % 50, 'Head of parks', $2, 'duty.act', 'Thing ' || n
       FROM generate_series(1, 100000) n`,
      [chamber.officer.personId, chamber.councilId],
    );
    const search = { ...everything, councilId: chamber.councilId, about: "thing 9999" };
    await world.sql("ANALYZE audit_line");
    const startMs = performance.now();
    const first = await listAudit(world.app.db, search, null, 6);
    const second = await listAudit(world.app.db, search, BigInt(first.next as string), 6);
    const none = await listAudit(world.app.db, { ...search, about: "100%_not there" }, null);
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(new Set([...first.lines, ...second.lines].map(({ about }) => about)).size).toBe(11);
    expect(second.next).toBeNull();
    expect(none.lines).toEqual([]);
  });

  it("is exported as found, with formulas made harmless", async () => {
    await world.sql(
      "INSERT INTO audit_line (at, name, post, action, about) VALUES (app_now(), '=1+1', 'Test', 'server.import_places', '@SUM(A1) \"x\"')",
    );
    const search = { ...everything, person: "=1+1" };
    const csv = await auditFile(world.app, search, "csv", "audit").text();
    expect(csv.split("\r\n")).toHaveLength(3);
    expect(csv).toContain(`'=1+1,Test`);
    expect(csv).toContain(`"'@SUM(A1) ""x"""`);
    const ndjson = await auditFile(world.app, search, "ndjson", "audit").text();
    expect(
      ndjson
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).name),
    ).toEqual(["=1+1"]);
  });

  it("says which day of a search is none, and passes over what cannot be asked for", () => {
    const asked = new URLSearchParams("from=31 2 2026&until=1/12/2026&action=drop&before=x");
    const { search, errors, before } = readAuditSearch(asked, null);
    expect(errors).toEqual([
      { field: "action", message: expect.stringMatching(/list/) },
      { field: "from", message: expect.stringMatching(/real date/) },
    ]);
    expect([search.from, search.until, search.action, before]).toEqual([null, "2026-12-01", "", null]);
  });

  it("gives no file for a search that cannot be read, and reads the first day there is", async () => {
    const ask = (query: string) =>
      auditDownload(world.app, operator, new Request(`http://parish.test/audit.csv?${query}`), undefined, "csv");
    for (const query of ["from=32-13-2026", "until=x", "action=toString"]) {
      await expect(ask(query)).rejects.toMatchObject({ init: { status: 422 } });
    }
    expect((await ask("from=1970-01-01")).status).toBe(200);
    const none = await listAudit(world.app.db, { ...everything, until: "0001-01-01" }, null);
    expect(none.lines).toEqual([]);
    expect((await listAudit(world.app.db, { ...everything, from: "0001-01-01" }, null)).lines).not.toEqual([]);
  });
});

describe("posts", () => {
  const post = (facts: Partial<Parameters<typeof commands.appointToPost>[2]> = {}) => ({
    email: "lena@example.org",
    name: "Lena Lead",
    kind: "officer" as const,
    council: chamber.slug,
    post: "Head of people",
    mayAppoint: true,
    ...facts,
  });
  const actorAt = async (email: string) =>
    world.app.loadActor((await world.app.db.person.findUniqueOrThrow({ where: { email } })).id);
  const roleOf = (email: string) =>
    world.app.db.role.findFirstOrThrow({ where: { person: { email }, endedAt: null }, orderBy: { fromAt: "desc" } });

  it("are first given by the operator, once however often it is sent, and told to the person", async () => {
    expect(accepted(await commands.appointToPost(context(), operator, post()))).toMatchObject({ isChanged: true });
    const [line] = await latest();
    expect(line).toMatchObject({
      name: "Olu Operator",
      post: "Operator",
      about: "Appointed Lena Lead as officer: Head of people",
    });
    expect(accepted(await commands.appointToPost(context(), operator, post()))).toMatchObject({ isChanged: false });
    expect((await latest())[0]?.id).toBe(line?.id);
    const letters = await world.app.db.mail.findMany({ where: { recipient: "lena@example.org" } });
    expect(letters.map(({ subject }) => subject)).toEqual([expect.stringContaining("Head of people")]);
  });

  it("are then given by officers who may appoint at that council, and by no others", async () => {
    const lena = await actorAt("lena@example.org");
    const given = post({
      email: "cleo@example.org",
      name: "Cleo Councillor",
      kind: "councillor",
      post: "Ward member",
      mayAppoint: true,
    });
    for (const actor of [chamber.officer, chamber.councillor, chamber.foreigner, chamber.resident]) {
      expect(refusalOf(await commands.appointToPost(context(), actor, given)).code).toBe("not_allowed");
    }
    expect(refusalOf(await commands.appointToPost(context(), lena, { ...given, name: "" })).errors?.[0]?.field).toBe(
      "name",
    );
    accepted(await commands.appointToPost(context(), lena, given));
    expect((await roleOf("cleo@example.org")).mayAppoint).toBe(false);
    const commissioner = post({ kind: "commissioner", council: undefined });
    expect(refusalOf(await commands.appointToPost(context(), lena, commissioner)).code).toBe("not_allowed");
  });

  it("are not a council's for the Commissioner, nor the Commissioner's for whoever holds a council's", async () => {
    const lena = await actorAt("lena@example.org");
    const commissioner = { kind: "commissioner", council: undefined, post: "Commissioner" } as const;
    const cora = { email: "cora@example.org", name: "Cora Commissioner" };
    accepted(await commands.appointToPost(context(), operator, post({ ...cora, ...commissioner })));
    for (const kind of ["officer", "councillor"] as const) {
      const given = post({ ...cora, kind });
      expect(refusalOf(await commands.appointToPost(context(), lena, given))).toMatchObject({
        code: "refused_by_act",
        section: "s50",
      });
    }
    const atMachine = {
      ...cora,
      kind: "officer",
      councilSlug: chamber.slug,
      post: "Clerk",
      name: "Another Name",
    } as const;
    expect(refusalOf(await commands.appointPerson(context(), atMachine)).section).toBe("s50");
    expect((await actorAt(cora.email)).name).toBe("Cora Commissioner");
    expect((await actorAt(cora.email)).roles).toMatchObject([{ kind: "commissioner" }]);

    const turned = post({ email: "cleo@example.org", ...commissioner });
    expect(refusalOf(await commands.appointToPost(context(), operator, turned)).section).toBe("s50");
  });

  it("keep the name that somebody has given themselves", async () => {
    const lena = await actorAt("lena@example.org");
    const given = post({ email: "cleo@example.org", name: "Mallory", kind: "councillor", post: "Ward member" });
    expect(accepted(await commands.appointToPost(context(), lena, given)).name).toBe("Cleo Councillor");
  });

  it("are not left without anybody who may appoint by their own hand, not even by two at once", async () => {
    const lena = await actorAt("lena@example.org");
    const own = await roleOf("lena@example.org");
    const end = (actor: Actor, roleId: string) =>
      commands.endPost(context(), actor, { roleId, reason: "Left the council" });
    expect(refusalOf(await end(lena, own.id)).code).toBe("conflict");
    expect(refusalOf(await commands.appointToPost(context(), lena, post({ mayAppoint: false }))).code).toBe("conflict");
    accepted(await commands.appointToPost(context(), lena, post({ email: "lou@example.org", name: "Lou Lead" })));
    const lou = await actorAt("lou@example.org");
    const both = await Promise.all([end(lena, (await roleOf("lou@example.org")).id), end(lou, own.id)]);
    expect(both.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(both.find((outcome) => !outcome.ok)).toMatchObject({ refused: { code: "not_allowed" } });
  });

  it("end at once for whoever had asked before, and the person is told", async () => {
    const { councilId } = chamber;
    accepted(
      await commands.appointToPost(
        context(),
        operator,
        post({ email: "zoe@example.org", name: "Zoe", mayAppoint: false }),
      ),
    );
    const before = await actorAt("zoe@example.org");
    const role = await roleOf("zoe@example.org");
    accepted(await commands.endPost(context(), operator, { roleId: role.id, reason: "PRIVATE-REASON" }));
    accepted(await commands.endPost(context(), operator, { roleId: role.id, reason: "PRIVATE-REASON" }));
    expect(may(await actorAt("zoe@example.org"), "duty.act", { councilId }).holds).toBe(false);
    expect(may(before, "duty.act", { councilId }).holds).toBe(true);
    const letter = await world.app.db.mail.findFirstOrThrow({ where: { key: `post-ended:${role.id}` } });
    expect(letter.text).toContain("PRIVATE-REASON");
    expect(JSON.stringify(await latest())).not.toContain("PRIVATE-REASON");
  });

  it("of the last operator stay", async () => {
    const role = await world.app.db.role.findFirstOrThrow({ where: { kind: "operator", endedAt: null } });
    expect(refusalOf(await commands.endPost(context(), operator, { roleId: role.id, reason: "Tired" })).code).toBe(
      "conflict",
    );
  });
});
