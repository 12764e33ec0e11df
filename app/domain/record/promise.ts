import { countEndsAt } from "../vote/vote-state";
import { type Path, pathsOf, type TreeHashes } from "./merkle";

/** How long after the end of the count the log must hold every ballot that was promised, in milliseconds. */
const promisedWithinMs = 60_000;

/** The instant by which a promised ballot is in the log. */
export function promisedBy(vote: { closesAt: Date; paperDueAt: Date | null }): string {
  return new Date(countEndsAt(vote).getTime() + promisedWithinMs).toISOString();
}

/** What is promised to a voter: that the log will hold their commitment. */
export function promiseText(voteId: string, commitment: string, by: string): string {
  return `pop-up-parish promise 1\n${voteId}\n${commitment}\nin the log by ${by}`;
}

/** What is signed: the root of a small tree of promises, so that those who vote in the same moment share one signature. */
export function promisesText(root: string): string {
  return `pop-up-parish promises 1\n${root}`;
}

/** Promises that share a signature: more would save little and lengthen each. */
const mostTogether = 16;

const letterOf = { left: "l", right: "r" } as const;

/**
 * Signs promises.
 *
 * @param sign the signature of a text, in base64url
 * @returns for each, the signature and the path to what was signed: `signature.r<hash>.l<hash>`
 */
export function signPromises(hashes: TreeHashes, sign: (text: string) => string, texts: readonly string[]): string[] {
  const promises: string[] = [];
  for (let from = 0; from < texts.length; from += mostTogether) {
    const { root, paths } = pathsOf(hashes, texts.slice(from, from + mostTogether));
    const signature = sign(promisesText(root));
    for (const path of paths) {
      promises.push([signature, ...path.map((beside) => `${letterOf[beside.side]}${beside.hash}`)].join("."));
    }
  }
  return promises;
}

const wellFormed = /^[0-9A-Za-z_-]{86}(\.[lr][0-9a-f]{64}){0,4}$/;

/** A promise, taken apart: the signature, and the way from what was promised to what was signed. Null when it is no promise at all. */
export function readPromise(promise: string): { signature: string; path: Path } | null {
  if (!wellFormed.test(promise)) return null;
  const [signature, ...besides] = promise.split(".") as [string, ...string[]];
  return {
    signature,
    path: besides.map((beside) => ({ side: beside.startsWith("l") ? "left" : "right", hash: beside.slice(1) })),
  };
}
