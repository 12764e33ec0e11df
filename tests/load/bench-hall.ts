import { type ChildProcess, fork, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { projectRoot } from "#server/env";
import { measureFullBox } from "./full-box";
import type { WatchersAnswer, WatchersOrder } from "./hall-watchers";
import { builtProduct, layGround, stopped } from "./product";
import { clockMs, openMany, percentile, type Voter } from "./voters";

// Measures the voting hall of the built product: how soon a ballot is in everybody's count while thousands watch, what their sockets take
// in memory, how long the page takes, and whether anything costs more in a full box. The load runs on the same machine, in processes of
// its own, and takes its share of the processor.

const watchers = Number(process.env.BENCH_WATCHERS ?? 5_000);
const ballots = Number(process.env.BENCH_BALLOTS ?? 4_000);
const ballotsPerSecond = Number(process.env.BENCH_BALLOTS_PER_SECOND ?? 200);
const pages = Number(process.env.BENCH_PAGES ?? 300);
const boxes = (process.env.BENCH_BOXES ?? "1000,100000,1000000").split(",").map(Number);
const parish = process.env.BENCH_PARISH ?? "millbrook-green";
const watcherProcesses = 2;
/** Files that a process has open besides its sockets. */
const otherHandles = 200;

checkHandles();
// What the product's own program does not say either.
process.noDeprecation = true;
const ground = await layGround();
const helpers: ChildProcess[] = [];
try {
  console.log("Starting the product on a database of its own…");
  // The first start loads the example district, which leaves memory behind that no later start takes.
  await stopped((await ground.start(builtProduct)).child);
  const { child: server, port } = await ground.start(builtProduct);
  const url = `http://127.0.0.1:${port}`;
  const voters = makeVoters();
  const voteId = voters[0]?.vote ?? "";

  const page = `${url}/votes/${voteId}`;
  const idleMb = residentMb(server);
  const byStranger = await timePages(page, "");
  const byVoter = await timePages(page, voters[0]?.cookie ?? "");

  console.log(`Opening ${watchers} watching sockets…`);
  const rooms = await Promise.all(
    Array.from({ length: watcherProcesses }, (_, room) =>
      startWatchers(
        url,
        voteId,
        voters.slice(ballots).filter((_, index) => index % watcherProcesses === room),
      ),
    ),
  );
  const watchedMb = residentMb(server);
  console.log(`Casting ${ballots} ballots, ${ballotsPerSecond} a second…`);
  const casting = await castSteadily(url, voters.slice(0, ballots));
  const votedMb = residentMb(server);
  const toLastMs = (await Promise.all(rooms.map((room) => room.measure(casting.answeredAt)))).reduce((one, other) =>
    one.map((ms, index) => Math.max(ms, other[index] ?? Number.NaN)),
  );
  for (const helper of helpers) helper.disconnect();

  line(`With ${watchers} watching sockets, ${ballotsPerSecond} ballots a second`, "measured", "goal");
  line("acknowledgement, p50", ms(percentile(casting.answerMs, 0.5)));
  line("acknowledgement, p99", ms(percentile(casting.answerMs, 0.99)));
  line("from there to the last watcher's count, p50", ms(percentile(toLastMs, 0.5)));
  line("from there to the last watcher's count, p99", ms(percentile(toLastMs, 0.99)), "1000 ms");
  line("memory of the server before anybody came", mb(idleMb));
  line("memory with every watcher there", mb(watchedMb), "500 MB");
  line(`memory with ${ballots} voters' sockets as well`, mb(votedMb));
  line(`\nThe page of the vote, ${pages} in turn`, "measured", "goal");
  line("for a stranger, p50", ms(percentile(byStranger, 0.5)), "15 ms");
  line("for a stranger, p99", ms(percentile(byStranger, 0.99)));
  line("for a signed-in voter, p50", ms(percentile(byVoter, 0.5)), "15 ms");
  line("for a signed-in voter, p99", ms(percentile(byVoter, 0.99)));

  console.log(`\nFilling a box with up to ${boxes.at(-1)} ballots…`);
  const costs = await measureFullBox(ground.ownerUrl, boxes);
  line("Ballots in the box", ...boxes.map(String), "goal");
  const row = (name: string, of: (cost: (typeof costs)[number]) => number) =>
    line(name, ...costs.map((cost) => ms(of(cost))), "no growth");
  row("a batch of 1,000 first ballots, median", (cost) => cost.firstMs);
  row("a batch of 1,000 changes, median", (cost) => cost.changesMs);
  row("asking the log to grow when nothing waits, median", (cost) => cost.growMs);
  row("reading the running count, median", (cost) => cost.viewMs);
} finally {
  for (const helper of helpers) helper.kill();
  await ground.stop();
}

/** Every watcher and every voter is an open file of the server. */
function checkHandles(): void {
  const limits = existsSync("/proc/self/limits") ? readFileSync("/proc/self/limits", "utf8") : "";
  const allowed = Number(/Max open files\s+(\d+)/.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY);
  const needed = watchers + ballots + otherHandles;
  if (allowed >= needed) return;
  console.error(`This needs ${needed} open files in one process, and ${allowed} are allowed: ulimit -n ${needed}`);
  process.exit(1);
}

/** Residents on the roll of a vote that is open: first those who vote, then those who watch. */
function makeVoters(): Voter[] {
  const file = join(ground.folder, "voters.ndjson");
  const count = String(ballots + watchers);
  const words = ["residents", "--parish", parish, "--count", count, "--open-vote", "--out", file];
  const made = spawnSync(process.execPath, [join(projectRoot, "server/launch/tool.mjs"), "simulate", ...words], {
    env: ground.env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (made.status !== 0) throw new Error("the residents could not be made");
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Voter);
}

/** Milliseconds until the whole page is there, one request after another. The first few are not counted. */
async function timePages(page: string, cookie: string): Promise<number[]> {
  const times: number[] = [];
  const warming = Math.ceil(pages / 3);
  for (let request = -warming; request < pages; request += 1) {
    const startedAt = clockMs();
    const answer = await fetch(page, { headers: cookie ? { cookie } : {} });
    await answer.text();
    if (answer.status !== 200) throw new Error(`the page answered ${answer.status}`);
    if (request >= 0) times.push(clockMs() - startedAt);
  }
  return times;
}

/** Starts a process whose sockets follow the vote, each signed in as somebody else, and waits until all do. */
async function startWatchers(url: string, voteId: string, people: readonly Voter[]) {
  const helper = fork(join(projectRoot, "tests/load/hall-watchers.ts"), [], { execArgv: ["--import", "tsx"] });
  helpers.push(helper);
  const ask = (order: WatchersOrder) =>
    new Promise<WatchersAnswer>((resolve, reject) => {
      helper.once("message", resolve);
      helper.once("exit", (status) => reject(new Error(`the watchers ended with status ${status}`)));
      helper.send(order);
    });
  await ask({ kind: "watch", url, voteId, cookies: people.map(({ cookie }) => cookie) });
  return {
    async measure(answeredAt: number[]): Promise<number[]> {
      const answer = await ask({ kind: "measure", answeredAt });
      return answer.kind === "measured" ? answer.toLastMs : [];
    },
  };
}

/** Every voter casts once, one after another at an even pace, whether or not those before have been answered. */
async function castSteadily(url: string, people: readonly Voter[]) {
  const sockets = await openMany(
    url,
    people.map(({ cookie }) => cookie),
  );
  const answerMs: number[] = [];
  const answeredAt: number[] = [];
  const startedAt = clockMs();
  await Promise.all(
    sockets.map(async (socket, index) => {
      await after(startedAt + (index * 1_000) / ballotsPerSecond - clockMs());
      const sentAt = clockMs();
      const ballot = { voteId: people[index]?.vote, choice: "for", request: crypto.randomUUID() };
      const answer = await socket.emitWithAck("ballot:cast", ballot);
      if (!answer.ok) throw new Error(answer.refused.message);
      answeredAt.push(clockMs());
      answerMs.push(clockMs() - sentAt);
    }),
  );
  return { answerMs, answeredAt };
}

/** What a process holds in memory, in megabytes; NaN where the system does not say. */
function residentMb(child: ChildProcess): number {
  const file = `/proc/${child.pid}/status`;
  const status = existsSync(file) ? readFileSync(file, "utf8") : "";
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function mb(value: number): string {
  return `${value.toFixed(0)} MB`;
}

function line(name: string, ...columns: string[]): void {
  console.log(name.padEnd(56) + columns.map((column) => column.padStart(12)).join(""));
}
