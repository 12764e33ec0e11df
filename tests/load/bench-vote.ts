import { type ChildProcess, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { projectRoot } from "#server/env";
import { builtProduct, layGround } from "./product";
import { castAll, median, percentile, type Round, type Voter } from "./voters";

// Casts ballots from distinct residents on the built product and on a bare baseline, in turn, and prints medians with their ratio.
// The load runs on the same machine, in this process; the server is a process of its own.

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const ballots = Number(process.env.BENCH_BALLOTS ?? 20_000);
const sockets = Number(process.env.BENCH_SOCKETS ?? 1_000);
const watchers = Number(process.env.BENCH_WATCHERS ?? 100);
const parish = process.env.BENCH_PARISH ?? "millbrook-green";

interface Figures {
  ballotsPerSecond: number;
  answerP50Ms: number;
  answerP99Ms: number;
  lastClientP99Ms: number;
  /** Processor time that a ballot takes, in microseconds, casting alone: of the server, of the database and of the load. */
  serverMicroseconds: number;
  databaseMicroseconds: number;
  loadMicroseconds: number;
}

/** What the system says of a process: its parent, and its processor time so far in microseconds. Where it says nothing, null. */
function readProcess(pid: string): { parent: number; microseconds: number } | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
    return { parent: Number(fields[1]), microseconds: (Number(fields[11]) + Number(fields[12])) * 10_000 };
  } catch {
    // It ended meanwhile, or this is a system without /proc.
    return null;
  }
}

/** The process that all others of the database are children of. */
async function findDatabase(): Promise<number | undefined> {
  const client = new pg.Client({ connectionString: ground.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ pid: string }>("SELECT pg_backend_pid()::text AS pid");
  const parent = readProcess(rows[0]?.pid ?? "")?.parent;
  await client.end();
  return parent;
}

/** Processor time so far of the database's processes, which all are children of one, in microseconds. */
function databaseMicroseconds(): number {
  const processes = readdirSync("/proc").flatMap((pid) => (/^\d+$/.test(pid) ? (readProcess(pid) ?? []) : []));
  const ofDatabase = processes.filter(({ parent }) => parent === databasePid);
  return ofDatabase.reduce((sum, { microseconds }) => sum + microseconds, 0);
}

async function measure(
  child: ChildProcess,
  port: number,
  voters: Voter[],
  already: number,
): Promise<{ figures: Figures; round: Round }> {
  const probe = () => {
    if (!existsSync("/proc/self/stat")) return [];
    const { user, system } = process.cpuUsage();
    return [readProcess(String(child.pid))?.microseconds ?? Number.NaN, databaseMicroseconds(), user + system];
  };
  const round = await castAll(`http://127.0.0.1:${port}`, voters, { atOnce: sockets, watchers, already, probe });
  const [ofServer, ofDatabase, ofLoad] = round.probed.map((microseconds) => microseconds / voters.length);
  return {
    round,
    figures: {
      ballotsPerSecond: voters.length / (round.castingMs / 1000),
      answerP50Ms: percentile(round.answerMs, 0.5),
      answerP99Ms: percentile(round.answerMs, 0.99),
      lastClientP99Ms: percentile(round.toLastClientMs, 0.99),
      serverMicroseconds: ofServer ?? Number.NaN,
      databaseMicroseconds: ofDatabase ?? Number.NaN,
      loadMicroseconds: ofLoad ?? Number.NaN,
    },
  };
}

const ground = await layGround();
const databasePid = await findDatabase();
const product: Figures[] = [];
const bare: Figures[] = [];
try {
  console.log("Starting the product on a database of its own…");
  const { child: server, port } = await ground.start(builtProduct);
  const { child: baseline, port: barePort } = await ground.start("tests/load/bare-server.mjs", {
    BARE_DATABASE_URL: ground.ownerUrl,
  });

  for (let round = 1; round <= rounds; round += 1) {
    const file = join(ground.folder, `voters-${round}.ndjson`);
    const made = spawnSync(
      process.execPath,
      [
        join(projectRoot, "server/launch/tool.mjs"),
        "simulate",
        "residents",
        "--parish",
        parish,
        "--count",
        String(ballots),
        "--open-vote",
        "--out",
        file,
      ],
      { env: ground.env, stdio: ["ignore", "ignore", "inherit"] },
    );
    if (made.status !== 0) throw new Error("the residents could not be made");
    const voters = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Voter);
    const ours = await measure(server, port, voters, 0);
    product.push(ours.figures);
    await check(ground.ownerUrl, voters[0]?.vote ?? "", ours.round);
    bare.push((await measure(baseline, barePort, voters, (round - 1) * ballots)).figures);
    console.log(
      `Round ${round} of ${rounds}: ${Math.round(ours.figures.ballotsPerSecond)} ballots a second, bare ${Math.round(bare.at(-1)?.ballotsPerSecond ?? 0)}.`,
    );
  }
  print();
} finally {
  await ground.stop();
}

/** Nothing lost and nothing double: every acknowledged ballot is in the box, under a receipt of its own. */
async function check(ownerUrl: string, vote: string, round: Round): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const box = vote.replaceAll("-", "");
  const { rows } = await client.query<{ slots: number; turnout: number }>(
    `SELECT (SELECT count(*)::int FROM box.slot_${box}) AS slots, "cast" AS turnout FROM vote WHERE id = $1`,
    [vote],
  );
  await client.end();
  const counted = rows[0];
  const isRight =
    round.refused.length === 0 && counted?.slots === round.receipts.size && counted.turnout === round.receipts.size;
  if (!isRight) {
    throw new Error(
      `acknowledged ${round.receipts.size}, refused ${round.refused.length} (${round.refused[0] ?? ""}), in the box ${JSON.stringify(counted)}`,
    );
  }
}

function print(): void {
  const line = (name: string, of: (figures: Figures) => number, digits = 0) => {
    const ours = median(product.map(of));
    const theirs = median(bare.map(of));
    console.log(
      `${name.padEnd(44)}${ours.toFixed(digits).padStart(10)}${theirs.toFixed(digits).padStart(10)}${(ours / theirs).toFixed(2).padStart(8)}`,
    );
  };
  console.log(
    `\nMedians of ${rounds} rounds: ${ballots} ballots from distinct residents, ${sockets} sockets casting at once, ${watchers} watching.`,
  );
  console.log(`${"".padEnd(44)}${"product".padStart(10)}${"bare".padStart(10)}${"ratio".padStart(8)}`);
  line("durable acknowledged ballots a second", (figures) => figures.ballotsPerSecond);
  line("acknowledgement, median (ms)", (figures) => figures.answerP50Ms, 1);
  line("acknowledgement, p99 (ms)", (figures) => figures.answerP99Ms, 1);
  line("commit to last watching client, p99 (ms)", (figures) => figures.lastClientP99Ms, 1);
  console.log("Processor time a ballot, casting alone:");
  line("  the server (µs)", (figures) => figures.serverMicroseconds);
  line("  the database (µs)", (figures) => figures.databaseMicroseconds);
  line("  the load (µs)", (figures) => figures.loadMicroseconds);
  console.log("Every acknowledged ballot was found in the box, once.");
}
