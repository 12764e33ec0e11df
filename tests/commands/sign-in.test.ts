import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appointPerson, dismissPerson } from "#server/commands/appoint-person";
import { issueSignInLink } from "#server/commands/issue-sign-in-link";
import { namePerson } from "#server/commands/name-person";
import { requestSignInCode } from "#server/commands/request-sign-in-code";
import { signInAs } from "#server/commands/sign-in-as";
import { signInWithCode } from "#server/commands/sign-in-with-code";
import { signInWithLink } from "#server/commands/sign-in-with-link";
import { stranger } from "~/domain/permissions/actor";
import { codeForm, emailForm, localPath, newcomerName, personName } from "~/forms/people";
import { makeCouncil, makePerson } from "../../prisma/scenarios/places-and-people";
import { makeWorld, type World } from "../support/world";

let world: World;
let clients = 0;

beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.stop());

/** Another device each time, so that the limit of one test does not reach the next. */
function client(): string {
  clients += 1;
  return `192.0.2.${clients}`;
}

async function ask(email: string, clientAddress = client()) {
  return requestSignInCode(world.app.context, { email, clientAddress });
}

async function codeFor(email: string): Promise<string> {
  expect(await ask(email)).toEqual({ ok: true, value: { email } });
  const letter = await world.app.db.mail.findFirstOrThrow({
    where: { recipient: email },
    orderBy: { createdAt: "desc" },
  });
  return /\d{6}/.exec(letter.text)?.[0] as string;
}

function enter(email: string, code: string, clientAddress = client()) {
  return signInWithCode(world.app.context, { email, code, clientAddress });
}

function otherThan(code: string, by = 1): string {
  return String((Number(code) + by) % 1_000_000).padStart(6, "0");
}

describe("signing in with a code", () => {
  it("makes an account for a new address at the first correct code, and none before", async () => {
    const code = await codeFor("new@example.org");
    expect(await world.app.db.person.count({ where: { email: "new@example.org" } })).toBe(0);
    const outcome = await enter("new@example.org", code);
    expect(outcome).toMatchObject({ ok: true, value: { needsName: true } });
    const person = await world.app.db.person.findUniqueOrThrow({ where: { email: "new@example.org" } });
    expect(person.name).toBe(newcomerName);
    const actor = await world.app.loadActor(person.id);
    expect(await namePerson(world.app.context, actor, { name: "Nia New" })).toMatchObject({ ok: true });
    expect(await enter("new@example.org", await codeFor("new@example.org"))).toEqual({
      ok: true,
      value: { personId: person.id, needsName: false },
    });
  });

  it("answers the same for an address with an account and one without", async () => {
    const known = await makePerson(world.app.db, { email: "known@example.org" });
    const [one, other] = [await ask(known.email), await ask("unknown@example.org")];
    expect(one.ok && other.ok).toBe(true);
    expect(await enter(known.email, "abcdef")).toEqual(await enter("never-asked@example.org", "abcdef"));
  });

  it("keeps only a scrambled value of the code", async () => {
    const code = await codeFor("hash@example.org");
    const rows = await world.sql<{ row: string }>(
      "SELECT sign_in_code::text AS row FROM sign_in_code WHERE email = $1",
      ["hash@example.org"],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.row).not.toContain(code);
    expect(rows[0]?.row).not.toContain(Buffer.from(code).toString("hex"));
  });

  it("takes a code once, even when it is sent twice at the same moment", async () => {
    const code = await codeFor("twice@example.org");
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => enter("twice@example.org", code)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await world.app.db.person.count({ where: { email: "twice@example.org" } })).toBe(1);
  });

  it("refuses the code before when a new one was asked for", async () => {
    const first = await codeFor("replace@example.org");
    const second = await codeFor("replace@example.org");
    if (first !== second) expect((await enter("replace@example.org", first)).ok).toBe(false);
    expect((await enter("replace@example.org", second)).ok).toBe(true);
  });

  it("refuses a code at its tenth minute", async () => {
    const code = await codeFor("late@example.org");
    await world.advance("10 minutes");
    expect(await enter("late@example.org", code)).toMatchObject({ ok: false, refused: { code: "invalid" } });
    expect(await world.app.db.person.count({ where: { email: "late@example.org" } })).toBe(0);
  });

  it("refuses the right code after five wrong ones", async () => {
    const code = await codeFor("guess@example.org");
    for (let by = 1; by <= 5; by += 1) expect((await enter("guess@example.org", otherThan(code, by))).ok).toBe(false);
    expect(await enter("guess@example.org", code)).toMatchObject({ ok: false, refused: { code: "invalid" } });
  });

  it("refuses somebody else's code", async () => {
    const code = await codeFor("mine@example.org");
    await codeFor("theirs@example.org");
    const outcome = await enter("theirs@example.org", code);
    expect(outcome.ok).toBe(false);
  });

  it("sends five codes an hour to an address and no more", async () => {
    for (let sent = 0; sent < 5; sent += 1) expect((await ask("often@example.org")).ok).toBe(true);
    expect(await ask("often@example.org")).toMatchObject({ ok: false, refused: { code: "too_many" } });
    expect(await world.app.db.mail.count({ where: { recipient: "often@example.org" } })).toBe(5);
  });

  it("sends twenty codes an hour to one client and no more, whatever the addresses", async () => {
    const from = client();
    const outcomes = await Promise.all(Array.from({ length: 21 }, (_, n) => ask(`many${n}@example.org`, from)));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(20);
  });

  it("limits how many codes one client may try", async () => {
    const from = client();
    const outcomes = [];
    for (let n = 0; n < 61; n += 1) outcomes.push(await enter(`spray${n}@example.org`, "000000", from));
    expect(outcomes.at(-1)).toMatchObject({ ok: false, refused: { code: "too_many" } });
    expect(outcomes.at(-2)).toMatchObject({ ok: false, refused: { code: "invalid" } });
  });

  it("keeps no address and no client in the table of limits", async () => {
    const rows = await world.sql<{ key: string }>("SELECT key FROM rate_limit");
    expect(rows.length).toBeGreaterThan(0);
    for (const { key } of rows) expect(key).toMatch(/^[a-z_]+:[0-9a-f]{64}$/);
  });
});

