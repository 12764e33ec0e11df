import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import pino from "pino";
import { growLog } from "#server/commands/grow-log";
import { type Application, startApplication } from "#server/container";
import { readEnv } from "#server/env";
import { type BallotEntry, openBallotBox } from "#server/persistence/ballot-box";
import { asAppRole } from "#server/persistence/connect";
import { getVoteViewNow } from "#server/queries/view-vote";
import { insertResidents } from "#server/simulation/simulated-residents";
import { actInForce } from "~/domain/act/act-in-force";
import { changesAnHour } from "~/domain/act/s27-one-person-one-vote";
import { median } from "./voters";

/** What casting and counting cost with so many ballots in the box, as medians in milliseconds. */
export interface BoxCosts {
  ballots: number;
  /** A batch of first ballots, and one of changes by the same people. */
  firstMs: number;
  changesMs: number;
  /** The running count as a hall sends it: whether the log is to grow, when too little waits, and the vote as it is shown. */
  growMs: number;
  viewMs: number;
}

const batchBallots = 1_000;
const rounds = 21;
/** Rounds at the beginning that are not measured: connections and plans are made in them. */
const warmingRounds = 3;

/**
 * Fills the box of one vote to one size after another, straight by SQL, and measures at each.
 *
 * @param sizes ballots in the box when a measurement begins, smallest first; some thousands come in while it lasts
 */
export async function measureFullBox(ownerUrl: string, sizes: readonly number[]): Promise<BoxCosts[]> {
  const appUrl = asAppRole(ownerUrl);
  const env = readEnv({ NODE_ENV: "production", SIMULATION: "on", LOG_LEVEL: "warn" });
  const app = await startApplication({ env, log: pino({ level: "warn" }), ownerUrl, appUrl, hasJobs: false });
  const box = openBallotBox(appUrl);
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    const wanted = sizes.length * (rounds + warmingRounds) * batchBallots;
    const { voteId, people } = await openVoteFor(app, owner, Math.max(...sizes) + wanted);
    const toCome = people.values();
    const costs: BoxCosts[] = [];
    let ballots = 0;
    for (const size of sizes) {
      await fill(owner, voteId, ballots, size);
      ballots = Math.max(ballots, size);
      const times = { first: [] as number[], changes: [] as number[], grow: [] as number[], view: [] as number[] };
      for (let round = -warmingRounds; round < rounds; round += 1) {
        const voters = Array.from({ length: batchBallots }, () => toCome.next().value as string);
        const cast = () => box.cast(voteId, voters.map(entryOf), changesAnHour);
        const first = await timed(cast);
        const changes = await timed(cast);
        ballots += batchBallots;
        while (await growLog(app.context, voteId));
        const grow = await timed(() => growLog(app.context, voteId));
        const view = await timed(async () => getVoteViewNow(app.db, voteId));
        if (round < 0) continue;
        for (const [name, ms] of Object.entries({ first, changes, grow, view })) {
          times[name as keyof typeof times].push(ms);
        }
      }
      costs.push({
        ballots: size,
        firstMs: median(times.first),
        changesMs: median(times.changes),
        growMs: median(times.grow),
        viewMs: median(times.view),
      });
    }
    return costs;
  } finally {
    await owner.end();
    await box.close();
    await app.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

let receipts = 0;

/** A ballot as the desk would make it, of random bytes; its receipt is of a kind that the filled box does not hold. */
function entryOf(personId: string): BallotEntry {
  receipts += 1;
  return {
    personId,
    choice: "for",
    request: randomUUID(),
    nonce: randomBytes(16).toString("hex"),
    receipt: `Z${String(receipts).padStart(13, "0")}`,
    commitment: randomBytes(32).toString("hex"),
  };
}

/** A vote in a parish of its own with so many people on its roll. */
async function openVoteFor(app: Application, owner: pg.Client, roll: number) {
  const { rows } = await owner.query<{ parish: string; ward: string }>(`
    WITH council AS (
      INSERT INTO council (id, name, slug, gss, kind)
      VALUES (gen_random_uuid(), 'Full Council', 'full', 'E07999901', 'district') RETURNING id
    ), ward AS (
      INSERT INTO ward (id, council_id, gss, name, vintage)
      SELECT gen_random_uuid(), id, 'E05999901', 'Full Ward', 2025 FROM council RETURNING id
    ), parish AS (
      INSERT INTO parish (id, slug, council_id, name, created_at)
      SELECT gen_random_uuid(), 'full-parish', id, 'Full Parish', now() FROM council RETURNING id
    ), area AS (INSERT INTO parish_ward (parish_id, ward_id) SELECT parish.id, ward.id FROM parish, ward)
    SELECT parish.id AS parish, ward.id AS ward FROM parish, ward`);
  const { parish, ward } = rows[0] as { parish: string; ward: string };
  const at = await app.now();
  const people = await insertResidents(app.db, ward, roll, { at, nameOf: (index) => `Resident ${index}` });
  const { rows: votes } = await owner.query<{ id: string }>(
    `INSERT INTO vote (id, parish_id, purpose, class, question, method, publicity, tally_step_ballots, seed, rules, notice_at, opens_at, closes_at)
     SELECT gen_random_uuid(), $1, 'practice', 'ordinary', 'Shall the box be full?', 'yes_no_abstain', 'open', 5, repeat('0', 64), $2, at, at,
       at + interval '1 day'
     FROM app_now() AS at RETURNING id`,
    [parish, JSON.stringify(actInForce)],
  );
  const voteId = (votes[0] as { id: string }).id;
  await owner.query("SELECT open_vote($1, $2)", [voteId, randomBytes(32)]);
  return { voteId, people };
}

/** Puts ballots into the box as if they had been cast and counted; the log does not hold them, so such a vote could not be closed. */
async function fill(owner: pg.Client, voteId: string, from: number, to: number): Promise<void> {
  if (to <= from) return;
  const { rowCount } = await owner.query(
    `INSERT INTO box.slot_${voteId.replaceAll("-", "")} (slot, choice, nonce, receipt, commitment, request, changes_since)
     SELECT hash, (ARRAY['for', 'against', 'abstain'])[1 + n % 3], substring(hash FOR 16), convert_to(upper(left(encode(hash, 'hex'), 14)), 'UTF8'),
       sha256(hash), substring(hash FROM 17), now()
     FROM generate_series($1::int, $2::int) AS n, sha256(convert_to(n::text, 'UTF8')) AS hash`,
    [from + 1, to],
  );
  await owner.query(`UPDATE vote SET "cast" = "cast" + $2 WHERE id = $1`, [voteId, rowCount]);
  // Writing all of this to disk is not what is measured.
  await owner.query("CHECKPOINT");
}
