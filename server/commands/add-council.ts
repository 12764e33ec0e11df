import { instant, isUniqueConflict } from "../persistence/db";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";
import { auditServer } from "./write-audit-line";

/** A council's address from its name: "St Helens" is `st-helens`. */
export function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

/**
 * Adds one council by hand, for a deployment that does not load the whole register. Its wards come from `import`.
 *
 * Answers its slug. Refuses one whose code or address is taken (`conflict`).
 */
export async function addCouncil(
  context: Context,
  input: { name: string; gss: string; slug?: string; kind?: string },
): Promise<Outcome<{ slug: string }>> {
  const slug = input.slug ?? slugOf(input.name);
  try {
    await context.db.$transaction(async (tx) => {
      const data = { slug, name: input.name, gss: input.gss, kind: input.kind ?? "council" };
      const council = await tx.council.create({ data });
      await auditServer(tx, await instant(tx), {
        action: "server.add_council",
        about: input.name,
        councilId: council.id,
        path: `/councils/${slug}`,
      });
    });
  } catch (error) {
    if (isUniqueConflict(error))
      return refused("conflict", `There is a council with the code ${input.gss} or the address ${slug} already.`);
    throw error;
  }
  return done({ slug });
}
