/** The hashes that a Merkle tree is made of (RFC 6962, section 2.1), in hexadecimal. Passed in, because the domain does no input or output. */
export interface TreeHashes {
  /** The hash of a leaf: SHA-256 of a byte 0 and the text. */
  leaf(text: string): string;
  /** The hash of what stands above two hashes: SHA-256 of a byte 1 and both. */
  node(left: string, right: string): string;
  /** The root of a tree without leaves: SHA-256 of nothing. */
  empty: string;
}

/**
 * A log that only grows, of which nothing is held but its size and the roots of its full subtrees, largest first: enough to add leaves
 * and to name the root.
 */
export interface Frontier {
  size: number;
  roots: readonly string[];
}

export const emptyFrontier: Frontier = { size: 0, roots: [] };

/** The log after more leaves. */
export function grow(hashes: TreeHashes, from: Frontier, leaves: readonly string[]): Frontier {
  const roots = [...from.roots];
  let { size } = from;
  for (const text of leaves) {
    let root = hashes.leaf(text);
    // Every full subtree that the new leaf completes is folded into the next larger one.
    for (let full = size; full % 2 === 1; full = (full - 1) / 2) root = hashes.node(roots.pop() as string, root);
    roots.push(root);
    size += 1;
  }
  return { size, roots };
}

/** The root of a log. */
export function rootOf(hashes: TreeHashes, log: Frontier): string {
  const [last, ...larger] = [...log.roots].reverse();
  if (last === undefined) return hashes.empty;
  return larger.reduce((right, left) => hashes.node(left, right), last);
}

/** The hashes that stand beside the way from one leaf up to the root, lowest first. */
export type Path = readonly { side: "left" | "right"; hash: string }[];

/** For every leaf of a small tree, its path; and the root. All leaves are held, so this is for trees of a few. */
export function pathsOf(hashes: TreeHashes, leaves: readonly string[]): { root: string; paths: Path[] } {
  const paths: { side: "left" | "right"; hash: string }[][] = leaves.map(() => []);
  const above = (from: number, to: number): string => {
    if (to - from === 1) return hashes.leaf(leaves[from] as string);
    let half = 1;
    while (half * 2 < to - from) half *= 2;
    const left = above(from, from + half);
    const right = above(from + half, to);
    for (let leaf = from; leaf < to; leaf += 1) {
      paths[leaf]?.push(leaf < from + half ? { side: "right", hash: right } : { side: "left", hash: left });
    }
    return hashes.node(left, right);
  };
  return { root: leaves.length === 0 ? hashes.empty : above(0, leaves.length), paths };
}

/** The root that a leaf and its path lead to. */
export function climb(hashes: TreeHashes, leaf: string, path: Path): string {
  return path.reduce(
    (hash, beside) => (beside.side === "left" ? hashes.node(beside.hash, hash) : hashes.node(hash, beside.hash)),
    hashes.leaf(leaf),
  );
}
