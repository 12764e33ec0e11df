import type { Actor } from "~/domain/permissions/actor";
import type { Application } from "../container";

declare module "@remix-run/node" {
  interface AppLoadContext {
    app: Application;
    actor: Actor;
    sessionId: string | null;
    /** Address of the client as the proxy in front reports it, for rate limits. */
    clientAddress: string;
    /** Content-security nonce of this response. */
    nonce: string;
  }
}
