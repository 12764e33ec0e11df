/** One answered request. */
export interface AnsweredRequest {
  method: string;
  /** The pattern of its route: `/votes/:id`, never the address itself. */
  route: string;
  status: number;
  seconds: number;
}

/** The route of a request that no route is known for, so that made-up addresses do not make new lines. */
export const noRoute = "none";

/**
 * Whether a request may be counted. One that writes to a page of a vote, or to a page that is not known, may be a ballot, and nobody learns
 * the turnout of a sealed vote before its end: not from a figure, not from how often a figure moves.
 */
export function mayCount({ method, route }: Pick<AnsweredRequest, "method" | "route">): boolean {
  return ["GET", "HEAD"].includes(method) || (route !== noRoute && !route.includes("votes"));
}
