import { randomUUID } from "node:crypto";
import type { Tx } from "../persistence/db";
import { residentName } from "./names";

/** Mail domain of simulated residents, which can never exist (RFC 2606). They are known by it. */
export const simulatedMailDomain = "residents.example";

/** Rows in one statement: large enough to be quick, small enough for a steady pace. */
const rowsAtOnce = 5_000;

/**
 * Makes residents of a ward who are confirmed from an instant on, all aged 16 or over, in a few statements.
 *
 * @param facts.at when they were confirmed
 * @param facts.nameOf the name of each, by its index; invented ones when left out
 * @param facts.onProgress told how many there are after every few thousand
 * @returns their identifiers
 */
export async function insertResidents(
  tx: Pick<Tx, "$executeRaw">,
  wardId: string,
  count: number,
  facts: {
    at: Date;
    confirmedById?: string;
    nameOf?: (index: number) => string;
    mailDomain?: string;
    onProgress?: (made: number) => void;
  },
): Promise<string[]> {
  const { at, confirmedById = null, nameOf = residentName, mailDomain = simulatedMailDomain } = facts;
  const ids = Array.from({ length: count }, () => randomUUID());
  for (let from = 0; from < count; from += rowsAtOnce) {
    const some = ids.slice(from, from + rowsAtOnce);
    const names = some.map((_, index) => nameOf(from + index));
    const emails = some.map((id, index) => mailAddress(names[index] as string, id, mailDomain));
    await tx.$executeRaw`
      INSERT INTO person (id, email, name, created_at)
      SELECT id, email, name, ${at}::timestamptz
      FROM unnest(${some}::uuid[], ${emails}::text[], ${names}::text[]) AS made (id, email, name)`;
    await tx.$executeRaw`
      INSERT INTO residency (id, person_id, ward_id, is_aged16, claimed_at, confirmed_at, confirmed_by, confirmed_by_id)
      SELECT gen_random_uuid(), id, ${wardId}::uuid, true, ${at}::timestamptz, ${at}::timestamptz, 'officer', ${confirmedById}::uuid
      FROM unnest(${some}::uuid[]) AS made (id)`;
    facts.onProgress?.(Math.min(count, from + rowsAtOnce));
  }
  return ids;
}

/** An address that can be read, and that differs for two people of the same name. */
function mailAddress(name: string, id: string, domain: string): string {
  const readable = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ".")
    .replace(/^\.|\.$/g, "");
  return `${readable}.${id.slice(0, 8)}@${domain}`;
}
