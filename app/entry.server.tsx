import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { NonceProvider } from "./hooks/nonce";
import { wholePage } from "./whole-page";

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
    let isShellReady = false;
    const { pipe, abort } = renderToPipeableStream(
      <NonceProvider value={loadContext.nonce}>
        <RemixServer context={remixContext} url={request.url} abortDelay={abortDelayMs} nonce={loadContext.nonce} />
      </NonceProvider>,
      {
        nonce: loadContext.nonce,
        onShellReady() {
          isShellReady = true;
        },
        onAllReady() {
          // No page waits for anything once its loaders are done, so each goes out in one piece: a page in pieces of two kilobytes takes the
          // compressor and the line longer than it took to make.
          headers.set("Content-Type", "text/html; charset=utf-8");
          wholePage(pipe).then((whole) => resolve(new Response(whole, { headers, status })), reject);
        },
        onShellError: reject,
        onError(error: unknown) {
          if (isShellReady) loadContext.app.log.error({ err: error }, "a part of a page failed");
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
