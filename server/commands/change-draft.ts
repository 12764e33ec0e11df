import { type Charter, type CharterPart, refusalsOf } from "~/domain/parish/founding";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import type { Tx } from "../persistence/db";
import { countParishRoll } from "../queries/find-parish";
import { type Draft, draftGaps, loadDraft, versionOf } from "../queries/get-draft";
import type { Context } from "./context";
import { lockParishAt, noSuchParish } from "./lock-parish-at";
import { appendMinute } from "./minute-book";
import { adviceOf, done, invalid, type Outcome, type Refused, refused } from "./outcome";
import { refusedTo } from "./refused-to";
import { writtenPart } from "./written-charter";

/** What a change would make of a charter, and how it is written. */
export interface DraftPlan {
  charter: Charter;
  write: () => Promise<void>;
}

/** Which part of which draft is changed. */
export interface DraftChange {
  slug: string;
  /** The wording that the page was opened with, as `versionOf` names it. */
  version: string;
}

/**
 * Changes one part of a draft charter, whatever the part: the checks that all of them share.
 *
 * Answers whether anything changed; saving the same twice is harmless. Refuses a stranger (`not_signed_in`), anybody who is no founder
 * (`not_allowed`), an unknown parish, a charter that is open for supporters (`closed`, s5), what the Act does not allow
 * (`refused_by_act` with its section), what is missing (`invalid`), and a change over somebody else's that the founder has not seen
 * (`conflict`).
 */
export async function changeDraft(
  context: Context,
  asking: Actor,
  part: CharterPart,
  change: DraftChange,
  plan: (tx: Tx, draft: Draft, now: Date, actor: Actor) => Promise<DraftPlan | { refused: Refused }>,
): Promise<Outcome<{ isChanged: boolean }>> {
  return context.db.$transaction(async (tx) => {
    const locked = await lockParishAt(tx, asking, change.slug);
    if (!locked) return refused("not_found", noSuchParish);
    const { found, now, actor } = locked;
    const allowed = may(actor, "parish.edit_draft", { founderIds: found.founderIds });
    if (!allowed.holds) return refusedTo(actor, allowed);
    if (found.state !== "draft") return refused("closed", frozenMessage, { section: "s5" });
    const draft = await loadDraft(tx, found, now);
    const planned = await plan(tx, draft, now, actor);
    if ("refused" in planned) return { ok: false, refused: planned.refused };
    const { charter } = planned;

    const refusals = refusalsOf(draft.rules, charter, part);
    const [first] = refusals;
    if (first) {
      const errors = refusals.map(({ field, ruling }) => ({
        field,
        message: adviceOf(ruling),
      }));
      return refused("refused_by_act", errors[0]?.message ?? first.ruling.sentence, {
        section: first.ruling.sections[0],
        ruling: first.ruling,
        errors,
      });
    }
    const gaps = draftGaps({ ...draft, charter }).filter((gap) => gap.part === part);
    if (gaps.length > 0) {
      const missing = invalid(gaps.map(({ field, message }) => ({ field, message })));
      return { ok: false, refused: { ...missing.refused, section: "s5" } };
    }

    const current = versionOf(draft.charter, part);
    if (versionOf(charter, part) === current) return done({ isChanged: false });
    if (change.version !== current) return refused("conflict", changedMessage);
    await planned.write();
    const wardIds = charter.wards.map(({ id }) => id);
    await appendMinute(tx, found.row.id, now, "draft_changed", {
      part,
      ...writtenPart(charter, part),
      roll: part === "area" ? await countParishRoll(tx, wardIds) : undefined,
    });
    return done({ isChanged: true });
  });
}

const frozenMessage = "The charter is open for supporters, so it can no longer be changed. Nothing was saved.";

const changedMessage =
  "Somebody changed this part after you opened the page, so nothing was saved. What you typed is still here. Look at what is saved now, and save again if yours should replace it.";
