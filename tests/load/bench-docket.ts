import pg from "pg";
import { openDb } from "#server/persistence/db";
import { migrate } from "#server/persistence/migrate";
import { docketPageSize, listDocket, wholeDocket } from "#server/queries/list-docket";
import { actInForce } from "~/domain/act/act-in-force";
import { placeOfAddress } from "~/domain/response/docket";
import { layGround } from "./product";
import { median } from "./voters";

// Asks for a council's docket of five thousand duties, page after page and filter after filter, and beside it for the same fifty rows by their
// identifiers and nothing more: the ratio says what judging, counting and putting in order cost.

const duties = Number(process.env.BENCH_DUTIES ?? 5_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 40);

const ground = await layGround();
try {
  await migrate(ground.ownerUrl);
  const councilId = await fill(ground.ownerUrl);
  const db = openDb(ground.ownerUrl);
  const pool = new pg.Pool({ connectionString: ground.ownerUrl, max: 1 });
  const now = new Date();
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const startedAt = performance.now();
    await work();
    return performance.now() - startedAt;
  };
  const first = await listDocket(db, councilId, wholeDocket, now);
  const ids = first.items.map((item) => item.id);
  if (first.counts.open !== duties || ids.length !== docketPageSize) {
    throw new Error(`the docket holds ${first.counts.open} of ${duties}`);
  }
  const ward = first.options.ward[0]?.value ?? "";
  const asked = {
    "the first page": wholeDocket,
    "the next page": { ...wholeDocket, after: placeOfAddress(first.next) },
    "what is overdue": { ...wholeDocket, show: "overdue" as const },
    "a ward and words": { ...wholeDocket, ward, words: "verge 1" },
  };
  const times: Record<string, number[]> = {};
  const startedCpu = process.cpuUsage();
  let asks = 0;
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, filter] of Object.entries(asked)) {
      const list = times[name] ?? [];
      list.push(await timed(() => listDocket(db, councilId, filter, now)));
      times[name] = list;
      asks += 1;
    }
    bare.push(await timed(() => pool.query("SELECT * FROM duty WHERE id = ANY ($1)", [ids])));
  }
  const line = (name: string, list: number[]) =>
    console.log(
      `${name.padEnd(40)}${median(list).toFixed(1).padStart(8)} ms${(median(list) / median(bare)).toFixed(1).padStart(8)}`,
    );
  console.log(
    `Medians of ${rounds} over ${duties} duties, and their ratio to the bare SELECT of ${docketPageSize} rows.`,
  );
  for (const [name, list] of Object.entries(times)) line(name, list);
  line("the same rows, bare", bare);
  const { user, system } = process.cpuUsage(startedCpu);
  console.log(
    `Processor time of this program: ${((user + system) / 1000 / asks).toFixed(0)} ms a page, bare rows included.`,
  );
  await pool.end();
  await db.$disconnect();
} finally {
  await ground.stop();
}

/** A council with a hundred parishes in ten wards and so many decisions that are not answered, a third of them late with something. */
async function fill(ownerUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    "INSERT INTO council (id, name, slug, gss, kind) VALUES (gen_random_uuid(), 'Full Council', 'full', 'E07999001', 'district') RETURNING id",
  );
  const councilId = rows[0]?.id as string;
  await client.query(
    `INSERT INTO ward (id, council_id, gss, name, vintage)
     SELECT gen_random_uuid(), $1, 'E0599900' || n, 'Ward ' || n, 2023 FROM generate_series(0, 9) n`,
    [councilId],
  );
  await client.query(
    `INSERT INTO parish (id, slug, council_id, name, created_at)
     SELECT gen_random_uuid(), 'parish-' || n, $1, 'Parish ' || n, now() FROM generate_series(1, 100) n`,
    [councilId],
  );
  await client.query(
    "INSERT INTO parish_ward (parish_id, ward_id) SELECT p.id, w.id FROM parish p JOIN ward w ON right(w.name, 1) = right(p.name, 1)",
  );
  await client.query(
    "INSERT INTO person (id, email, name, created_at) VALUES (gen_random_uuid(), 'author@example.org', 'Asha Rahman', now())",
  );
  await client.query(
    `INSERT INTO proposal (id, parish_id, number, author_id, title, created_at)
     SELECT gen_random_uuid(), h.id, n, a.id, 'Plant verge ' || n, now()
     FROM generate_series(1, $1::int) n
     JOIN parish h ON h.slug = 'parish-' || (1 + n % 100) CROSS JOIN person a`,
    [duties],
  );
  await client.query(
    `INSERT INTO duty (id, council_id, parish_id, kind, proposal_id, rules, received_at, term_days, acknowledge_by, date_by, answer_by, acknowledged_at)
     SELECT gen_random_uuid(), $1, p.parish_id, 'decision', p.id, $2, at, 365, at + interval '14 days', at + interval '30 days',
       at + interval '60 days', CASE WHEN p.number % 2 = 0 THEN at END
     FROM proposal p, LATERAL (SELECT date_trunc('day', now()) - (p.number % 90) * interval '1 day' AS at) received`,
    [councilId, JSON.stringify(actInForce)],
  );
  await client.query("ANALYZE");
  await client.end();
  return councilId;
}
