import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { requestSignInCode } from "#server/commands/request-sign-in-code";
import { tryAddressAgain } from "#server/commands/try-address-again";
import { startApplication } from "#server/container";
import { makePostman, type Postman } from "#server/mail/deliver-mail";
import { letterHtml } from "#server/mail/letter-html";
import { type Letter, writeMail } from "#server/mail/send-mail";
import { openDb } from "#server/persistence/db";
import { getNoticeChoice } from "#server/queries/list-notices";
import { makePerson } from "../../prisma/scenarios/places-and-people";
import { type MailServer, startMailServer } from "../support/mail-server";
import { makeWorld, type World } from "../support/world";

const site = "https://parish.example.org";

let world: World;
const servers: MailServer[] = [];
const postmen: Postman[] = [];

beforeAll(async () => {
  world = await makeWorld({ PUBLIC_URL: site });
});

afterEach(async () => {
  for (const postman of postmen.splice(0)) postman.stop();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  await world.app.db.mail.deleteMany();
});

afterAll(() => world.stop());

async function mailServer(...options: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...options);
  servers.push(server);
  return server;
}

/** A postman as another process would have one. */
function postmanTo(smtpUrl: string, db = world.app.db): Postman {
  const postman = makePostman(db, { ...world.app.env, smtpUrl }, world.app.log);
  postmen.push(postman);
  return postman;
}

let written = 0;
async function write(to: string, more: Partial<Letter> = {}): Promise<string> {
  written += 1;
  const letter = { key: `test:${written}`, to, subject: `Letter ${written}`, text: "Something happened.", ...more };
  await writeMail(world.app.db, await world.app.now(), [letter]);
  return letter.key;
}

const rowOf = (key: string) => world.app.db.mail.findUniqueOrThrow({ where: { key } });

/** What a wait of real time would bring: claims and waits that are over. */
const letTimePass = () => world.sql("UPDATE mail SET next_try_at = clock_timestamp() - interval '1 second'");

describe("delivery", () => {
  it("sends each of two hundred letters once, with two processes at it", async () => {
    const server = await mailServer();
    for (let index = 0; index < 200; index += 1) await write(`reader${index}@example.org`);
    const other = openDb(world.appUrl, 5);
    try {
      const both = [postmanTo(server.url), postmanTo(server.url, other)];
      await Promise.all(both.map((postman) => postman.deliver()));
      await Promise.all(both.map((postman) => postman.deliver()));
    } finally {
      await other.$disconnect();
    }
    expect(server.letters).toHaveLength(200);
    expect(new Set(server.letters.map(({ to }) => to)).size).toBe(200);
    expect(await world.app.db.mail.count({ where: { sentAt: null } })).toBe(0);
  });

  it("sends a letter again, under the same Message-ID, when a process died between sending and noting it", async () => {
    const server = await mailServer();
    const key = await write("crash@example.org");
    const postman = postmanTo(server.url);
    await postman.deliver();
    // All that such a process leaves: a claim, and no note.
    await world.sql("UPDATE mail SET sent_at = NULL WHERE key = $1", [key]);
    await postman.deliver();
    expect(server.letters).toHaveLength(1);
    await letTimePass();
    await postman.deliver();
    expect(server.letters).toHaveLength(2);
    const [first, second] = server.letters.map((letter) => letter.header("Message-ID"));
    expect(first).toBe(`<${(await rowOf(key)).id}@parish.example.org>`);
    expect(second).toBe(first);
  });

  it("waits longer after each failure that may pass, and gives up in the end", async () => {
    const server = await mailServer({ refuse: () => ({ code: 451, words: "4.3.0 Come back later" }) });
    const key = await write("busy@example.org");
    const postman = postmanTo(server.url);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await postman.deliver();
      const [{ minutes } = { minutes: 0 }] = await world.sql<{ minutes: number }>(
        "SELECT round(extract(epoch FROM next_try_at - clock_timestamp()) / 60)::int AS minutes FROM mail WHERE key = $1",
        [key],
      );
      waits.push(minutes);
      expect((await rowOf(key)).failedAt === null).toBe(attempt < 8);
      await letTimePass();
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256]);
    await postman.deliver();
    expect(await rowOf(key)).toMatchObject({ attempts: 8, sentAt: null });
    expect(await world.app.db.refusedAddress.count()).toBe(0);
  });

  it("forgets a letter a month after it went, and none that still waits", async () => {
    const server = await mailServer();
    const [gone, waits] = [await write("old@example.org"), await write("older@example.org")];
    const postman = postmanTo(server.url);
    await postman.deliver();
    await world.sql("UPDATE mail SET created_at = created_at - interval '31 days'");
    await world.sql("UPDATE mail SET sent_at = NULL WHERE key = $1", [waits]);
    await postman.deliver();
    expect(await world.app.db.mail.count({ where: { key: gone } })).toBe(0);
    expect(await world.app.db.mail.count({ where: { key: waits } })).toBe(1);
  });

  it("keeps letters while our own password is wrong", async () => {
    const server = await mailServer({ needsPassword: true });
    const key = await write("patient@example.org");
    await postmanTo(server.url.replace("smtp://", "smtp://user:wrong@")).deliver();
    expect(await rowOf(key)).toMatchObject({ sentAt: null, failedAt: null, attempts: 1 });
    expect(await world.app.db.refusedAddress.count()).toBe(0);
  });

  it("is part of the background work of a process", async () => {
    const server = await mailServer();
    const { env, log } = world.app;
    const { ownerUrl, appUrl } = world;
    const app = await startApplication({ env: { ...env, smtpUrl: server.url }, log, ownerUrl, appUrl });
    try {
      await requestSignInCode(app.context, { email: "soon@example.org", clientAddress: "192.0.2.77" });
      const [letter] = await server.received(1);
      expect(letter?.to).toBe("soon@example.org");
    } finally {
      await app.stop();
    }
  });
});

