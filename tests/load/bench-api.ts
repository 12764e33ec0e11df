import pg from "pg";
import { migrate } from "#server/persistence/migrate";
import { actInForce } from "~/domain/act/act-in-force";
import { builtProduct, layGround } from "./product";
import { median } from "./voters";

// Asks the public API of the built product for pages of a hundred items over a record of some size, and for a whole file.

const proposals = Number(process.env.BENCH_PROPOSALS ?? 20_000);
const parishes = 40;
const rounds = Number(process.env.BENCH_ROUNDS ?? 30);
/** Pages of a hundred are to come within so many milliseconds on a quiet machine. */
const aimMs = 50;

const ground = await layGround();
try {
  await migrate(ground.ownerUrl);
  await fill(ground.ownerUrl);
  const { port, child } = await ground.start(builtProduct);
  const base = `http://127.0.0.1:${port}/api/v1`;

  const ask = async (address: string): Promise<{ ms: number; text: string }> => {
    const startedAt = performance.now();
    const answer = await fetch(address.startsWith("http") ? address : `${base}/${address}`);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${address} was answered ${answer.status}: ${text.slice(0, 200)}`);
    return { ms: performance.now() - startedAt, text };
  };
  const line = (name: string, times: number[], aim = "") =>
    console.log(`${name.padEnd(52)}${median(times).toFixed(1).padStart(9)} ms ${aim}`);

  console.log(`Medians of ${rounds} askings over ${proposals} proposals in ${parishes} parishes.`);
  for (const [name, query] of [
    ["a hundred proposals of all parishes", "proposals?limit=100"],
    ["a hundred proposals of one parish", "proposals?limit=100&parish=parish-7"],
    ["a hundred proposals that wait for seconders", "proposals?limit=100&state=seconding"],
    ["a hundred votes", "votes?limit=100"],
    ["a hundred parishes", "parishes?limit=100"],
    ["one proposal", `proposals/${JSON.parse((await ask("proposals?limit=1")).text).proposals[0].id}`],
  ] as const) {
    for (let warm = 0; warm < 5; warm += 1) await ask(query);
    const times: number[] = [];
    let address = query as string;
    for (let round = 0; round < rounds; round += 1) {
      const { ms, text } = await ask(address);
      times.push(ms);
      // Later pages must not cost more than the first.
      const { next } = JSON.parse(text);
      address = next ? `${query}&after=${next}` : query;
    }
    line(name, times, median(times) <= aimMs ? "" : `more than ${aimMs} ms`);
  }
  const startedAt = performance.now();
  let bytes = 0;
  const file = await fetch(`${base}/proposals.csv`);
  for await (const chunk of file.body as unknown as AsyncIterable<Uint8Array>) bytes += chunk.length;
  console.log(
    `all of them as CSV: ${(bytes / 1e6).toFixed(1)} MB in ${Math.round(performance.now() - startedAt)} ms (process ${child.pid})`,
  );
} finally {
  await ground.stop();
}

/** Parishes with proposals in every stage: one in ten has its seconders, one in twenty was voted on. */
async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const rules = JSON.stringify(actInForce);
  await client.query(
    `INSERT INTO council (id, name, slug, gss, kind) VALUES (gen_random_uuid(), 'Full Council', 'full', 'E07999001', 'district')`,
  );
  await client.query(
    `INSERT INTO person (id, email, name, created_at) VALUES (gen_random_uuid(), 'author@example.org', 'Asha Rahman', now())`,
  );
  await client.query(
    `INSERT INTO parish (id, slug, council_id, name, created_at, gathering_opened_at, gathering_ends_at, gathering_met_at, review_completed_at, approved_at,
       active_from_at, term_starts_on, sunset_at, rules, electorate)
     SELECT gen_random_uuid(), 'parish-' || n, c.id, 'Parish ' || n, now() - interval '200 days', now() - interval '190 days', now() - interval '100 days',
       now() - interval '180 days', now() - interval '150 days', now() - interval '130 days', now() - interval '120 days', current_date - 120,
       now() + interval '240 days', $2::jsonb, 5000
     FROM council c, generate_series(1, $1::int) n`,
    [parishes, rules],
  );
  await client.query(
    `INSERT INTO proposal (id, parish_id, number, author_id, title, change, place, class, rules, seconders_needed, created_at, submitted_at,
       seconding_ends_at, seconded_at, notice_at)
     SELECT gen_random_uuid(), p.id, n, a.id, 'Move bin ' || n, repeat('The bin is moved to the corner. ', 8), 'Mill Lane', 'ordinary', $2::jsonb, 5,
       at, at, at + interval '30 days', CASE WHEN n % 10 = 0 THEN at + interval '1 day' END, CASE WHEN n % 20 = 0 THEN at + interval '15 days' END
     FROM parish p, person a, generate_series(1, $1::int) n, LATERAL (SELECT date_trunc('second', now()) - interval '100 days' + n * interval '4 hours' AS at) t`,
    [Math.ceil(proposals / parishes), rules],
  );
  await client.query(
    `INSERT INTO vote (id, parish_id, proposal_id, purpose, class, question, method, publicity, tally_step_ballots, seed, rules, notice_at, opens_at,
       closes_at, opened_at, roll_size, "cast", step_ballots, step_for, step_against, step_abstain, closed_at, ruling)
     SELECT gen_random_uuid(), q.parish_id, q.id, 'proposal', 'ordinary', q.title, 'yes_no_abstain', 'open', 5, repeat('0', 64), $1::jsonb, q.notice_at,
       q.notice_at + interval '5 days', q.notice_at + interval '8 days', q.notice_at + interval '5 days', 2000, 300, 300, 200, 100, 0,
       q.notice_at + interval '8 days',
       '{"holds":false,"outcome":"failed","sections":["s29"],"figures":[],"sentence":"It failed.","wouldChange":"","actVersion":1,"scheduleVersion":0}'
     FROM proposal q WHERE q.notice_at IS NOT NULL`,
    [rules],
  );
  await client.query("ANALYZE");
  await client.end();
}
