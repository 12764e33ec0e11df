import { PassThrough } from "node:stream";
import { type AppLoadContext, createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { type RenderToPipeableStreamOptions, renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./hooks/nonce";

export { startApplication } from "#server/container";

const abortDelayMs = 10_000;

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  loadContext: AppLoadContext,
) {
  return new Promise<Response>((resolve, reject) => {
    // A crawler gets the whole page at once; a browser gets the shell as soon as it is ready.
    const ready: keyof RenderToPipeableStreamOptions = isbot(request.headers.get("user-agent") ?? "")
      ? "onAllReady"
      : "onShellReady";
    let isShellSent = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={loadContext.nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={abortDelayMs} nonce={loadContext.nonce} />
      </NonceProvider>,
      {
        nonce: loadContext.nonce,
        [ready]() {
          isShellSent = true;
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          resolve(new Response(createReadableStreamFromReadable(body), { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error: unknown) {
          if (isShellSent) loadContext.app.log.error({ err: error }, "a page failed while it was being sent");
        },
      },
    );
    setTimeout(abort, abortDelayMs + 1000).unref();
  });
}

/** Unexpected errors are logged here once; the person sees a plain page without details. Refusals are no errors. */
export function handleError(error: unknown, { request, context }: { request: Request; context: AppLoadContext }) {
  if (isRouteErrorResponse(error) && error.status < 500) return;
  if (!request.signal.aborted)
    context.app?.log.error({ err: error, path: new URL(request.url).pathname }, "a request failed");
}