describe("signing in as an example account", () => {
  it("works by the account's short name while the simulation is on", async () => {
    const person = await makePerson(world.app.db, { slug: "resident" });
    expect(await signInAs(world.app.context, { person: "resident" })).toEqual({
      ok: true,
      value: { personId: person.id },
    });
    expect(await signInAs(world.app.context, { person: "nobody" })).toMatchObject({ refused: { code: "not_found" } });
  });

  it("does not exist while the simulation is off", async () => {
    const real = { ...world.app.context, env: { ...world.app.env, isSimulated: false } };
    expect(await signInAs(real, { person: "resident" })).toMatchObject({ ok: false, refused: { code: "not_found" } });
  });
});

describe("an operator's way in", () => {
  it("makes the person an operator, once, and a link that works once", async () => {
    const appointment = { email: "op@example.org", name: "Olu Operator", kind: "operator" as const, post: "Operator" };
    await appointPerson(world.app.context, appointment);
    await appointPerson(world.app.context, appointment);
    const person = await world.app.db.person.findUniqueOrThrow({ where: { email: "op@example.org" } });
    expect((await world.app.loadActor(person.id)).roles).toEqual([
      { kind: "operator", councilId: null, post: "Operator", mayAppoint: false },
    ]);
    const link = await issueSignInLink(world.app.context, { email: "op@example.org" });
    if (!link.ok) throw new Error("no link");
    const uses = await Promise.all([1, 2, 3].map(() => signInWithLink(world.app.context, link.value)));
    expect(uses.filter((use) => use.ok)).toEqual([{ ok: true, value: { personId: person.id } }]);
  });

  it("refuses a link after fifteen minutes, a forged one and one for nobody", async () => {
    const link = await issueSignInLink(world.app.context, { email: "op@example.org" });
    if (!link.ok) throw new Error("no link");
    const [id] = link.value.token.split(".");
    const forged = `${id}.${"A".repeat(43)}`;
    for (const token of [forged, "", "../..", `${id}`, "x".repeat(10_000)]) {
      expect(await signInWithLink(world.app.context, { token })).toMatchObject({ refused: { code: "not_found" } });
    }
    await world.advance("15 minutes");
    expect(await signInWithLink(world.app.context, link.value)).toMatchObject({ refused: { code: "not_found" } });
    expect(await issueSignInLink(world.app.context, { email: "no@example.org" })).toMatchObject({ ok: false });
  });

  it("survives somebody asking for a code for the operator's address", async () => {
    const link = await issueSignInLink(world.app.context, { email: "op@example.org" });
    await ask("op@example.org");
    if (!link.ok) throw new Error("no link");
    expect((await signInWithLink(world.app.context, link.value)).ok).toBe(true);
  });

  it("appoints an officer of one council and ends the role again", async () => {
    const council = await makeCouncil(world.app.db);
    const post = { email: "off@example.org", name: "Ann", kind: "officer" as const, post: "Head of parks" };
    expect(await appointPerson(world.app.context, post)).toMatchObject({ refused: { code: "invalid" } });
    expect(await appointPerson(world.app.context, { ...post, councilSlug: "nowhere" })).toMatchObject({
      refused: { code: "not_found" },
    });
    expect(await world.app.db.person.count({ where: { email: post.email } })).toBe(0);
    await appointPerson(world.app.context, { ...post, councilSlug: council.slug });
    const person = await world.app.db.person.findUniqueOrThrow({ where: { email: post.email } });
    expect((await world.app.loadActor(person.id)).roles).toMatchObject([{ kind: "officer", councilId: council.id }]);
    const dismissal = { email: post.email, kind: post.kind, councilSlug: council.slug };
    expect(await dismissPerson(world.app.context, dismissal)).toEqual({ ok: true, value: { count: 1 } });
    expect((await world.app.loadActor(person.id)).roles).toEqual([]);
  });
});

