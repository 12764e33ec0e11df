import { randomUUID } from "node:crypto";
import { assignDuty } from "../commands/assign-duty";
import { noteDuty } from "../commands/note-duty";
import { saveAnswerDraft } from "../commands/save-answer-draft";
import type { LivingProposal } from "./live-proposal";
import { account, actorOf, known, must } from "./town";

/** What officers of the council do about a duty among themselves, in days from today. `by` and `to` are example accounts. */
export interface DeskDays {
  assigned?: { on: number; by: string; to: string };
  notes?: readonly { on: number; by: string; text: string }[];
  /** A draft of the answer, as it stands in the form. */
  draft?: { on: number; by: string; typed: Record<string, string> };
}

/** Plans what officers do about the duty of a proposal, by the commands that they would use. */
export function liveDesk({ town, plan, dutyId, title }: LivingProposal, days: DeskDays): void {
  const { context } = town.app;
  const officer = (slug: string) => actorOf(town, account(town, slug));

  plan(days.assigned?.on, 12, async () => {
    const { by, to } = known(days.assigned, "assignment");
    const given = { dutyId: await dutyId(), personId: account(town, to) };
    must(`giving away ${title}`, await assignDuty(context, await officer(by), given));
  });

  for (const { on, by, text } of days.notes ?? []) {
    plan(on, 13, async () => {
      const note = { dutyId: await dutyId(), noteId: randomUUID(), text };
      must(`a note about ${title}`, await noteDuty(context, await officer(by), note));
    });
  }

  plan(days.draft?.on, 14, async () => {
    const { by, typed } = known(days.draft, "draft");
    const draft = { dutyId: await dutyId(), revision: 0, typed };
    must(`a draft about ${title}`, await saveAnswerDraft(context, await officer(by), draft));
  });
}
