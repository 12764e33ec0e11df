import type { Read } from "../persistence/db";

/** What the links that end letters carry, by address. People get theirs with their first letter; an address nobody has an account with has none. */
export async function tokensOf(db: Read, emails: readonly string[]): Promise<Map<string, string>> {
  await db.$executeRaw`
    INSERT INTO notice_preference (person_id)
    SELECT id FROM person WHERE email = ANY (${[...emails]}) ORDER BY id ON CONFLICT DO NOTHING`;
  const rows = await db.$queryRaw<{ email: string; token: string }[]>`
    SELECT email, token::text FROM person JOIN notice_preference ON person_id = person.id
    WHERE email = ANY (${[...emails]})`;
  return new Map(rows.map(({ email, token }) => [email, token]));
}
