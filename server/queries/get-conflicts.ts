import type { Ruling } from "~/domain/act/ruling";
import type { Actor, Office } from "~/domain/permissions/actor";
import { may, type Subject } from "~/domain/permissions/may";
import { isUndecided } from "~/domain/proposal/proposal-state";
import { dayInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import type { FoundParish } from "./find-parish";
import type { ProposalStanding } from "./proposal-facts";

/** A conflict of interest as it is published beside its proposal. */
export interface ConflictView {
  key: string;
  person: string;
  office: Office;
  reason: string;
  declared: string;
  /** When it was withdrawn, in words; null while it stands. */
  withdrawn: string | null;
}

/** What is declared about a proposal, who acts on it, and what the reader may do about that. */
export interface ProposalConflicts {
  declared: ConflictView[];
  /** Why the reader, who holds an office, may not do its duties here; null for everybody else. */
  bar: Ruling | null;
  /** Whom the council named to act; null where nobody is. */
  acting: { name: string; officer: string; when: string } | null;
  /** Whether the council is to name somebody, because nobody in office is left who may act. */
  isCouncilToName: boolean;
  mayDeclare: boolean;
  mayWithdraw: boolean;
  mayName: boolean;
}

/**
 * The conflicts of interest in a proposal for one reader (section 33).
 *
 * @param subject what `may` asks about the proposal, with its duties
 */
export async function conflictsOn(
  db: Read,
  found: FoundParish,
  one: ProposalStanding,
  actor: Actor,
  subject: Subject,
): Promise<ProposalConflicts> {
  const [declared, acting] = await Promise.all([
    db.conflictOfInterest.findMany({
      where: { proposalId: one.id },
      orderBy: { declaredAt: "asc" },
      include: { person: { select: { name: true } } },
    }),
    db.actingPerson.findFirst({
      where: { proposalId: one.id, endedAt: null },
      include: { person: { select: { name: true } } },
    }),
  ]);
  const isOpen = isUndecided(one.state) && found.state !== "expired";
  const isMine = declared.some(({ personId, withdrawnAt }) => personId === actor.personId && withdrawnAt === null);
  const isInOffice = isOpen && may(actor, "conflict.declare", subject).holds;
  const isCouncilToName = isOpen && found.row.offices.length > 0 && subject.duties?.isAnyoneLeft === false;
  return {
    declared: declared.map((conflict) => ({
      key: conflict.id,
      person: conflict.person.name,
      office: conflict.office,
      reason: conflict.reason,
      declared: dayInWords(conflict.declaredAt),
      withdrawn: conflict.withdrawnAt && dayInWords(conflict.withdrawnAt),
    })),
    bar: isInOffice && isMine ? may(actor, "vote.call_hall", subject) : null,
    acting: acting && {
      name: acting.person.name,
      officer: `${acting.officerName}, ${acting.officerPost}`,
      when: dayInWords(acting.namedAt),
    },
    isCouncilToName,
    mayDeclare: isInOffice && !isMine,
    mayWithdraw: isInOffice && isMine,
    mayName: isCouncilToName && may(actor, "conflict.name_acting", subject).holds,
  };
}
