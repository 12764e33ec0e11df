import { signOffRuling } from "~/domain/act/s45-handover";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { canonical } from "~/domain/record/canonical";
import { handoverRecord, isRenewed, listHandover } from "../queries/list-handover";
import type { Context } from "./context";
import { arrangeHandover } from "./handover-desk";
import { sha256 } from "./log-hashes";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditInParish } from "./write-audit-line";

/**
 * The convenor or the deputy signs off the list of what is handed over, as it stands: how many things, how many accepted, and the hash of
 * the list go into the minute book. A list that changed may be signed off again.
 *
 * Signing off the same list twice is one. Answers the hash. Refuses a stranger (`not_signed_in`), anybody without office in the parish
 * (`not_allowed`), an unknown parish (`not_found`), and a parish that does not wind up yet, was renewed or has ended (s44, s43, s40).
 */
export async function signOffHandover(
  context: Context,
  asking: Actor,
  input: { parishSlug: string },
): Promise<Outcome<{ pack: string }>> {
  if (asking.personId === null) return refusedTo(asking, may(asking, "handover.arrange"));
  return context.db.$transaction(async (tx): Promise<Outcome<{ pack: string }>> => {
    const desk = await arrangeHandover(tx, asking, input.parishSlug);
    if (!desk.ok) return desk;
    const { found, now, actor } = desk.value;
    const ruling = signOffRuling(found.rules, { ...found.term, isRenewed: isRenewed(found), now });
    if (!ruling.holds) return refusedBy(ruling);
    const handover = await listHandover(tx, found, now);
    const pack = sha256(canonical(handoverRecord(found, handover)));
    const last = await tx.minuteEntry.findFirst({
      where: { parishId: found.row.id, kind: "handover_signed_off" },
      orderBy: { number: "desc" },
    });
    if ((last?.body as { pack?: string } | undefined)?.pack === pack) return done({ pack });
    const things = handover.lines.length;
    const accepted = handover.lines.filter(({ standing }) => standing === "accepted").length;
    await appendMinute(tx, found.row.id, now, "handover_signed_off", {
      things,
      accepted,
      unaccepted: things - accepted,
      pack,
      by: actor.name,
      sentence: handover.ruling.sentence,
      sections: handover.ruling.sections,
      actVersion: ruling.actVersion,
      scheduleVersion: ruling.scheduleVersion,
    });
    await auditInParish(tx, actor, now, found.row, {
      action: "handover.arrange",
      about: `Signed off the handover of ${found.row.name}`,
      page: "/handover",
      changes: [{ what: "Things that are accepted", after: `${accepted} of ${things}` }],
    });
    return done({ pack });
  });
}
