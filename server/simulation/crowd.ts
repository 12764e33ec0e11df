import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import type { Logger } from "pino";
import { io, type Socket } from "socket.io-client";
import type { CastAnswer, Choice, ClientEvents, ServerEvents } from "~/live/contract";
import type { CrowdPace, CrowdStanding } from "~/live/crowd";
import type { Sessions } from "../auth/sessions";
import type { Db } from "../persistence/db";
import { simulatedMailDomain } from "./simulated-residents";

/** Mean time between two residents, in milliseconds. */
const meanGapMs: Record<CrowdPace, number> = { calm: 12_000, steady: 1_500, lively: 350 };
/** Residents connected at one time; while so many are, nobody new comes. */
const mostConnected = 40;
/** Ballots after which the crowd goes home by itself. */
const mostBallots = 2_000;
/** A resident who has cast changes their mind this often. */
const changeOfMindShare = 0.08;
/** How often, when there is nothing to vote in, the crowd looks again. */
const restMs = 2_000;
const answerWithinMs = 10_000;

/** How residents choose, by weight. */
const weights: readonly (readonly [Choice, number])[] = [
  ["for", 57],
  ["against", 33],
  ["abstain", 10],
];

/** Simulated residents who come to an open vote by websocket, as anybody does, and cast their ballots. */
export interface Crowd {
  /** Lets people come at a pace; a crowd that is there already changes its pace. */
  start(pace?: CrowdPace): void;
  stop(): Promise<void>;
  standing(): CrowdStanding;
}

interface Needs {
  db: Db;
  log: Logger;
  sessions: Sessions;
  /** Address of this very server, such as `http://127.0.0.1:3000`; null while it is not listening. */
  serverAddress: () => string | null;
}

interface OpenVote {
  id: string;
  question: string;
  /** Simulated residents on its roll who have not come yet, in random order. */
  toCome: string[];
}

function randomBetween(fromMs: number, untilMs: number): number {
  return fromMs + Math.random() * (untilMs - fromMs);
}

function chooseByWeight(): Choice {
  let left = Math.random() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of weights) {
    left -= weight;
    if (left < 0) return choice;
  }
  return "abstain";
}

