import type { Rules } from "~/domain/act/ruling";
import { nameDeputyRuling } from "~/domain/act/s53-convenors-office";
import type { Actor } from "~/domain/permissions/actor";
import { listVolunteers } from "../queries/office-facts";
import { actOnOffices } from "./act-on-offices";
import { takeOffice } from "./change-hands";
import type { Context } from "./context";
import { done, invalid, type Outcome, refusedBy } from "./outcome";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor makes one of those who offered to do it deputy, where there is none (section 53).
 *
 * Answers that it is done; naming the same person twice is one naming. Refuses a stranger (`not_signed_in`), anybody but the convenor
 * (`not_allowed`, s53), a parish that has a deputy (s53), somebody who has not offered or is no longer on the parish roll (`invalid`, s53),
 * an unknown parish, a draft (s5) and a parish that is over (s40).
 */
export function nameDeputy(
  context: Context,
  actor: Actor,
  input: { slug: string; personId: string },
): Promise<Outcome> {
  return actOnOffices(context, actor, "office.name_deputy", input.slug, async (tx, { found, now, actor }) => {
    const deputy = found.row.offices.find(({ office }) => office === "deputy");
    if (deputy?.personId === input.personId) return done({});
    const volunteers = await listVolunteers(tx, found, "deputy");
    const person = volunteers.find(({ id }) => id === input.personId);
    const ruling = nameDeputyRuling(found.rules as Rules, {
      hasDeputy: deputy !== undefined,
      hasOffered: person !== undefined,
    });
    if (!person && ruling.outcome === "not_offered") {
      return {
        ok: false,
        refused: {
          ...invalid([{ field: "person", message: "Choose somebody from the list." }]).refused,
          section: "s53",
          ruling,
        },
      };
    }
    if (!ruling.holds || !person) return refusedBy(ruling);
    await takeOffice(tx, found.row.id, now, { office: "deputy", person, by: actor.name });
    await auditInParish(tx, actor, now, found.row, {
      action: "office.name_deputy",
      about: `The deputy of ${found.row.name}`,
      page: "/convenor",
      changes: [{ what: "Deputy", after: person.name }],
    });
    return done({});
  });
}
