import { electorateOf } from "~/domain/act/s06-area";
import { gatheringEnds, supportersNeeded } from "~/domain/act/s08-supporters";
import { openingGatheringRuling } from "~/domain/parish/founding";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { toJson } from "../persistence/db";
import { draftGaps, foundingFacts, loadDraft } from "../queries/get-draft";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { done, type Outcome, refused, refusedBy } from "./outcome";
import { refusedTo } from "./refused-to";
import { writtenCharter } from "./written-charter";

/**
 * Opens a draft charter for supporters: from here on its text, the rules it was written under, its electorate and the number of
 * supporters it needs are frozen. Doing it twice is harmless.
 *
 * Answers how many supporters are needed and until when. Refuses a stranger (`not_signed_in`), anybody who is no founder
 * (`not_allowed`), an unknown parish, a parish past its draft (`closed`), and what the Act asks for and the draft lacks: founders (s4),
 * a complete charter (s5), an area with known electorates (s6), a power held by another parish there (s7), a lawful term (s11).
 */
export async function openGathering(
  context: Context,
  asking: Actor,
  input: { slug: string },
): Promise<Outcome<{ supportersNeeded: number; endsAt: Date }>> {
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, input.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const { row } = found;
    const allowed = may(actor, "parish.open_gathering", { founderIds: found.founderIds });
    if (!allowed.holds) return refusedTo(actor, allowed);
    if (found.state === "gathering" && row.supportersNeeded !== null && row.gatheringEndsAt) {
      return done({ supportersNeeded: row.supportersNeeded, endsAt: row.gatheringEndsAt });
    }
    if (found.state !== "draft") {
      return refused("closed", "Gathering can only be opened from a draft. Nothing was changed.", { section: "s5" });
    }

    const draft = await loadDraft(tx, found, now);
    const { rules, charter } = draft;
    const ruling = openingGatheringRuling(rules, foundingFacts(draft));
    if (!ruling.holds) return refusedBy(ruling);
    const [gap] = draftGaps(draft);
    if (gap) return refused("invalid", `This charter is not complete. ${gap.message}`, { section: "s5" });
    const electorate = electorateOf(charter.wards);
    if (electorate === null) throw new Error("an area without its electorate passed the ruling of section 6");

    const { needed, ruling: neededRuling } = supportersNeeded(rules, electorate);
    const endsAt = gatheringEnds(rules, now);
    await tx.parish.update({
      where: { id: row.id },
      data: {
        rules: toJson(rules),
        electorate,
        supportersNeeded: needed,
        gatheringOpenedAt: now,
        gatheringEndsAt: endsAt,
      },
    });
    await appendMinute(tx, row.id, now, "gathering_opened", {
      ...writtenCharter(draft),
      founders: draft.founders.length,
      electorate,
      needed,
      sentence: neededRuling.sentence,
      endsAt: endsAt.toISOString(),
      actVersion: rules.actVersion,
      scheduleVersion: rules.scheduleVersion,
      parameters: rules.parameters,
    });
    return done({ supportersNeeded: needed, endsAt });
  });
}
