import type { Refused } from "../commands/outcome";
import { statusOf } from "../commands/outcome";

const headers = {
  "Content-Type": "application/json; charset=utf-8",
  "Cache-Control": "no-cache",
  // Everything the API answers is public and read-only.
  "Access-Control-Allow-Origin": "*",
};

/** A public answer of the API. */
export function apiAnswer(body: object): Response {
  return new Response(`${JSON.stringify(body)}\n`, { headers });
}

/** A refusal of the API: the right status and one plain sentence. */
export function apiRefused(refused: Refused): Response {
  const { code, section, message } = refused;
  return new Response(`${JSON.stringify({ refused: { code, section, message } })}\n`, {
    status: statusOf(code),
    headers,
  });
}
