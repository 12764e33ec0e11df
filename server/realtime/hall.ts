import { createHash } from "node:crypto";
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
import type { BallotBox } from "../persistence/ballot-box";
import { type Db, instant } from "../persistence/db";
import { getVoteView } from "../queries/view-vote";

/** Broadcasts of one vote are at least this far apart: four a second, whatever the number of ballots. */
const broadcastEveryMs = 250;
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
  checkedAtMs: number;
  allowance: number;
  allowanceAtMs: number;
}

type Io = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

/** The live halls: sockets that watch votes and cast ballots. */
export interface Hall {
  /** Tells every open page of a vote, soon, that it has changed. */
  publish(event: Published): void;
  /** People in the hall of a vote, counted once however many tabs they have open. */
  present(voteId: string): number;
  /** Drops the sockets of a session that was signed out. */
  dropSession(sessionId: string): void;
  close(): Promise<void>;
}

interface Needs {
  db: Db;
  log: Logger;
  box: BallotBox;
  desk: BallotDesk;
  sessions: Sessions;
  publicUrl: string | undefined;
  /** Opens and closes whatever votes are due. */
  settle: () => Promise<unknown>;
}

/** Whether the instant to open or close a vote has come and nobody has done it yet. */
function isDue(view: VoteView): boolean {
  return view.state === "counting" || (view.state === "open" && view.rollSize === null);
}

const hashOf = (sessionId: string) => createHash("sha256").update(sessionId).digest("hex");

/** Opens the halls on a web server. */
export function openHall(server: HttpServer, needs: Needs): Hall {
  const { db, log, box, desk, sessions } = needs;
  const io: Io = new Server(server, {
    transports: ["websocket"],
    serveClient: false,
    maxHttpBufferSize: largestMessageBytes,
    perMessageDeflate: false,
    allowRequest: (request: IncomingMessage, decide) => decide(null, isSameOrigin(request, needs.publicUrl)),
  });

  io.use(async (socket, next) => {
    const cookie = socket.handshake.headers.cookie;
    const session = await sessions.read(cookie);
    socket.data = {
      cookie,
      personId: session.personId,
      presence: session.personId ?? `address ${socket.handshake.address}`,
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
        let now = await instant(db);
        let view = await getVoteView(db, voteId, now);
        if (view && isDue(view)) {
          await needs.settle();
          now = await instant(db);
          view = await getVoteView(db, voteId, now);
        }
        if (!view) return reply(refusal("not_found", "There is no such vote."));
        // One socket watches one vote, so that nobody can be present everywhere at once.
        for (const room of socket.rooms) if (room.startsWith("vote:")) await socket.leave(room);
        await socket.join(voteRoom(voteId));
        reply({ ...view, now: now.toISOString(), present: present(voteId) });
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
      for (const room of socket.rooms) if (room.startsWith("vote:")) changed(room.slice("vote:".length));
    });
  });

  function present(voteId: string): number {
    const people = new Set<string>();
    for (const id of io.sockets.adapter.rooms.get(voteRoom(voteId)) ?? []) {
      const socket = io.sockets.sockets.get(id);
      if (socket) people.add(socket.data.presence);
    }
    return people.size;
  }

  // One broadcast a vote at a time: a change while one is on its way asks for one more after it.
  const pending = new Map<string, { timer: NodeJS.Timeout | null; isAgain: boolean; isClosed: boolean }>();
  const lastSentMs = new Map<string, number>();
  let isClosing = false;

  function changed(voteId: string, isClosed = false): void {
    if (isClosing) return;
    const waiting = pending.get(voteId);
    if (waiting) {
      waiting.isAgain = true;
      waiting.isClosed ||= isClosed;
      return;
    }
    const state = { timer: null as NodeJS.Timeout | null, isAgain: false, isClosed };
    pending.set(voteId, state);
    const waitMs = Math.max(0, (lastSentMs.get(voteId) ?? 0) + broadcastEveryMs - Date.now());
    state.timer = setTimeout(async () => {
      state.timer = null;
      state.isAgain = false;
      const closes = state.isClosed;
      try {
        await broadcast(voteId, closes);
      } catch (error) {
        log.error({ err: error }, "a count could not be sent");
      }
      lastSentMs.set(voteId, Date.now());
      pending.delete(voteId);
      if (state.isAgain) changed(voteId, state.isClosed && !closes);
      else if (closes) lastSentMs.delete(voteId);
    }, waitMs);
  }

  async function broadcast(voteId: string, isClosed: boolean): Promise<void> {
    if (!isClosed) await box.publishStep(voteId);
    if (!io.sockets.adapter.rooms.has(voteRoom(voteId))) return;
    const now = await instant(db);
    const view = await getVoteView(db, voteId, now);
    if (!view) return;
    const tally: Tally = { ...view, now: now.toISOString(), present: present(voteId) };
    io.to(voteRoom(voteId)).emit("tally", tally);
    if (isClosed) io.to(voteRoom(voteId)).emit("vote:closed", tally);
  }

  return {
    publish(event) {
      if (event.kind === "vote_closed") desk.forget(event.voteId);
      changed(event.voteId, event.kind === "vote_closed");
    },
    present,
    dropSession(sessionId) {
      io.in(sessionRoom(hashOf(sessionId))).disconnectSockets(true);
    },
    async close() {
      isClosing = true;
      for (const { timer } of pending.values()) if (timer) clearTimeout(timer);
      await io.close();
    },
  };
}
