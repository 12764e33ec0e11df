import type { Application } from "../container";

/**
 * Ends the session that a browser brings, if any, with its open sockets, and starts one for a person: two people never share one.
 * @returns the `Set-Cookie` value
 */
export async function replaceSession(
  app: Pick<Application, "sessions" | "dropSession">,
  sessionId: string | null,
  personId: string,
): Promise<string> {
  if (sessionId) {
    await app.sessions.end(sessionId);
    app.dropSession(sessionId);
  }
  return app.sessions.start(personId);
}
