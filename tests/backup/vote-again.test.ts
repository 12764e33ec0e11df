import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { giveNotice } from "#server/commands/give-notice";
import { settleVotes } from "#server/commands/settle-votes";
import { makeBackup } from "#server/persistence/backup/make-backup";
import { restoreBackup } from "#server/persistence/backup/restore-backup";
import { inDatabase } from "#server/persistence/connect";
import { openDb } from "#server/persistence/db";
import { checkRecord } from "#server/queries/check-record";
import { proposalStanding } from "#server/queries/proposal-facts";
import type { Rules } from "~/domain/act/ruling";
import { deliberationEndsEarliest } from "~/domain/act/s22-deliberation";
import { civilDateOf } from "~/domain/time/civil";
import { earliestEventDay } from "~/domain/time/clear-days";
import { asOwner, dropDatabase } from "../support/database";
import { accepted, makeNeighbourhood, putAndSecond, standingOf } from "../support/proposals";
import { makeWorld, type World } from "../support/world";

let world: World;
let folder: string;
const restoredName = `test_${process.pid}_${randomBytes(5).toString("hex")}`;

beforeAll(async () => {
  world = await makeWorld();
  folder = mkdtempSync(join(tmpdir(), "backup-"));
  await world.sql(`CREATE DATABASE ${restoredName}`);
});

afterAll(async () => {
  await asOwner(world.ownerUrl, (client) => dropDatabase(client, restoredName));
  await world.stop();
  rmSync(folder, { recursive: true });
});

it("a proposal whose vote was lost with a site may be put to the vote again, as for the first time", async () => {
  const place = await makeNeighbourhood(world);
  const { id: proposalId } = await putAndSecond(world, place);
  const standing = await standingOf(world, place, proposalId);
  await world.moveTo(deliberationEndsEarliest(standing.rules as Rules, standing.deliberationStartedAt as Date));
  const clearDays = 7;
  const opensOn = earliestEventDay(civilDateOf(await world.app.now()), clearDays);
  const lost = accepted(await giveNotice(world.app.context, place.author, { proposalId, opensOn }));
  await world.advance("9 days");
  await settleVotes(world.app.context);

  const file = join(folder, "open.backup");
  expect(await makeBackup(world.ownerUrl, file, { isForced: false, product: "1" })).toMatchObject({ openVotes: 1 });
  const url = inDatabase(world.ownerUrl, restoredName);
  expect(await restoreBackup(url, file, () => {})).toMatchObject({ cancelledVotes: 1 });

  const db = openDb(url, 4);
  try {
    const context = { ...world.app.context, db };
    const now = await world.app.now();
    expect(await proposalStanding(db, place.parishId, proposalId, now)).toMatchObject({ state: "deliberating" });
    const again = accepted(
      await giveNotice(context, place.author, {
        proposalId,
        opensOn: earliestEventDay(civilDateOf(now), clearDays),
      }),
    );
    const votes = await db.vote.findMany({ where: { proposalId }, orderBy: { noticeAt: "asc" } });
    expect(votes.map(({ id, cancelledAt }) => [id, cancelledAt !== null])).toEqual([
      [lost.voteId, true],
      [again.voteId, false],
    ]);
    expect(votes.at(-1)?.round).toBe(1);
    expect((await checkRecord(db)).problems).toEqual([]);
  } finally {
    await db.$disconnect();
  }
});
