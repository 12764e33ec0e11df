import { actInForce } from "~/domain/act/act-in-force";
import type { Ruling } from "~/domain/act/ruling";
import { impartialRuling } from "~/domain/act/s50-commissioner";
import { type Actor, holdsOffice, livesIn } from "~/domain/permissions/actor";
import { may, type Subject } from "~/domain/permissions/may";
import type { OfficialAction } from "~/domain/permissions/official-actions";
import type { MatterKind, MatterSide } from "~/domain/response/matters";
import { peopleBehind } from "../notices/about-votes";
import type { Read } from "../persistence/db";
import type { FoundMatter } from "./find-matters";
import type { FoundParish } from "./find-parish";

/** Who has to do with a matter before the Commissioner. */
export interface MatterPeople {
  /** What `may` asks about. */
  subject: Subject;
  /** Everybody who brought it or did what it is about. */
  partyIds: readonly string[];
  /** Those whose own it is, to be told of it: people of the parish, and officers of the council where the council is a side. */
  toldIds: readonly string[];
}

/** Looks up who has to do with a matter. */
export async function matterPeople(db: Read, matter: FoundMatter, found: FoundParish): Promise<MatterPeople> {
  const { kind, id } = matter;
  const proposal = matter.proposal
    ? await db.proposal.findUnique({ where: { id: matter.proposal.id }, select: { authorId: true } })
    : null;
  const contests = await db.contest.findMany({
    where: kind === "contested_count" ? { voteId: id } : { proposalId: id },
    select: { personId: true },
  });
  const order =
    kind === "suspension"
      ? await db.suspension.findUnique({
          where: { id },
          select: { officerId: true, endedById: true, appeal: { select: { byId: true } } },
        })
      : null;
  const response =
    kind === "objection" ? await db.response.findUnique({ where: { dutyId: id }, select: { officerId: true } }) : null;
  const statements =
    kind === "vacancy"
      ? []
      : await db.matterStatement.findMany({ where: { kind, subjectId: id }, select: { byId: true } });
  const isOfCouncil = kind !== "contested_count" && kind !== "inadmissibility";
  const officers = isOfCouncil
    ? await db.role.findMany({
        where: { councilId: found.row.councilId, kind: "officer", endedAt: null },
        select: { personId: true },
      })
    : [];
  const isCharter = kind === "silence" && !matter.proposal;
  const brought = contests.map(({ personId }) => personId);
  const named = [proposal?.authorId, order?.officerId, order?.endedById, order?.appeal?.byId, response?.officerId];
  return {
    subject: {
      parishId: found.row.id,
      councilId: found.row.councilId,
      wardIds: found.wardIds,
      founderIds: isCharter ? found.founderIds : [],
      authorId: proposal?.authorId,
    },
    partyIds: [
      ...brought,
      ...named.filter((one) => one != null),
      ...statements.map(({ byId }) => byId),
      ...(isCharter ? found.founderIds : []),
    ],
    toldIds: [
      ...brought,
      ...(matter.proposal ? await peopleBehind(db, matter.proposal.id) : isCharter ? found.founderIds : []),
      ...found.row.offices.map(({ personId }) => personId),
      ...officers.map(({ personId }) => personId),
    ],
  };
}

type Speaking = Extract<OfficialAction, `matter.speak_${string}`> | "ruling.contest";

/** Who speaks for each side; null where whoever brought it has said so in bringing it, and where there is nobody to speak. */
const speakers: Readonly<Record<MatterKind, Readonly<Record<MatterSide, Speaking | null>>>> = {
  silence: { claimant: "matter.speak_for_parish", respondent: "matter.speak_for_council" },
  objection: { claimant: "matter.speak_for_council", respondent: "matter.speak_for_parish" },
  contested_count: { claimant: null, respondent: "matter.speak_for_office" },
  inadmissibility: { claimant: "ruling.contest", respondent: "matter.speak_for_office" },
  suspension: { claimant: "matter.speak_for_office", respondent: "matter.speak_for_council" },
  vacancy: { claimant: null, respondent: null },
};

/** The action with which somebody speaks for a side; null where nobody does. */
export function speakingFor(kind: MatterKind, side: MatterSide): Speaking | null {
  return speakers[kind][side];
}

/** Whether a person may decide on a matter: holds the role, and belongs to neither side. */
export function mayDecideMatter(actor: Actor, { subject, partyIds }: MatterPeople): Ruling {
  const allowed = may(actor, "matter.decide");
  if (!allowed.holds) return allowed;
  return impartialRuling(actInForce, {
    livesThere: livesIn(actor, subject.wardIds),
    holdsOffice: holdsOffice(actor, subject.parishId),
    holdsPost: actor.roles.some((role) => role.councilId !== null && role.councilId === subject.councilId),
    isParty: actor.personId !== null && partyIds.includes(actor.personId),
  });
}