describe("an address that refuses letters", () => {
  const refuse = (words: string) => ({ refuse: (to: string) => (to.startsWith("gone") ? { code: 550, words } : null) });

  it("gets no more of them but codes to sign in, until its owner asks for another try", async () => {
    const server = await mailServer(refuse("5.1.1 No such user"));
    const person = await makePerson(world.app.db, { email: "gone@example.org" });
    const actor = await world.app.loadActor(person.id);
    const first = await write(person.email);
    const postman = postmanTo(server.url);
    await postman.deliver();
    expect(await rowOf(first)).toMatchObject({ sentAt: null, attempts: 1 });
    expect((await rowOf(first)).failedAt).not.toBeNull();
    const choice = () => getNoticeChoice(world.app.db, { personId: person.id, email: person.email });
    expect((await choice()).refusedSince).not.toBe("");

    const second = await write(person.email);
    const code = await write(person.email, { isEssential: true });
    await postman.deliver();
    expect(await rowOf(second)).toMatchObject({ attempts: 0, lastError: "the address refuses letters" });
    expect(await rowOf(code)).toMatchObject({ attempts: 1 });

    expect((await tryAddressAgain(world.app.context, actor)).ok).toBe(true);
    expect((await choice()).refusedSince).toBe("");
    const better = await mailServer();
    const third = await write(person.email);
    await postmanTo(better.url).deliver();
    expect((await rowOf(third)).sentAt).not.toBeNull();
    expect(better.letters).toHaveLength(1);
  });

  it("is not what a server means that will not relay for us", async () => {
    const server = await mailServer(refuse("5.7.1 Relaying denied"));
    const key = await write("gone.far@example.org");
    await postmanTo(server.url).deliver();
    expect((await rowOf(key)).failedAt).not.toBeNull();
    expect(await world.app.db.refusedAddress.count({ where: { email: "gone.far@example.org" } })).toBe(0);
  });

  it("is not what a server means that dislikes one letter", async () => {
    const server = await mailServer({ refuseData: () => ({ code: 554, words: "5.6.0 Not like this" }) });
    const key = await write("picky@example.org");
    await postmanTo(server.url).deliver();
    expect((await rowOf(key)).failedAt).not.toBeNull();
    expect(await world.app.db.refusedAddress.count({ where: { email: "picky@example.org" } })).toBe(0);
  });
});

describe("a letter", () => {
  it("is plain text and HTML, says how to end such letters, and lets a mail program do it in one press", async () => {
    const server = await mailServer();
    const person = await makePerson(world.app.db);
    await write(person.email, { text: `Read ${site}/votes/1 & <b>more</b>` });
    await postmanTo(server.url).deliver();
    const [letter] = server.letters;
    const { token } = await world.app.db.noticePreference.findUniqueOrThrow({ where: { personId: person.id } });
    expect(letter?.header("List-Unsubscribe")).toBe(`<${site}/unsubscribe/${token}>`);
    expect(letter?.header("List-Unsubscribe-Post")).toBe("List-Unsubscribe=One-Click");
    expect(letter?.header("Content-Type")).toContain("multipart/alternative");
    expect(letter?.source).toContain(`<a href="${site}/votes/1">${site}/votes/1</a> &amp; &lt;b&gt;more&lt;/b&gt;`);
    expect(letter?.source).toContain(
      `You choose what you are written to about in your account: ${site}/account/notices`,
    );
  });

  it("with a code to sign in has nothing to end", async () => {
    const server = await mailServer();
    const person = await makePerson(world.app.db);
    await write(person.email, { isEssential: true });
    await postmanTo(server.url).deliver();
    expect(server.letters[0]?.header("List-Unsubscribe")).toBe("");
    expect(server.letters[0]?.source).not.toContain("unsubscribe");
  });

  it("names no address of the site where none is known", async () => {
    const server = await mailServer();
    const person = await makePerson(world.app.db);
    await write(person.email);
    const env = { ...world.app.env, publicUrl: undefined, isSimulated: false, smtpUrl: server.url };
    const postman = makePostman(world.app.db, env, world.app.log);
    postmen.push(postman);
    await postman.deliver();
    expect(server.letters[0]?.header("List-Unsubscribe")).toBe("");
    expect(server.letters[0]?.source).toContain("You choose what you are written to about in your account.");
    expect(server.letters[0]?.source).not.toContain("/account/notices");
  });

  it("as HTML fetches nothing and runs nothing, whatever its text says", () => {
    const html = letterHtml("<script>", `<img src=x onerror=1>\n\n- "quoted" https://a.example/"onclick="x`);
    expect(html).not.toMatch(/<(script|img|link|iframe)/);
    expect(html).toContain(`<a href="https://a.example/">`);
    expect(html).not.toContain(`"onclick="`);
  });
});
