import type { Env } from "../env";

/**
 * The address of a page as a letter gives it. Without PUBLIC_URL a letter cannot know where the site is: it gives none (null), except in the
 * simulation, whose post room is on the site itself and follows a bare path.
 */
export function siteLink(env: Pick<Env, "publicUrl" | "isSimulated">, path: string): string | null {
  if (env.publicUrl) return `${env.publicUrl}${path}`;
  return env.isSimulated ? path : null;
}
