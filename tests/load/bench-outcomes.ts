import pg from "pg";
import { migrate } from "#server/persistence/migrate";
import { actInForce } from "~/domain/act/act-in-force";
import { builtProduct, layGround } from "./product";
import { median } from "./voters";

// Asks the built product for the comparison of a council with fifty parishes and five thousand proposals, and beside it for that of a
// council without any. Every proposal has twenty seconders; half of them were voted on and two fifths passed, so that the council owed two
// thousand answers and promised something for each.

const parishes = Number(process.env.BENCH_PARISHES ?? 50);
const proposals = Number(process.env.BENCH_PROPOSALS ?? 5_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 20);
/** What every page of the comparison should take at most. */
const goalMs = 200;

const ground = await layGround();
try {
  await migrate(ground.ownerUrl);
  await fill(ground.ownerUrl);
  const { port } = await ground.start(builtProduct);
  const base = `http://127.0.0.1:${port}/councils`;

  /** Milliseconds until the whole answer is there. */
  const ask = async (path: string): Promise<number> => {
    const startedAt = performance.now();
    const answer = await fetch(`${base}/${path}`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return performance.now() - startedAt;
  };
  const asked: Record<string, string> = {
    "an empty council": "empty/outcomes",
    "the overview": "full/outcomes",
    "all columns, of one year": "full/outcomes?show=all&year=2026",
    "sorted by a column": "full/outcomes?sort=answered-in-time&order=desc",
    "the CSV file": "full/outcomes.csv",
    "the OpenDocument file": "full/outcomes.ods",
    "one figure of one parish, opened": "full/outcomes/parish-1/answered-in-time",
  };
  console.log(
    `Medians of ${rounds} answers over ${parishes} parishes and ${proposals} proposals; the goal is ${goalMs} ms.`,
  );
  for (const [name, path] of Object.entries(asked)) {
    for (let warming = 0; warming < 3; warming += 1) await ask(path);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await ask(path));
    const worst = Math.max(...times);
    console.log(
      `${name.padEnd(40)}${median(times).toFixed(0).padStart(7)} ms${worst.toFixed(0).padStart(9)} ms at worst`,
    );
  }
} finally {
  await ground.stop();
}

