import type { Actor, Office } from "~/domain/permissions/actor";
import { findOpenRequisition } from "../queries/office-facts";
import { actOnOffices } from "./act-on-offices";
import { closeRequisition } from "./change-hands";
import type { Context } from "./context";
import { done, type Outcome, refused } from "./outcome";

/**
 * Somebody on the parish roll says that they would hold an office: as deputy when the convenor names them, as convenor when a vote makes
 * them so. Their name is then public. Saying it twice is saying it once.
 *
 * Answers that it is said. Refuses a stranger (`not_signed_in`), anybody not on the parish roll (`not_allowed`, s53), somebody who holds
 * that office or is convenor (`conflict`), an unknown parish, a draft (s5) and a parish that is over (s40).
 */
export function volunteerForOffice(
  context: Context,
  actor: Actor,
  input: { slug: string; office: Office },
): Promise<Outcome> {
  const { office } = input;
  return actOnOffices(context, actor, "office.volunteer", input.slug, async (tx, { found, now, personId }) => {
    const held = found.row.offices.find((one) => one.personId === personId);
    if (held && (held.office === office || held.office === "convenor")) {
      return refused("conflict", `You are the ${held.office} of this parish already.`, { section: "s53" });
    }
    await tx.officeVolunteer.createMany({
      data: [{ parishId: found.row.id, personId, office, at: now }],
      skipDuplicates: true,
    });
    return done({});
  });
}

/**
 * Somebody takes back that they would hold an office. A demand for a vote on them that has not brought a vote ends with it.
 *
 * Answers that it is taken back; doing it twice is harmless. Refuses as `volunteerForOffice` does, and a candidate once notice of their
 * vote was given (`closed`, s53).
 */
export function stopVolunteering(
  context: Context,
  actor: Actor,
  input: { slug: string; office: Office },
): Promise<Outcome> {
  const { office } = input;
  return actOnOffices(context, actor, "office.volunteer", input.slug, async (tx, { found, now, personId }) => {
    const parishId = found.row.id;
    if (office === "convenor") {
      const requisition = await findOpenRequisition(tx, parishId);
      const isMine = requisition?.candidateId === personId;
      if (isMine && requisition.voteId) {
        return refused("closed", "A vote on you as convenor has been announced. Should it pass, you may resign.", {
          section: "s53",
        });
      }
      if (isMine) await closeRequisition(tx, requisition, now, { reason: "The candidate took back their offer" });
    }
    await tx.officeVolunteer.deleteMany({ where: { parishId, personId, office } });
    return done({});
  });
}
