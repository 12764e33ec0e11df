import { lastDayBefore } from "~/domain/act/s34-clock";
import {
  type DutyFacts,
  type DutyStanding,
  type DutyStep,
  dueInWorkingDays,
  dutyStanding,
  nextStep,
} from "~/domain/response/duty-clock";
import { type DutyKind, dutyTitle } from "~/domain/response/duty-kinds";
import { dayInWords, shortDay } from "~/domain/time/words";
import { fromDateColumn, type Read, rulesOf } from "../persistence/db";

/** Something the council owes, as anybody may see it. */
export interface OwedDuty {
  id: string;
  what: string;
  parish: { slug: string; name: string };
  href: string;
  /** What is owed next and by when: "Answer by Thursday 3 December 2026". */
  next: string;
  /** "due in 6 working days", "9 working days late". */
  dueWords: string;
  standing: DutyStanding;
}

export interface CouncilPage {
  id: string;
  slug: string;
  name: string;
  gss: string;
  wards: { name: string; electorate: number | null; source: string }[];
  posts: { name: string; post: string; kind: "officer" | "councillor" }[];
  /** By deadline, the most urgent first; only the first of a long list. */
  owed: OwedDuty[];
  owedCount: number;
  /** Of all that it owes. */
  overdueCount: number;
}

const owedShown = 10;

/** A council's public page; null when there is no council at the address. */
export async function getCouncil(db: Read, slug: string, now: Date): Promise<CouncilPage | null> {
  const council = await db.council.findUnique({
    where: { slug },
    include: {
      wards: { orderBy: { name: "asc" } },
      roles: {
        where: { endedAt: null, kind: { in: ["officer", "councillor"] } },
        include: { person: { select: { name: true } } },
        orderBy: [{ kind: "asc" }, { post: "asc" }],
      },
      duties: {
        where: { answeredAt: null, parish: { withdrawnAt: null } },
        include: {
          parish: { select: { slug: true, name: true } },
          proposal: { select: { number: true, title: true } },
        },
      },
    },
  });
  if (!council) return null;
  const owed = council.duties
    .flatMap((duty) => {
      const due = nextStep(duty, now);
      return due ? [{ duty, due }] : [];
    })
    .sort((one, other) => one.due.by.getTime() - other.due.by.getTime())
    .map(({ duty, due }) => toOwed(duty, due, now));
  return {
    id: council.id,
    slug: council.slug,
    name: council.name,
    gss: council.gss,
    wards: council.wards.map((ward) => ({
      name: ward.name,
      electorate: ward.electorate,
      source: [ward.electorateSource, ward.electorateOn && shortDay(fromDateColumn(ward.electorateOn))]
        .filter(Boolean)
        .join(", "),
    })),
    posts: council.roles.map((role) => ({
      name: role.person.name,
      post: role.post,
      kind: role.kind === "councillor" ? "councillor" : "officer",
    })),
    owed: owed.slice(0, owedShown),
    owedCount: owed.length,
    overdueCount: owed.filter((one) => one.standing === "overdue" || one.standing === "escalated").length,
  };
}

const verbs: Record<DutyStep, string> = {
  acknowledge: "Acknowledge",
  date: "Say when it will answer",
  answer: "Answer",
};

function toOwed(
  duty: DutyFacts & {
    id: string;
    kind: DutyKind;
    rules: Parameters<typeof rulesOf>[0];
    parish: { slug: string; name: string };
    proposal: { number: number; title: string } | null;
  },
  due: { step: DutyStep; by: Date },
  now: Date,
): OwedDuty {
  return {
    id: duty.id,
    what: dutyTitle(duty.kind, duty.proposal?.title),
    parish: { slug: duty.parish.slug, name: duty.parish.name },
    href: duty.proposal
      ? `/parishes/${duty.parish.slug}/proposals/${duty.proposal.number}`
      : `/parishes/${duty.parish.slug}/${duty.kind === "renewal" ? "renewal" : "charter"}`,
    next: `${verbs[due.step]} by ${dayInWords(lastDayBefore(due.by))}`,
    dueWords: dueInWorkingDays(due.by, now),
    standing: dutyStanding(rulesOf(duty.rules), duty, now),
  };
}
