import type { LoaderFunctionArgs } from "@remix-run/node";

/** Whether the process can serve: its database answers. */
export async function loader({ context }: LoaderFunctionArgs) {
  const isReady = await context.app.isReady();
  return new Response(isReady ? "ready\n" : "the database does not answer\n", {
    status: isReady ? 200 : 503,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
}