/** Two councils: one with so many parishes and proposals, one with none. */
async function fill(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const rules = JSON.stringify(actInForce);
  const run = (text: string, values: unknown[] = []) => client.query(text, values);
  await run(`
    INSERT INTO council (id, name, slug, gss, kind) VALUES
      (gen_random_uuid(), 'Full Council', 'full', 'E07999001', 'district'),
      (gen_random_uuid(), 'Empty Council', 'empty', 'E07999002', 'district')`);
  await run(`
    INSERT INTO person (id, email, name, created_at)
    SELECT gen_random_uuid(), 'person-' || n || '@example.org', 'Person ' || n, now() FROM generate_series(1, 4000) AS n`);
  await run(
    `INSERT INTO parish (id, slug, council_id, name, created_at, rules, gathering_opened_at, gathering_met_at, review_completed_at,
       approved_at, active_from_at, term_starts_on, sunset_at, money_asked_pence, money_type)
     SELECT gen_random_uuid(), 'parish-' || n, c.id, 'Parish ' || n, at, $2::jsonb, at, at, at, at, at, at::date, now() + n * interval '9 days' - interval '90 days',
       100000 * n, 'capital'
     FROM council c, generate_series(1, $1::int) AS n, LATERAL (SELECT now() - interval '500 days' AS at) AS began WHERE c.slug = 'full'`,
    [parishes, rules],
  );
  await run(`
    INSERT INTO priority_action (id, parish_id, position, action, measure, baseline, target, due_on)
    SELECT gen_random_uuid(), p.id, n, 'Action', 'Measure ' || n, '40 bins', '10 bins', now()::date FROM parish p, generate_series(1, 5) AS n`);
  await run(`
    INSERT INTO measurement (id, priority_action_id, measured_on, value, source, by_id, by_name, by_post, at)
    SELECT gen_random_uuid(), a.id, now()::date - n * 7, 40 - n, 'Counted', gen_random_uuid(), 'Sam', 'Officer', now()
    FROM priority_action a, generate_series(1, 12) AS n`);
  await run(
    `INSERT INTO proposal (id, parish_id, number, author_id, title, class, rules, cost_pence, money_type, baseline, target, created_at, submitted_at, seconded_at, measure_on)
     SELECT gen_random_uuid(), p.id, n, (SELECT id FROM person ORDER BY id OFFSET n % 500 LIMIT 1), 'Proposal ' || n, 'spending', $3::jsonb,
       1000 * n, 'revenue', '12', '3', at, at, at, at::date + 90
     FROM parish p, generate_series(1, ($1::int / $2::int)) AS n, LATERAL (SELECT now() - (20 + n * 4) * interval '1 day' AS at) AS put`,
    [proposals, parishes, rules],
  );
  await run(`
    INSERT INTO seconder (proposal_id, person_id, at)
    SELECT q.id, s.id, now() FROM (SELECT id, row_number() OVER () AS n FROM proposal) q,
      LATERAL (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS m FROM person) o WHERE o.m BETWEEN 1 + (q.n * 37) % 3900 AND 20 + (q.n * 37) % 3900) s`);
  await run(
    `INSERT INTO vote (id, parish_id, proposal_id, purpose, class, question, method, publicity, tally_step_ballots, seed, rules, notice_at, opens_at,
       closes_at, opened_at, roll_size, "cast", step_ballots, step_for, step_against, step_abstain, closed_at, ruling)
     SELECT gen_random_uuid(), q.parish_id, q.id, 'proposal', 'spending', q.title, 'yes_no_abstain', 'open', 5, repeat('0', 64), $1::jsonb,
       q.submitted_at, q.submitted_at, at, q.submitted_at, 2000, 100 + q.number, 100 + q.number, 90, q.number + 10, 0, at,
       jsonb_build_object('outcome', CASE WHEN q.number % 10 = 0 THEN 'failed' ELSE 'passed' END)
     FROM proposal q, LATERAL (SELECT q.submitted_at + interval '7 days' AS at) AS closed WHERE q.number % 2 = 0`,
    [rules],
  );
  await run(
    `INSERT INTO duty (id, council_id, parish_id, kind, proposal_id, rules, received_at, acknowledge_by, date_by, answer_by, acknowledged_at, answered_at)
     SELECT gen_random_uuid(), p.council_id, p.id, 'decision', q.id, $1::jsonb, at, at + interval '14 days', at + interval '30 days', at + interval '60 days',
       at + interval '9 days', CASE WHEN q.number % 4 > 0 THEN at + q.number * interval '1 day' END
     FROM proposal q JOIN parish p ON p.id = q.parish_id, LATERAL (SELECT q.submitted_at + interval '7 days' AS at) AS closed
     WHERE q.number % 2 = 0 AND q.number % 10 > 0`,
    [rules],
  );
  await run(`
    INSERT INTO response (id, duty_id, answer, reasons, officer_id, officer_name, officer_post, at, ruling)
    SELECT gen_random_uuid(), d.id, (CASE WHEN q.number % 10 = 2 THEN 'modify' ELSE 'accept' END)::answer, 'Because.', gen_random_uuid(), 'Sam',
      'Officer', d.answered_at, '{}'
    FROM duty d JOIN proposal q ON q.id = d.proposal_id WHERE d.answered_at IS NOT NULL`);
  await run(`
    INSERT INTO commitment (id, proposal_id, what, owner, original_due_on, due_on, made_at, done_at)
    SELECT gen_random_uuid(), q.id, 'Do it', 'Officer', q.submitted_at::date + 60, q.submitted_at::date + 90, q.submitted_at,
      CASE WHEN q.number % 3 = 0 THEN q.submitted_at + interval '50 days' END
    FROM proposal q WHERE q.number % 2 = 0 AND q.number % 10 > 0`);
  await run("ANALYZE");
  await client.end();
}
