import { createRequestHandler, type RequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import type { Application } from "../container";
import { makeBranches } from "./branches";

/** Answers with the pages of a build, each told who asks. */
export function servePages(
  app: Application,
  build: ServerBuild | (() => Promise<ServerBuild>),
  mode: string,
): RequestHandler {
  return createRequestHandler({
    build,
    mode,
    async getLoadContext(request, response) {
      // What falls due changes what somebody holds, which is asked below, and not who they are.
      const [session] = await Promise.all([app.sessions.read(request.headers.cookie), app.settle()]);
      if (session.refresh) response.append("Set-Cookie", session.refresh);
      // Pages depend on who asks and on the minute. What says otherwise of itself takes the place of this, and is not added to it; and what
      // others may keep carries nobody's cookie.
      response.setHeader("Cache-Control", "no-store");
      const append = response.append.bind(response);
      response.append = (name, value) => {
        if (name.toLowerCase() !== "cache-control") return append(name, value);
        if (!/private|no-store/.test(String(value))) response.removeHeader("Set-Cookie");
        return response.set(name, value);
      };
      return {
        app,
        actor: await app.loadActor(session.personId, request.ip),
        sessionId: session.sessionId,
        clientAddress: request.ip ?? "unknown",
        nonce: response.locals.nonce as string,
      };
    },
  });
}

/** The same for a finished build, handing the router only those routes that the address can lead to. */
export function serveBranches(app: Application, build: ServerBuild, mode: string): RequestHandler {
  const handlerOf = makeBranches(build, (branch) => servePages(app, branch, mode));
  return (request, response, next) => handlerOf(request.path)(request, response, next);
}
