import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { type CivilDate, civilDateOf, compareDates } from "~/domain/time/civil";
import { number } from "~/domain/time/words";
import { instant, toDateColumn } from "../persistence/db";
import { asOf } from "./as-of";
import type { Context } from "./context";
import { done, invalid, type Outcome, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { auditAct } from "./write-audit-line";

/**
 * Sets how many people may vote in council elections in a ward, with where the figure comes from. Gathering can open only where it is
 * known (section 8); parishes that have opened gathering keep the figure they opened with.
 *
 * Answers the ward. Refuses a stranger (`not_signed_in`), anybody but an officer of its council (`not_allowed`, s8), an unknown ward
 * (`not_found`) and a date still to come (`invalid`).
 *
 * @param input.ward the ward's GSS code
 * @param input.electorate people
 * @param input.on the day for which the figure was true
 */
export async function setElectorate(
  context: Context,
  asking: Actor,
  input: { ward: string; electorate: number; source: string; on: CivilDate },
): Promise<Outcome<{ ward: string; electorate: number }>> {
  const ward = await context.db.ward.findUnique({ where: { gss: input.ward } });
  const mayAsk = may(asking, "ward.set_electorate", { councilId: ward?.councilId ?? "" });
  if (!ward && asking.personId !== null) return refused("not_found", "There is no such ward.");
  if (!ward || !mayAsk.holds) return refusedTo(asking, mayAsk);
  if (compareDates(input.on, civilDateOf(await instant(context.db))) > 0) {
    return invalid([{ field: "on.day", message: "The date of the figure must be today or earlier." }]);
  }
  const figure = { electorate: input.electorate, electorateSource: input.source, electorateOn: toDateColumn(input.on) };
  return context.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM ward WHERE id = ${ward.id}::uuid FOR NO KEY UPDATE`;
    const actor = await asOf(tx, asking);
    const allowed = may(actor, "ward.set_electorate", { councilId: ward.councilId });
    if (!allowed.holds) return refusedTo(actor, allowed);
    const before = await tx.ward.findUniqueOrThrow({ where: { id: ward.id }, include: { council: true } });
    const isSame =
      before.electorate === figure.electorate &&
      before.electorateSource === figure.electorateSource &&
      before.electorateOn?.getTime() === figure.electorateOn.getTime();
    if (!isSame) {
      await tx.ward.update({ where: { id: ward.id }, data: figure });
      await auditAct(
        tx,
        actor,
        await instant(tx),
        { councilId: ward.councilId },
        {
          action: "ward.set_electorate",
          about: ward.name,
          path: `/councils/${before.council.slug}/wards?ward=${ward.gss}`,
          changes: [
            {
              what: "Electorate",
              before: before.electorate ? number(before.electorate) : undefined,
              after: number(figure.electorate),
            },
            { what: "Source", before: before.electorateSource ?? undefined, after: input.source },
          ].filter(({ before, after }) => before !== after),
        },
      );
    }
    return done({ ward: ward.name, electorate: input.electorate });
  });
}
