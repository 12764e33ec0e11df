import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as commands from "#server/commands";
import { readVerdicts } from "#server/imports/read-verdicts";
import type { Actor } from "~/domain/permissions/actor";
import { makeActiveParish, makePerson, makeResident, makeWard } from "../../prisma/scenarios/places-and-people";
import { type Chamber, makeChamber } from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { castAs, makeVote, makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let ward: { id: string; gss: string };

beforeAll(async () => {
  world = await makeWorld();
  chamber = await makeChamber(world);
  ward = await makeWard(world.app.db, chamber.councilId);
});
afterAll(() => world.stop());

const context = () => world.app.context;
const bytes = (text: string) => new TextEncoder().encode(text);
const homeOf = (personId: string) => world.app.db.residency.findFirstOrThrow({ where: { personId } });

async function claimant(gss = ward.gss) {
  const person = await makePerson(world.app.db);
  const actor = await world.app.loadActor(person.id);
  const claim = { ward: gss, address: "9 Mill Lane, ZZ9 9ZZ", isAged16: true, isMoving: false };
  const { claimId } = accepted(await commands.claimResidency(context(), actor, claim));
  return { person, claimId, email: person.email as string };
}

const decide = (list: string, isDryRun: boolean, actor: Actor = chamber.officer) =>
  commands.decideClaims(context(), actor, { council: chamber.slug, list: bytes(list), isDryRun });

describe("a list of verdicts", () => {
  const rowsOf = (list: Uint8Array) => {
    const read = readVerdicts(list);
    if (!read.ok) throw new Error(read.why);
    return read.rows.map(({ line, who, verdict, reason }) => ({ line, who, verdict, reason }));
  };
  const expected = [
    { line: 2, who: "ada@example.org", verdict: "confirm", reason: "" },
    { line: 4, who: "-bob@example.org", verdict: "refuse", reason: "No such house; ask us" },
  ];

  it.each([
    [
      "commas",
      bytes('E-mail,Verdict,Reason\nAda@example.org,YES,\n\n"\'-bob@example.org",no,"No such house; ask us"\n'),
    ],
    [
      "a byte-order mark, semicolons and Windows line ends",
      bytes(
        '\uFEFFE-Mail;verdict;reason\r\n ada@example.org ;confirm;\r\n\r\n-bob@example.org;refuse;"No such house; ask us"\r\n',
      ),
    ],
    [
      "tabs in UTF-16",
      new Uint8Array(
        Buffer.from(
          "\uFEFFemail\tdecision\treason\nada@example.org\tconfirmed\n\n-bob@example.org\tRejected\tNo such house; ask us",
          "utf16le",
        ),
      ),
    ],
  ])("is read with %s", (_how, list) => {
    expect(rowsOf(list)).toEqual(expected);
  });

  it.each([
    ["", /empty/],
    ["who,what\na,b", /claim/],
    ["claim,reason\na,b", /verdict/],
    ["claim,verdict\na,\n", /No row has a verdict/],
    [`claim,verdict\n${"a,yes\n".repeat(501)}`, /501 verdicts\. At most 500/],
  ])("is refused as a whole where it cannot be used: %#", (list, why) => {
    expect(readVerdicts(bytes(list))).toEqual({ ok: false, why: expect.stringMatching(why) });
  });

  it("is tried without doing anything, then done row by row, and twice is once", async () => {
    const [byMail, byNumber, byStart, twice] = [await claimant(), await claimant(), await claimant(), await claimant()];
    const own = await world.app.db.residency.create({
      data: {
        personId: chamber.officer.personId as string,
        wardId: ward.id,
        address: "1 Hill",
        isAged16: true,
        claimedAt: await world.app.now(),
      },
    });
    const list = [
      "claim,e-mail,verdict,reason",
      `,${byMail.email},confirm,`,
      `${byNumber.claimId},,refuse,There is no such house`,
      `${byStart.claimId.slice(0, 8)},,confirm,`,
      `${twice.claimId},,confirm,`,
      `,${twice.email},refuse,Twice`,
      `${own.id},,confirm,`,
      ",nobody@example.org,confirm,",
      `${byMail.claimId},,maybe,`,
    ].join("\n");
    const standings = (outcome: Awaited<ReturnType<typeof decide>>) =>
      accepted(outcome).results.map(({ standing }) => standing);
    const first = ["confirmed", "refused", "confirmed", "confirmed", "not_done", "not_done", "not_done", "not_done"];
    expect(standings(await decide(list, true))).toEqual(first);
    expect((await homeOf(byMail.person.id)).confirmedAt).toBeNull();
    expect(standings(await decide(list, false))).toEqual(first);
    const [one, other] = [await homeOf(byMail.person.id), await homeOf(byNumber.person.id)];
    expect(one).toMatchObject({ confirmedById: chamber.officer.personId, address: null });
    expect(other).toMatchObject({ refusedReason: "There is no such house", confirmedAt: null });
    const again = ["already", "already", "already", "already", "not_done", "not_done", "not_done", "not_done"];
    expect(standings(await decide(list, false))).toEqual(again);
    expect(await homeOf(byMail.person.id)).toEqual(one);
    expect(await world.app.db.auditLine.count({ where: { about: { contains: byMail.claimId.slice(0, 8) } } })).toBe(1);
  });

  it("leaves alone whoever has claimed another home since it was written, unless the claim is named by its number", async () => {
    const { person } = await claimant();
    const checked = await homeOf(person.id);
    const actor = await world.app.loadActor(person.id);
    const other = { ward: ward.gss, address: "9 Low Street, never checked", isAged16: true, isMoving: false };
    const { claimId } = accepted(await commands.claimResidency(context(), actor, other));
    expect(claimId).not.toBe(checked.id);
    const list = (who: string) => `claim,verdict\n${who},confirm`;
    const [row] = accepted(await decide(list(person.email as string), false)).results;
    expect(row).toMatchObject({ standing: "not_done", words: expect.stringContaining("more than one home") });
    const standing = async (who: string) => accepted(await decide(list(who), true)).results[0]?.standing;
    expect(await standing(claimId.slice(0, 13))).toBe("confirmed");
    expect(await standing(claimId.replaceAll("-", ""))).toBe("not_done");
  });

  it("is taken from officers of the council only, and reaches no claim of another one", async () => {
    const { email } = await claimant();
    const list = `e-mail,verdict\n${email},confirm`;
    for (const actor of [chamber.foreigner, chamber.councillor, chamber.resident]) {
      expect(refusalOf(await decide(list, true, actor)).code).toBe("not_allowed");
    }
    const council = await world.app.db.council.findFirstOrThrow({ where: { id: { not: chamber.councilId } } });
    const elsewhere = await commands.decideClaims(context(), chamber.foreigner, {
      council: council.slug,
      list: bytes(list),
      isDryRun: false,
    });
    expect(accepted(elsewhere).results[0]?.standing).toBe("not_done");
  });
});

describe("letters with codes", () => {
  it("are made for many claims at once, and only the answer holds the codes", async () => {
    const people = [await claimant(), await claimant()];
    const gone = await claimant();
    accepted(await commands.confirmResidency(context(), chamber.officer, { claimId: gone.claimId }));
    const claimIds = [...people, gone, ...people].map(({ claimId }) => claimId);
    const { letters, notWritten } = accepted(await commands.writeLetters(context(), chamber.officer, { claimIds }));
    expect(letters.map(({ name }) => name)).toEqual(people.map(({ person }) => person.name));
    expect(notWritten.map(({ claimId }) => claimId)).toEqual([gone.claimId]);
    for (const { code } of letters) {
      for (const written of [code, code.replace("-", "")]) {
        const tables = await world.sql<{ name: string }>(
          "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename IN ('audit_line', 'residency', 'mail', 'minute_entry')",
        );
        for (const { name } of tables) {
          expect(await world.sql(`SELECT 1 FROM "${name}" t WHERE t::text ILIKE '%' || $1 || '%'`, [written])).toEqual(
            [],
          );
        }
      }
    }
    const actor = await world.app.loadActor((people[0] as (typeof people)[0]).person.id);
    accepted(await commands.enterPostedCode(context(), actor, { postedCode: letters[0]?.code ?? "" }));
  });

  it("are refused to whoever may not decide claims, and for nobody or too many", async () => {
    const { claimId } = await claimant();
    const write = (actor: Actor, claimIds: string[]) => commands.writeLetters(context(), actor, { claimIds });
    expect(refusalOf(await write(chamber.foreigner, [claimId])).code).toBe("not_allowed");
    expect(refusalOf(await write(chamber.officer, [])).code).toBe("invalid");
    const many = Array.from({ length: 101 }, () => crypto.randomUUID());
    expect(refusalOf(await write(chamber.officer, many)).code).toBe("invalid");
  });
});

describe("the end of a confirmed home", () => {
  it("takes the offices that are held there, leaves open votes as they are, and is told to the person", async () => {
    const { db } = world.app;
    const area = await makeWard(db, chamber.councilId);
    const mover = await makeResident(db, area.id, { name: "Mo Mover" });
    const stayer = await makeResident(db, area.id);
    const parish = await makeActiveParish(db, {
      councilId: chamber.councilId,
      wardIds: [area.id],
      convenorId: mover.id,
      deputyId: stayer.id,
    });
    const opensAt = await world.app.now();
    const vote = await makeVote(world, {
      parishId: parish.id,
      opensAt,
      closesAt: new Date(opensAt.getTime() + 3_600_000),
    });
    await commands.settleVotes(context());
    const { id: claimId } = await homeOf(mover.id);
    const revoke = (actor: Actor, reason = "You told us that you have moved.") =>
      commands.revokeResidency(context(), actor, { claimId, reason });

    for (const actor of [chamber.foreigner, chamber.councillor, chamber.resident]) {
      expect(refusalOf(await revoke(actor)).code).toBe("not_allowed");
    }
    expect(refusalOf(await revoke(chamber.officer, " ")).code).toBe("invalid");
    accepted(await revoke(chamber.officer));
    accepted(await revoke(chamber.officer));

    expect(await homeOf(mover.id)).toMatchObject({ endedReason: "You told us that you have moved." });
    expect(await db.parishOffice.count({ where: { parishId: parish.id, personId: mover.id, endedAt: null } })).toBe(0);
    const letters = await db.mail.findMany({ where: { recipient: mover.email as string } });
    expect(letters.map(({ text }) => text)).toEqual([expect.stringContaining("You told us that you have moved.")]);
    const kinds = await db.minuteEntry.findMany({ where: { parishId: parish.id }, orderBy: { number: "asc" } });
    expect(kinds.slice(-2).map(({ kind }) => kind)).toEqual(["resident_left", "office_left"]);
    // Both were on the roll when it was frozen, so both still vote.
    expect((await db.vote.findUniqueOrThrow({ where: { id: vote.id } })).rollSize).toBe(2);
    accepted(await castAs(world, mover.id, vote.id, "for"));
  });

  it("leaves a home that was never confirmed to be refused", async () => {
    const { claimId } = await claimant();
    const outcome = await commands.revokeResidency(context(), chamber.officer, { claimId, reason: "Moved" });
    expect(refusalOf(outcome).code).toBe("conflict");
  });

  it("is looked for by name, among the council's own residents, and the log tells that and not whom", async () => {
    const { db } = world.app;
    const resident = await makeResident(db, ward.id, { name: "Ottoline Findable" });
    const look = (name: string, actor = chamber.officer) =>
      commands.findResidents(context(), actor, { councilId: chamber.councilId, name });
    const claimId = (await homeOf(resident.id)).id;
    expect(accepted(await look("line find")).residents).toMatchObject([{ name: "Ottoline Findable", claimId }]);
    expect(accepted(await look(resident.email as string)).residents).toEqual([]);
    expect(refusalOf(await look("O")).code).toBe("invalid");
    expect(refusalOf(await look("Ottoline", chamber.foreigner)).code).toBe("not_allowed");
    const lines = await db.auditLine.findMany({ where: { action: "resident.find" } });
    expect(lines.map(({ about }) => about)).toEqual([1, 0].map((found) => `By name: ${found} found`));
  });
});

describe("a person who moves", () => {
  it("never has two homes: a new claim must be confirmed again, and the claim of a home ends the one before", async () => {
    const other = await makeWard(world.app.db, chamber.councilId);
    const { person } = await claimant();
    const actor = () => world.app.loadActor(person.id);
    accepted(await commands.confirmResidency(context(), chamber.officer, { claimId: (await homeOf(person.id)).id }));
    const move = { ward: other.gss, address: "1 New Road", isAged16: true, isMoving: true };
    const { claimId } = accepted(await commands.claimResidency(context(), await actor(), move));
    expect((await actor()).residency).toMatchObject({ wardId: other.id, confirmedAt: null });
    accepted(await commands.confirmResidency(context(), chamber.officer, { claimId }));
    const live = { personId: person.id, endedAt: null, refusedAt: null };
    expect(await world.app.db.residency.count({ where: live })).toBe(1);
  });
});

describe("the list of open claims", () => {
  it("goes to officers of the council, without their own claim, and is told in the audit log", async () => {
    await claimant();
    const { claims } = accepted(await commands.exportClaims(context(), chamber.officer, { council: chamber.slug }));
    expect(claims.length).toBeGreaterThan(0);
    const own = await world.app.db.residency.findFirstOrThrow({
      where: { personId: chamber.officer.personId as string },
    });
    expect(claims.map(({ id }) => id)).not.toContain(own.id);
    const line = await world.app.db.auditLine.findFirstOrThrow({ where: { action: "residency.export" } });
    expect(line.about).toBe(`${claims.length} open ${claims.length === 1 ? "claim" : "claims"}`);
    for (const actor of [chamber.foreigner, chamber.councillor]) {
      expect(refusalOf(await commands.exportClaims(context(), actor, { council: chamber.slug })).code).toBe(
        "not_allowed",
      );
    }
  });
});
