import { answerApi } from "#server/http/api";
import type { World } from "../support/world";

export const site = "https://parish.example.org";
let caller = 0;

/** Asks the API as a stranger would. Each asking comes from a network of its own, so that nobody has to wait. */
export function ask(world: World, address: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(address, `${site}/api/v1/`);
  caller += 1;
  const clientAddress = `10.${(caller >> 8) & 255}.${caller & 255}.1`;
  const path = decodeURIComponent(url.pathname.replace(/^\/api\/v1\/?/, ""));
  return answerApi({ app: world.app, clientAddress }, new Request(url, init), path);
}

/** The same, as data; fails unless it is answered. */
// biome-ignore lint/suspicious/noExplicitAny: answers are checked against the document, and read here as JavaScript would
export async function told(world: World, address: string): Promise<any> {
  const answer = await ask(world, address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