describe("what is typed when signing in", () => {
  it("reads addresses in small letters and refuses what is not one", () => {
    expect(emailForm.parse({ email: "  Ann.B@Example.ORG " }).email).toBe("ann.b@example.org");
    for (const email of ["ann", "ann@", "@example.org", "a b@example.org", `${"a".repeat(250)}@example.org`, ""]) {
      expect(emailForm.safeParse({ email }).success).toBe(false);
    }
  });

  it("reads a code with spaces and refuses anything but six figures", () => {
    expect(codeForm.parse({ email: "a@example.org", code: "042 137" }).code).toBe("042137");
    for (const code of ["12345", "1234567", "12345a", ""]) {
      expect(codeForm.safeParse({ email: "a@example.org", code }).success).toBe(false);
    }
  });

  it("refuses names that are empty, too long, hidden or the newcomer's", () => {
    expect(personName.parse("  Siân   Ó Briain ")).toBe("Siân Ó Briain");
    for (const name of ["", "A", "x".repeat(81), "Ann\u202Egro", newcomerName, newcomerName.toUpperCase()]) {
      expect(personName.safeParse(name).success).toBe(false);
    }
  });

  it("leads only to paths of this site", () => {
    expect(localPath("/votes/1?a=b#c", "/account")).toBe("/votes/1?a=b#c");
    const away = [
      "//evil.example",
      "/\\evil.example",
      "https://evil.example",
      "/\t/evil.example",
      "/.//evil.example",
      "evil",
    ];
    for (const wanted of [...away, "javascript:alert(1)", "", null, undefined, `/${"a".repeat(2000)}`]) {
      expect(localPath(wanted, "/account")).toBe("/account");
    }
  });

  it("gives a name to nobody who is not signed in", async () => {
    expect(await namePerson(world.app.context, stranger, { name: "Ann" })).toMatchObject({
      refused: { code: "not_signed_in" },
    });
  });
});
