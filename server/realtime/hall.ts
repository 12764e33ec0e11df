import { createHash, randomUUID } from "node:crypto";
import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Logger } from "pino";
import { Server } from "socket.io";
import type { CastAnswer, ClientEvents, ServerEvents, Tally, VoteView, WatchAnswer } from "~/live/contract";
import { sessionRoom, voteRoom } from "~/live/contract";
import { castSchema, watchSchema } from "~/live/schemas";
import type { Sessions } from "../auth/sessions";
import type { BallotDesk } from "../commands/cast-ballot";
import type { Published } from "../commands/context";
import { isSameOrigin } from "../http/security";
import type { Db } from "../persistence/db";
import { getVoteViewNow } from "../queries/view-vote";
import type { Bus } from "./bus";
import { makePeopleElsewhere, type PeopleNews, presenceMark, tellPeople } from "./presence";

/** Broadcasts of one vote are at least this far apart: four a second, whatever the number of ballots. */
const broadcastEveryMs = 250;
/** While ballots come in, a count waits at most this much longer: a crowd is answered first, and is counted in one step in place of many. */
const waitsForVotersMs = 250;
/** In a hall of more sockets than this, people are counted at most as often as a count is sent: thousands may come in one second. */
const countedEachTime = 200;
/** How often a process tells the others who has come and gone; and how often it says so again when nobody has. */
const tellPeopleEveryMs = 2_000;
const tellPeopleAgainMs = 4_000;
/** A hall that has heard nothing for so long looks for itself, in case news was lost with the process that had it. */
const lookAgainAfterMs = 5_000;
/** A session is looked up again after this long, so that one that was ended elsewhere stops working on open sockets too. */
const sessionGoodForMs = 15_000;
/** Largest message a socket may send; a ballot is a few hundred bytes. */
const largestMessageBytes = 8_192;
/** Messages a socket may send in a burst, and how many it regains each second. */
const burst = 40;
const regainedPerSecond = 10;

interface SocketData {
  cookie: string | undefined;
  personId: string | null;
  /** Who counts as one in the hall: a signed-in person, or a client address. */
  presence: string;
  /** What other processes know them by in the hall where they are, and the hall and day that this is for. */
  mark: string;
  markFor: string;
  checkedAtMs: number;
  allowance: number;
  allowanceAtMs: number;
}

/** What processes tell each other. */
interface BusEvents {
  /** A vote has changed: whoever hears it reads it. */
  "vote:changed": (voteId: string, isClosed: boolean) => void;
  "hall:people": (news: PeopleNews) => void;
}

type Io = Server<ClientEvents, ServerEvents, BusEvents, SocketData>;

/** The hall of a vote that somebody watches in this process. */
interface OpenHall {
  /** What everybody here was sent last; empty when somebody new may have missed it. */
  shown: string;
  shownMs: number;
  newest: VoteView;
  hasSaidClosed: boolean;
  hasNewPeople: boolean;
  /** How many people were here when they were last counted, and when that was. */
  present: number;
  presentMs: number;
  toldPeopleMs: number;
}

/** Why a hall is looked at again. */
interface Reason {
  /** Something was done here of which the other processes do not know yet. */
  isOurs: boolean;
  isClosed: boolean;
}

/**
 * The live halls: sockets that watch votes and cast ballots. Every process has its own, and sends counts only to its own sockets: the
 * others are told that a vote has changed and read it for themselves. So nobody gets more counts for there being more processes.
 */
export interface Hall {
  /** Tells every open page of a vote, soon, that it has changed. */
  publish(event: Published): void;
  /** People in the hall of a vote on all processes, counted once however many tabs they have open. */
  present(voteId: string): number;
  /** Sockets that are open in this process, whatever they watch. */
  sockets(): number;
  /** Drops the sockets of a session that was signed out, on all processes. */
  dropSession(sessionId: string): void;
  close(): Promise<void>;
}

interface Needs {
  db: Db;
  log: Logger;
  /** Grows the running count of a vote by a step, if enough ballots wait. */
  growLog: (voteId: string) => Promise<unknown>;
  desk: BallotDesk;
  sessions: Sessions;
  bus: Bus;
  publicUrl: string | undefined;
  /** Opens and closes whatever votes are due. */
  settle: () => Promise<unknown>;
}

