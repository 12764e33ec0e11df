import pg from "pg";
import { migrate } from "#server/persistence/migrate";
import { actInForce } from "~/domain/act/act-in-force";
import { builtProduct, layGround } from "./product";
import { median } from "./voters";

// Asks the Act lab of the built product about ten thousand recorded votes, one value after another, and beside it about a record that is
// empty: the difference is what making the decisions again costs.

const decisions = Number(process.env.BENCH_DECISIONS ?? 10_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const values = [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24];

const ground = await layGround();
try {
  await migrate(ground.ownerUrl);
  await fill(ground.ownerUrl);
  const { port } = await ground.start(builtProduct);
  const base = `http://127.0.0.1:${port}/act/lab?parameter=floorPercent`;

  /** Milliseconds until the whole page is there. */
  const ask = async (query: string): Promise<number> => {
    const startedAt = performance.now();
    const answer = await fetch(`${base}&${query}`);
    const page = await answer.text();
    if (answer.status !== 200 || !page.includes("on this figure")) throw new Error(`the lab answered ${answer.status}`);
    return performance.now() - startedAt;
  };
  await ask("value=5");
  const first: number[] = [];
  const moved: number[] = [];
  const empty: number[] = [];
  const until = new Date().toISOString();
  for (let round = 0; round < rounds; round += 1) {
    for (const value of values) {
      // Without an instant the picture is drawn anew each time; with one, as while a slider moves, it is kept.
      first.push(await ask(`council=full&value=${value}`));
      moved.push(await ask(`council=full&value=${value}&until=${until}`));
      empty.push(await ask(`council=empty&value=${value}`));
    }
  }
  const line = (name: string, times: number[]) =>
    console.log(
      `${name.padEnd(52)}${median(times).toFixed(0).padStart(7)} ms${(median(times) / median(empty)).toFixed(1).padStart(8)}`,
    );
  console.log(
    `Medians of ${first.length} pages over ${decisions} recorded votes, and their ratio to a page over an empty record.`,
  );
  line("a new experiment, with its whole range drawn", first);
  line("the same record at another value", moved);
  line("an empty record", empty);
} finally {
  await ground.stop();
}

/** Two councils with a parish each: one with so many closed votes, one with none. */
async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`
    INSERT INTO council (id, name, slug, gss, kind) VALUES
      (gen_random_uuid(), 'Full Council', 'full', 'E07999001', 'district'),
      (gen_random_uuid(), 'Empty Council', 'empty', 'E07999002', 'district')`);
  await client.query(`
    INSERT INTO parish (id, slug, council_id, name, created_at)
    SELECT gen_random_uuid(), slug || '-parish', id, name || ' Parish', now() FROM council`);
  await client.query(
    `INSERT INTO vote (id, parish_id, purpose, class, question, method, publicity, tally_step_ballots, seed, rules, notice_at, opens_at, closes_at,
       opened_at, roll_size, "cast", step_ballots, step_for, step_against, step_abstain, closed_at)
     SELECT gen_random_uuid(), p.id, 'practice', 'ordinary', 'Vote ' || n, 'yes_no_abstain', 'open', 5, repeat('0', 64), $2::jsonb,
       now() - interval '20 days', now() - interval '10 days', now() - interval '3 days' - n * interval '1 second', now() - interval '10 days',
       50 + n % 3000, yes + no, yes + no, yes, no, 0, now()
     FROM parish p, generate_series(1, $1::int) AS n, LATERAL (SELECT n % 37 AS yes, n % 11 AS no) AS counted
     WHERE p.slug = 'full-parish'`,
    [decisions, JSON.stringify(actInForce)],
  );
  await client.end();
}
