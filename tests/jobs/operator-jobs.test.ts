import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { retryJob } from "#server/commands/retry-job";
import { type JobQueue, startJobs } from "#server/jobs/queue";
import { plainReason } from "#server/mail/plain-reason";
import { getOperatorJobs, type OperatorJobs } from "#server/queries/get-operator-jobs";
import { type Actor, stranger } from "~/domain/permissions/actor";
import {
  makeActiveParish,
  makeCouncil,
  makePerson,
  makeResident,
  makeWard,
} from "../../prisma/scenarios/places-and-people";
import { type Chamber, makeChamber } from "../support/council";
import { accepted, refusalOf } from "../support/proposals";
import { makeVote, makeWorld, type World } from "../support/world";

let world: World;
let chamber: Chamber;
let operator: Actor;
let jobs: JobQueue;
/** Called each time the queue runs a job. */
let onDelivery: () => void = () => {};

beforeAll(async () => {
  world = await makeWorld();
  chamber = await makeChamber(world);
  const { db } = world.app;
  const person = await makePerson(db, { name: "Olu Operator" });
  const fromAt = await world.app.now();
  await db.role.create({ data: { personId: person.id, kind: "operator", post: "Operator", fromAt } });
  operator = await world.app.loadActor(person.id);
  jobs = await startJobs(world.ownerUrl, async () => onDelivery(), pino({ level: "silent" }));
});

afterAll(async () => {
  await jobs.stop();
  await world.stop();
});

const page = async (): Promise<OperatorJobs> => accepted(await getOperatorJobs(world.app.db, jobs, operator));

/** Puts a job into the queue that was given up. */
async function failedJob(message: string): Promise<string> {
  const [job] = await world.sql<{ id: string }>(
    `INSERT INTO pgboss.job (name, state, completed_on, retry_count, retry_limit, output, policy)
     VALUES ('deliver-mail', 'failed', now(), 5, 5, jsonb_build_object('message', $1::text), 'short') RETURNING id`,
    [message],
  );
  if (!job) throw new Error("the job was not written");
  return job.id;
}

describe("who sees the jobs", () => {
  it("is an operator and nobody else", async () => {
    const jobId = await failedJob("The mail server does not answer.");
    const { officer, councillor, resident } = chamber;
    for (const actor of [officer, councillor, resident]) {
      expect(refusalOf(await getOperatorJobs(world.app.db, jobs, actor)).code).toBe("not_allowed");
      expect(refusalOf(await retryJob(world.app.context, jobs, actor, { jobId })).code).toBe("not_allowed");
    }
    expect(refusalOf(await getOperatorJobs(world.app.db, jobs, stranger)).code).toBe("not_signed_in");
    expect(refusalOf(await retryJob(world.app.context, jobs, stranger, { jobId })).code).toBe("not_signed_in");
    expect((await page()).failed.map(({ id }) => id)).toContain(jobId);
  });

  it("is told where no jobs run", async () => {
    expect(accepted(await getOperatorJobs(world.app.db, null, operator))).toMatchObject({
      areRunning: false,
      queues: [],
    });
    const jobId = crypto.randomUUID();
    expect(refusalOf(await retryJob(world.app.context, null, operator, { jobId })).code).toBe("conflict");
  });
});

describe("the queues", () => {
  it("show what failed with its reason, and let it be tried again once", async () => {
    const jobId = await failedJob("connect ECONNREFUSED 127.0.0.1:2525");
    expect((await page()).failed.find(({ id }) => id === jobId)).toMatchObject({
      queue: "deliver-mail",
      tries: 6,
      reason: "connect ECONNREFUSED 127.0.0.1:2525",
      mayRetry: true,
    });
    const isRun = new Promise<void>((resolve) => {
      onDelivery = resolve;
    });
    accepted(await retryJob(world.app.context, jobs, operator, { jobId }));
    expect((await page()).failed.map(({ id }) => id)).not.toContain(jobId);
    expect(refusalOf(await retryJob(world.app.context, jobs, operator, { jobId })).code).toBe("not_found");
    await isRun;
  });

  it("do not know a job that does not exist", async () => {
    expect(refusalOf(await retryJob(world.app.context, jobs, operator, { jobId: crypto.randomUUID() })).code).toBe(
      "not_found",
    );
  });

  it("show failures that were put away, which cannot be tried again, and when one was last done", async () => {
    const long = { failed: await failedJob("Long ago."), done: await failedJob("") };
    await world.sql("UPDATE pgboss.job SET state = 'completed', completed_on = '2026-01-02T03:04:05Z' WHERE id = $1", [
      long.done,
    ]);
    await world.sql(
      `WITH old AS (DELETE FROM pgboss.job WHERE id = ANY ($1) RETURNING *)
       INSERT INTO pgboss.archive SELECT old.*, now() FROM old`,
      [[long.failed, long.done]],
    );
    const { failed, queues } = await page();
    expect(failed.find(({ id }) => id === long.failed)).toMatchObject({ mayRetry: false });
    expect(queues).toMatchObject([{ name: "deliver-mail" }]);
    expect(queues[0]?.lastDone).not.toBe("not in the last days");
  });

  it("name the processes that run them", async () => {
    const { processes } = await page();
    expect(processes.map(({ pid }) => pid)).toContain(process.pid);
  });
});

describe("letters", () => {
  it("are counted with the reasons of those that failed, without anybody's address, text or code", async () => {
    const { db } = world.app;
    const createdAt = await world.app.now();
    const letter = (key: string, more: object) =>
      db.mail.create({
        data: {
          key,
          recipient: "kim@example.org",
          subject: "Your code is 482913",
          text: "482913",
          createdAt,
          ...more,
        },
      });
    await letter("waits", {});
    await letter("again", { lastError: "450 4.2.0 <kim@example.org>: try later" });
    await letter("again-2", { lastError: "450 4.2.0 <lee@example.org>: try later" });
    await letter("gone", { failedAt: createdAt, lastError: "554 no to kim@example.org: 482913 looks like spam" });
    await letter("sent", { sentAt: createdAt, lastError: "450 earlier" });
    const all = await page();
    expect(all.mail).toMatchObject({ waiting: 1, waitingAgain: 2, givenUp: 1 });
    expect(all.mail.reasons).toEqual([
      { reason: "450 4.2.0 <(an address)>: try later", letters: 2 },
      { reason: "554 no to (an address): (figures) looks like spam", letters: 1 },
    ]);
    expect(JSON.stringify(all)).not.toMatch(/example\.org|482913|Your code/);
  });

  it("say why in at most a few lines", () => {
    expect(plainReason(`  a\n b ${"x".repeat(1_000)}`)).toHaveLength(301);
  });
});

describe("votes", () => {
  it("are listed whose opening or closing is due and was not done", async () => {
    const { db } = world.app;
    const councilId = (await makeCouncil(db)).id;
    const wardId = (await makeWard(db, councilId)).id;
    const convenor = await makeResident(db, wardId);
    const parish = await makeActiveParish(db, { councilId, wardIds: [wardId], convenorId: convenor.id });
    const now = await world.app.now();
    const inAnHour = new Date(now.getTime() + 3_600_000);
    const late = await makeVote(world, { parishId: parish.id, opensAt: now, closesAt: inAnHour });
    await makeVote(world, { parishId: parish.id, opensAt: inAnHour, closesAt: new Date(inAnHour.getTime() + 1) });
    expect((await page()).votesDue).toMatchObject([{ id: late.id, what: "To be opened" }]);
    await world.app.settle();
    expect((await page()).votesDue).toEqual([]);
  });
});
