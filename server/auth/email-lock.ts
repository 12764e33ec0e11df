import type { Tx } from "../persistence/db";

/** Makes everything about signing in with one address happen one after the other, until the transaction ends. */
export async function lockEmail(tx: Tx, email: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`sign-in ${email}`}, 0))`;
}
