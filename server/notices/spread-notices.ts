import type { Context } from "../commands/context";
import { siteLink } from "../mail/site-link";
import { instant } from "../persistence/db";
import { simulatedMailDomain } from "../simulation/simulated-residents";

/** A roll of a million takes about half a minute. */
const longestMs = 120_000;

/** What every letter about a decision says (section 1). */
export const simulatedAct = "The Community Power Act is simulated.";

/**
 * Writes the letters of the notices that wait, each to everybody who is told and wants it at once, in one statement a notice. A notice that
 * is no longer true gets none; it stays in the lists. Several processes may do this at once, and each may die: a notice and its letters
 * are committed together.
 *
 * Letters to one notice are written in the order of people's identifiers and to all who are told alike, so that nothing but the preference
 * tells one reader from another.
 */
export async function spreadNotices(context: Context): Promise<void> {
  while (await spreadNext(context)) {}
}

/** The same for the notice that has waited longest; answers whether there was one. */
async function spreadNext({ db, env }: Context): Promise<boolean> {
  const hasPost = env.isSimulated || env.smtpUrl !== undefined;
  return db.$transaction(
    async (tx) => {
      const [notice] = await tx.$queryRaw<{ id: string; text: string; path: string; until: Date | null }[]>`
        SELECT id, text, path, until FROM notice
        WHERE spread_at IS NULL ORDER BY at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
      if (!notice) return false;
      const now = await instant(tx);
      if (hasPost && (notice.until === null || now < notice.until)) {
        const parts = [notice.text, siteLink(env, notice.path), simulatedAct];
        const text = parts.filter(Boolean).join("\n\n");
        await tx.$executeRaw`
          INSERT INTO mail (id, key, recipient, subject, text, created_at)
          SELECT gen_random_uuid(), n.key || ':' || p.id, p.email, n.title, ${text}, ${now}::timestamptz
          FROM notice n
          JOIN (
            SELECT person_id, bool_or(is_own) AS is_own FROM notice_audience
            WHERE notice_id = ${notice.id}::uuid GROUP BY person_id
          ) reader ON true
          JOIN person p ON p.id = reader.person_id
          LEFT JOIN notice_preference choice ON choice.person_id = p.id
          WHERE n.id = ${notice.id}::uuid
            AND p.email NOT LIKE ${`%@${simulatedMailDomain}`}
            AND CASE coalesce(choice.mode, 'usual')
              WHEN 'at_once' THEN true
              WHEN 'usual' THEN n.is_pressing OR reader.is_own OR n.kind = 'briefing'
              WHEN 'briefing' THEN n.kind = 'briefing'
              ELSE false
            END
          ORDER BY p.id
          ON CONFLICT (key) DO NOTHING`;
      }
      await tx.$executeRaw`UPDATE notice SET spread_at = ${now} WHERE id = ${notice.id}::uuid`;
      return true;
    },
    { timeout: longestMs },
  );
}