/** Whether the instant to open or close a vote has come and nobody has done it yet. */
function isDue(view: VoteView, now: Date): boolean {
  if (view.state === "counting") return now >= new Date(view.paperDueAt ?? view.closesAt);
  return view.state === "open" && view.rollSize === null;
}

/** Whether a view was read before another one: while a vote is in one state, turnout and the number of its last step only grow. */
function isBefore(view: VoteView, other: VoteView): boolean {
  if (view.state !== other.state) return other.state === "closed";
  return view.seq < other.seq || (view.cast ?? 0) < (other.cast ?? 0);
}

const hashOf = (sessionId: string) => createHash("sha256").update(sessionId).digest("hex");

/** Opens the halls on a web server. */
export function openHall(server: HttpServer, needs: Needs): Hall {
  const { db, log, desk, sessions } = needs;
  const io: Io = new Server(server, {
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: largestMessageBytes,
    perMessageDeflate: false,
    adapter: needs.bus.adapter,
    allowRequest: (request: IncomingMessage, decide) => decide(null, isSameOrigin(request, needs.publicUrl)),
  });

  io.use(async (socket, next) => {
    const cookie = socket.handshake.headers.cookie;
    const session = await sessions.read(cookie);
    socket.data = {
      cookie,
      personId: session.personId,
      presence: session.personId ?? `address ${socket.handshake.address}`,
      mark: "",
      markFor: "",
      checkedAtMs: Date.now(),
      allowance: burst,
      allowanceAtMs: Date.now(),
    };
    if (session.sessionId) await socket.join(sessionRoom(hashOf(session.sessionId)));
    next();
  });

  /** Who speaks on a socket now; null once their session has ended. */
  async function personOn(data: SocketData): Promise<string | null> {
    if (data.personId && Date.now() - data.checkedAtMs > sessionGoodForMs) {
      data.personId = (await sessions.read(data.cookie)).personId;
      data.checkedAtMs = Date.now();
    }
    return data.personId;
  }

  /** Whether a socket has sent more than anybody needs to. */
  function isTooMuch(data: SocketData): boolean {
    const nowMs = Date.now();
    data.allowance = Math.min(burst, data.allowance + ((nowMs - data.allowanceAtMs) / 1000) * regainedPerSecond);
    data.allowanceAtMs = nowMs;
    if (data.allowance < 1) return true;
    data.allowance -= 1;
    return false;
  }

  const refusal = (code: string, message: string, section?: string) => ({ refused: { code, message, section } });

  io.on("connection", (socket) => {
    socket.on("vote:watch", async (input, answer) => {
      const reply: (value: WatchAnswer) => void = typeof answer === "function" ? answer : () => {};
      if (isTooMuch(socket.data)) return reply(refusal("too_many", "Too many requests at once. Wait a moment."));
      const checked = watchSchema.safeParse(input);
      if (!checked.success) return reply(refusal("invalid", "That is not the number of a vote."));
      try {
        const voteId = checked.data.voteId.toLowerCase();
        let found = await getVoteViewNow(db, voteId);
        if (found && isDue(found.view, found.now)) {
          await needs.settle();
          found = await getVoteViewNow(db, voteId);
        }
        if (!found) return reply(refusal("not_found", "There is no such vote."));
        // One socket watches one vote, so that nobody can be present everywhere at once.
        for (const room of socket.rooms) {
          if (!room.startsWith("vote:")) continue;
          await socket.leave(room);
          left(room.slice("vote:".length));
        }
        await socket.join(voteRoom(voteId));
        // Whoever was sent a later count while coming in is not answered with the earlier one.
        const { newest } = enter(voteId, found.view);
        reply({ ...newest, now: found.now.toISOString(), present: present(voteId) });
        changed(voteId);
      } catch (error) {
        log.error({ err: error }, "a hall could not be shown");
        reply(refusal("busy", "The hall could not be opened. Try again in a moment."));
      }
    });

    socket.on("ballot:cast", async (input, answer) => {
      const reply: (value: CastAnswer) => void = typeof answer === "function" ? answer : () => {};
      const refuse = (code: string, message: string, section?: string) =>
        reply({ ok: false, refused: { code, message, section } });
      if (isTooMuch(socket.data)) {
        return refuse("too_many", "Too many requests at once. Nothing was recorded: wait a moment and vote again.");
      }
      const checked = castSchema.safeParse(input);
      if (!checked.success) return refuse("invalid", "That ballot could not be read, so nothing was recorded.");
      try {
        const personId = await personOn(socket.data);
        const outcome = await desk.cast(personId, { ...checked.data, voteId: checked.data.voteId.toLowerCase() });
        if (outcome.ok) return reply({ ok: true, ...outcome.value });
        refuse(outcome.refused.code, outcome.refused.message, outcome.refused.section);
      } catch (error) {
        // The ballot itself is never logged.
        log.error({ err: error }, "a ballot could not be cast");
        refuse("busy", "The ballot could not be recorded. Try again: the same ballot is never counted twice.");
      }
    });

    socket.on("disconnecting", () => {
      for (const room of socket.rooms) if (room.startsWith("vote:")) left(room.slice("vote:".length));
    });
  });

  const halls = new Map<string, OpenHall>();

  function enter(voteId: string, view: VoteView): OpenHall {
    const hall = halls.get(voteId);
    const entered: OpenHall = {
      shown: "",
      shownMs: 0,
      newest: hall && isBefore(view, hall.newest) ? hall.newest : view,
      hasSaidClosed: hall?.hasSaidClosed ?? view.state === "closed",
      hasNewPeople: true,
      present: hall?.present ?? 0,
      presentMs: hall?.presentMs ?? 0,
      toldPeopleMs: hall?.toldPeopleMs ?? 0,
    };
    halls.set(voteId, entered);
    return entered;
  }

  function left(voteId: string): void {
    const hall = halls.get(voteId);
    if (hall) hall.hasNewPeople = true;
    changed(voteId);
  }

  /** Everybody in the hall in this process, by mark. */
  function* marksHere(voteId: string): Generator<string> {
    const day = new Date().toISOString().slice(0, "2026-01-01".length);
    const markFor = `${day} ${voteId}`;
    for (const id of io.sockets.adapter.rooms.get(voteRoom(voteId)) ?? []) {
      const data = io.sockets.sockets.get(id)?.data;
      if (!data) continue;
      if (data.markFor !== markFor) Object.assign(data, { mark: presenceMark(data.presence, voteId, day), markFor });
      yield data.mark;
    }
  }

  const elsewhere = makePeopleElsewhere();

  function present(voteId: string): number {
    const hall = halls.get(voteId);
    const sockets = io.sockets.adapter.rooms.get(voteRoom(voteId))?.size ?? 0;
    const nowMs = Date.now();
    if (hall && sockets > countedEachTime && nowMs - hall.presentMs < broadcastEveryMs) return hall.present;
    const people = elsewhere.marks(voteId);
    for (const mark of marksHere(voteId)) people.add(mark);
    if (hall) Object.assign(hall, { present: people.size, presentMs: nowMs });
    return people.size;
  }

  // One broadcast a vote at a time: a change while one is on its way asks for one more after it.
  const pending = new Map<string, Reason & { timer: NodeJS.Timeout | null; isAgain: boolean }>();
  const lastSentMs = new Map<string, number>();
  let isClosing = false;

  function changed(voteId: string, { isOurs, isClosed }: Reason = { isOurs: false, isClosed: false }): void {
    if (isClosing) return;
    const waiting = pending.get(voteId);
    if (waiting) {
      waiting.isAgain = true;
      waiting.isOurs ||= isOurs;
      waiting.isClosed ||= isClosed;
      return;
    }
    const state = { timer: null as NodeJS.Timeout | null, isAgain: false, isOurs, isClosed };
    pending.set(voteId, state);
    const waitMs = Math.max(0, (lastSentMs.get(voteId) ?? 0) + broadcastEveryMs - Date.now());
    state.timer = setTimeout(async () => {
      if (state.isOurs && !state.isClosed) await desk.quiet(voteId, waitsForVotersMs);
      if (isClosing) return;
      const { isOurs, isClosed } = state;
      Object.assign(state, { timer: null, isAgain: false, isOurs: false, isClosed: false });
      try {
        if (isOurs) await announce(voteId, isClosed);
        await show(voteId);
      } catch (error) {
        log.error({ err: error }, "a count could not be sent");
      }
      lastSentMs.set(voteId, Date.now());
      pending.delete(voteId);
      if (state.isAgain) changed(voteId, state);
      else if (isClosed || !halls.has(voteId)) lastSentMs.delete(voteId);
    }, waitMs);
  }

  /** Grows the public count by what was cast here, and tells the other processes. */
  async function announce(voteId: string, isClosed: boolean): Promise<void> {
    try {
      if (!isClosed) await needs.growLog(voteId);
    } finally {
      io.serverSideEmit("vote:changed", voteId, isClosed);
    }
  }

  /** Sends the count to everybody who watches here, unless it is what they have. */
  async function show(voteId: string): Promise<void> {
    const hall = halls.get(voteId);
    if (!hall || !io.sockets.adapter.rooms.has(voteRoom(voteId))) return;
    const found = await getVoteViewNow(db, voteId);
    if (!found) return;
    const { view, now } = found;
    // Somebody who came in this moment was sent a later count than this one: it is read again, so that no count goes back.
    const isLate = isBefore(view, hall.newest);
    hall.newest = view;
    if (isLate) return changed(voteId);
    const people = present(voteId);
    const shown = JSON.stringify({ ...view, present: people });
    const isNew = shown !== hall.shown;
    Object.assign(hall, { shown, shownMs: Date.now() });
    if (!isNew) return;
    const tally: Tally = { ...view, now: now.toISOString(), present: people };
    io.local.to(voteRoom(voteId)).emit("tally", tally);
    if (view.state !== "closed" || hall.hasSaidClosed) return;
    hall.hasSaidClosed = true;
    io.local.to(voteRoom(voteId)).emit("vote:closed", tally);
  }

  io.on("vote:changed", (voteId, isClosed) => {
    if (isClosed) desk.forget(voteId);
    if (halls.has(voteId)) changed(voteId);
  });
  io.on("hall:people", (news) => {
    if (elsewhere.hear(news, Date.now()) && halls.has(news.voteId)) changed(news.voteId);
  });

  const self = randomUUID();
  let turn = 0;

  function tellWhoIsHere(voteId: string): void {
    turn += 1;
    for (const news of tellPeople(self, voteId, turn, new Set(marksHere(voteId))))
      io.serverSideEmit("hall:people", news);
  }

  /** How many processes there are; more than one when that cannot be learned now. */
  const countProcesses = () => io.sockets.adapter.serverCount().catch(() => 2);

  async function goRound(): Promise<void> {
    const isAlone = (await countProcesses()) <= 1;
    const nowMs = Date.now();
    for (const [voteId, hall] of halls) {
      if (!isAlone && (hall.hasNewPeople || nowMs - hall.toldPeopleMs >= tellPeopleAgainMs)) {
        tellWhoIsHere(voteId);
        Object.assign(hall, { hasNewPeople: false, toldPeopleMs: nowMs });
      }
      if (!io.sockets.adapter.rooms.has(voteRoom(voteId))) halls.delete(voteId);
      else if (nowMs - hall.shownMs >= lookAgainAfterMs && hall.newest.state !== "closed") {
        changed(voteId, { isOurs: true, isClosed: false });
      }
    }
    for (const voteId of elsewhere.dropSilent(nowMs)) if (halls.has(voteId)) changed(voteId);
  }
  const round = setInterval(() => void goRound(), tellPeopleEveryMs);

  return {
    publish(event) {
      if (event.kind === "vote_closed") desk.forget(event.voteId);
      changed(event.voteId, { isOurs: true, isClosed: event.kind === "vote_closed" });
    },
    present,
    sockets: () => io.engine.clientsCount,
    dropSession(sessionId) {
      io.in(sessionRoom(hashOf(sessionId))).disconnectSockets(true);
    },
    async close() {
      isClosing = true;
      clearInterval(round);
      for (const { timer } of pending.values()) if (timer) clearTimeout(timer);
      await io.close();
      await needs.bus.close();
    },
  };
}