/** Makes the crowd of a process, at rest. It keeps nothing outside the process. */
export function makeCrowd({ db, log, sessions, serverAddress }: Needs): Crowd {
  let pace: CrowdPace = "steady";
  let castBallots = 0;
  let changedBallots = 0;
  let note = "";
  let vote: OpenVote | null = null;
  /** The present gathering; a new one is made each time the crowd is switched on. */
  let leaving: AbortController | null = null;
  const visits = new Set<Promise<void>>();

  /** Waits, or comes back at once when the crowd is sent home. */
  function wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      signal.addEventListener("abort", finish);
    });
  }

  /** The largest vote that is open now, with who may still come. One with an open count is shown first. */
  async function findVote(): Promise<OpenVote | null> {
    const open = await db.$queryRaw<{ id: string; question: string }[]>`
      SELECT id, question FROM vote
      WHERE opened_at IS NOT NULL AND closed_at IS NULL AND closes_at > app_now() + interval '5 seconds'
      ORDER BY publicity = 'open' DESC, roll_size DESC, id LIMIT 1`;
    const found = open[0];
    if (!found) return null;
    const people = await db.$queryRaw<{ id: string }[]>`
      SELECT person.id FROM vote_roll JOIN person ON person.id = vote_roll.person_id
      WHERE vote_roll.vote_id = ${found.id}::uuid AND person.email LIKE ${`%@${simulatedMailDomain}`}
      ORDER BY random() LIMIT ${mostBallots}`;
    return { ...found, toCome: people.map(({ id }) => id) };
  }

  async function isOpen(voteId: string): Promise<boolean> {
    const rows = await db.$queryRaw<object[]>`
      SELECT 1 FROM vote WHERE id = ${voteId}::uuid AND closed_at IS NULL AND closes_at > app_now()`;
    return rows.length > 0;
  }

  /** The next resident without a ballot in the box; null when everybody has come. */
  async function nextResident(of: OpenVote): Promise<string | null> {
    for (let personId = of.toCome.pop(); personId; personId = of.toCome.pop()) {
      const rows = await db.$queryRaw<{ voted: boolean }[]>`
        SELECT has_voted(${of.id}::uuid, ${personId}::uuid) AS voted`;
      if (!rows[0]?.voted) return personId;
    }
    return null;
  }

  /** One resident comes in, looks, casts, may change their mind, and leaves. */
  async function visit(voteId: string, personId: string, address: string, signal: AbortSignal): Promise<void> {
    const cookie = (await sessions.start(personId)).split(";")[0] as string;
    const socket: Socket<ServerEvents, ClientEvents> = io(address, {
      transports: ["websocket"],
      extraHeaders: { cookie },
      reconnection: false,
      forceNew: true,
      timeout: answerWithinMs,
    });
    try {
      // Who is sent home goes at once, also before the line is open, so that stopping the server waits for nobody.
      signal.addEventListener("abort", () => socket.disconnect(), { once: true });
      await new Promise<void>((resolve, reject) => {
        const sendHome = () => reject(new Error("sent home"));
        if (signal.aborted) sendHome();
        signal.addEventListener("abort", sendHome, { once: true });
        socket.once("connect", resolve);
        socket.once("connect_error", reject);
      });
      await socket.timeout(answerWithinMs).emitWithAck("vote:watch", { voteId });
      await wait(randomBetween(300, 4_000), signal);
      if (signal.aborted || !(await cast(socket, voteId))) return;
      castBallots += 1;
      if (Math.random() < changeOfMindShare) {
        await wait(randomBetween(4_000, 15_000), signal);
        if (!signal.aborted && (await cast(socket, voteId))) {
          castBallots += 1;
          changedBallots += 1;
        }
      }
      await wait(randomBetween(1_000, 8_000), signal);
    } finally {
      socket.disconnect();
      await sessions.end(cookie.slice(cookie.indexOf("=") + 1));
    }
  }

  async function cast(socket: Socket<ServerEvents, ClientEvents>, voteId: string): Promise<boolean> {
    const answer: CastAnswer = await socket
      .timeout(answerWithinMs)
      .emitWithAck("ballot:cast", { voteId, choice: chooseByWeight(), request: randomUUID() });
    return answer.ok;
  }

  /** Lets people come, one after the other, until the crowd is sent home. */
  async function gather(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const address = serverAddress();
      if (vote && !(await isOpen(vote.id))) vote = null;
      vote ??= await findVote();
      const personId = vote && address && visits.size < mostConnected ? await nextResident(vote) : null;
      if (!vote || !address) note = "No vote is open now. The crowd waits for one.";
      else if (personId) {
        note = "";
        const coming = visit(vote.id, personId, address, signal)
          // A visit that fails is like a resident whose phone lost its line.
          .catch((error: unknown) => log.debug({ err: error }, "a simulated resident did not get through"))
          .finally(() => visits.delete(coming));
        visits.add(coming);
      } else if (vote.toCome.length === 0) note = "Every simulated resident on the roll has voted.";
      if (castBallots >= mostBallots) {
        note = "The crowd has cast as many ballots as it may and has gone home.";
        leaving?.abort();
        leaving = null;
        return;
      }
      const isComing = personId !== null || visits.size >= mostConnected;
      await wait(isComing ? -Math.log(1 - Math.random()) * meanGapMs[pace] : restMs, signal);
    }
  }

  return {
    start(asked = "steady") {
      pace = asked;
      if (leaving) return;
      castBallots = 0;
      changedBallots = 0;
      note = "";
      vote = null;
      const controller = new AbortController();
      // Everybody who is here listens for the moment to go home.
      setMaxListeners(0, controller.signal);
      leaving = controller;
      gather(controller.signal).catch((error: unknown) => {
        log.error({ err: error }, "the simulated crowd has gone home");
        note = "The crowd has gone home because something went wrong.";
        if (leaving === controller) leaving = null;
      });
    },
    async stop() {
      leaving?.abort();
      leaving = null;
      note = "";
      await Promise.allSettled(visits);
    },
    standing: () => ({
      isOn: leaving !== null,
      pace,
      castBallots,
      changedBallots,
      vote: vote && { id: vote.id, question: vote.question },
      note,
    }),
  };
}
