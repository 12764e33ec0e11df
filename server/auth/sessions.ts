import { createHash } from "node:crypto";
import {
  type Adapter,
  type DatabaseSession,
  type DatabaseUser,
  generateIdFromEntropySize,
  Lucia,
  TimeSpan,
} from "lucia";
import type { Db } from "../persistence/db";

// The cookie's value is never stored: whoever reads the table cannot sign in with what is in it.
const stored = (sessionId: string) => createHash("sha256").update(sessionId).digest("hex");

/** Expiry moves in whole days, so that no row tells at which moment somebody used the site, for instance to vote. */
function wholeDay(instant: Date): Date {
  const dayMs = 86_400_000;
  return new Date(Math.ceil(instant.getTime() / dayMs) * dayMs);
}

function sessionAdapter(db: Db): Adapter {
  const toSession = (id: string, row: { userId: string; expiresAt: Date }): DatabaseSession => ({
    id,
    userId: row.userId,
    expiresAt: row.expiresAt,
    attributes: {},
  });
  return {
    async getSessionAndUser(sessionId): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const row = await db.session.findUnique({ where: { id: stored(sessionId) } });
      return row ? [toSession(sessionId, row), { id: row.userId, attributes: {} }] : [null, null];
    },
    async getUserSessions(userId) {
      const rows = await db.session.findMany({ where: { userId } });
      return rows.map((row) => toSession(row.id, row));
    },
    async setSession(session) {
      await db.session.create({
        data: { id: stored(session.id), userId: session.userId, expiresAt: wholeDay(session.expiresAt) },
      });
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await db.session.updateMany({ where: { id: stored(sessionId) }, data: { expiresAt: wholeDay(expiresAt) } });
    },
    async deleteSession(sessionId) {
      await db.session.deleteMany({ where: { id: stored(sessionId) } });
    },
    async deleteUserSessions(userId) {
      await db.session.deleteMany({ where: { userId } });
    },
    async deleteExpiredSessions() {
      await db.session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
    },
  };
}

/** Who is signed in, by cookie. Everything about sessions goes through this, so that the library can be replaced. */
export interface Sessions {
  /** Reads a `Cookie` header. `refresh` is a `Set-Cookie` to send when the session was prolonged or is no longer good. */
  read(
    cookieHeader: string | undefined,
  ): Promise<{ personId: string | null; sessionId: string | null; refresh: string | null }>;
  /** Starts a session and answers its `Set-Cookie` value. */
  start(personId: string): Promise<string>;
  /**
   * Starts a session for each of many people, in a few statements. Only the simulation needs it.
   * @returns what goes into a `Cookie` header for each of them, in their order
   */
  startMany(personIds: readonly string[], onProgress?: (started: number) => void): Promise<string[]>;
  /** Ends one session and answers the `Set-Cookie` that clears it. */
  end(sessionId: string | null): Promise<string>;
  /** Ends every session of a person. */
  endAll(personId: string): Promise<string>;
}

/** Bytes of randomness in a session's identifier, as many as the library itself takes. */
const entropyBytes = 25;
const sessionDays = 30;
const rowsAtOnce = 5_000;

/** @param isSecure whether the cookie is only ever sent over HTTPS */
export function makeSessions(db: Db, isSecure: boolean): Sessions {
  const lucia = new Lucia(sessionAdapter(db), {
    sessionExpiresIn: new TimeSpan(sessionDays, "d"),
    sessionCookie: { name: "session", attributes: { secure: isSecure, sameSite: "lax" } },
  });
  const sessionIdIn = (cookieHeader: string): string | null => {
    try {
      return lucia.readSessionCookie(cookieHeader);
    } catch {
      // A cookie whose escapes make no sense is nobody's.
      return null;
    }
  };
  const blank = () => lucia.createBlankSessionCookie().serialize();
  return {
    async read(cookieHeader) {
      const sessionId = sessionIdIn(cookieHeader ?? "");
      if (!sessionId) return { personId: null, sessionId: null, refresh: null };
      const { session } = await lucia.validateSession(sessionId);
      if (!session) return { personId: null, sessionId: null, refresh: blank() };
      const refresh = session.fresh ? lucia.createSessionCookie(session.id).serialize() : null;
      return { personId: session.userId, sessionId, refresh };
    },
    async start(personId) {
      const session = await lucia.createSession(personId, {});
      return lucia.createSessionCookie(session.id).serialize();
    },
    async startMany(personIds, onProgress) {
      const expiresAt = wholeDay(new Date(Date.now() + new TimeSpan(sessionDays, "d").milliseconds()));
      const sessionIds = personIds.map(() => generateIdFromEntropySize(entropyBytes));
      for (let from = 0; from < personIds.length; from += rowsAtOnce) {
        const until = from + rowsAtOnce;
        await db.$executeRaw`
          INSERT INTO session (id, user_id, expires_at)
          SELECT id, user_id, ${expiresAt}::timestamptz
          FROM unnest(${sessionIds.slice(from, until).map(stored)}::text[], ${personIds.slice(from, until)}::uuid[])
            AS made (id, user_id)`;
        onProgress?.(Math.min(personIds.length, until));
      }
      return sessionIds.map((id) => `${lucia.sessionCookieName}=${id}`);
    },
    async end(sessionId) {
      if (sessionId) await lucia.invalidateSession(sessionId);
      return blank();
    },
    async endAll(personId) {
      await lucia.invalidateUserSessions(personId);
      return blank();
    },
  };
}
