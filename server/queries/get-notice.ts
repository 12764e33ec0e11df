import type { Figure, Ruling } from "~/domain/act/ruling";
import { clearDaysFor, earliestOpening } from "~/domain/act/s21-notice";
import { hallFromHour, hallUntilHour, hallWindow, votingDaysOf } from "~/domain/act/s25-window";
import { lastSafeDay } from "~/domain/act/s41-last-safe-day";
import type { Actor } from "~/domain/permissions/actor";
import { may } from "~/domain/permissions/may";
import { stepRuling } from "~/domain/proposal/proposal-steps";
import { atTime, type CivilDate } from "~/domain/time/civil";
import { dayInWords, durationInWords, instantInWords, people, pounds, timeInWords } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { findParish } from "./find-parish";
import { getPowerBalance } from "./get-power-balance";
import { type ProposalParish, parishOf, proposalSubject } from "./get-proposal";
import { proposalDuties } from "./office-facts";
import { proposalStandings, takesProposalsRuling } from "./proposal-facts";
import { planRuling, publicityOf, questionOf, termsOf, timingRuling } from "./vote-plan";

/** The page on which notice of a vote is given. */
export interface NoticePage {
  parish: ProposalParish;
  proposalId: string;
  number: number;
  title: string;
  /** The question as it will stand on the ballot. */
  question: string;
  /** Whether the reader may give notice now, and if not, why. */
  ruling: Ruling;
  /** Every date that matters, with its arithmetic. */
  dates: Figure[];
  /** What the Act says to the earliest day on which voting could open. */
  earliest: { words: string; day: string; month: string; year: string; ruling: Ruling } | null;
  /** What else the notice fixes, in words. */
  fixed: { name: string; words: string }[];
  /** What is set aside from the power's budget already; null unless the proposal spends. */
  budget: { left: string; reserved: { number: number; title: string; cost: string }[] } | null;
  /** For a convenor or deputy and an ordinary proposal. */
  hall: { length: string; hours: { value: string; text: string }[]; minutes: string[] } | null;
}

const publicityWords = {
  open: "Open: everybody sees a running count",
  turnout: "Turnout only: everybody sees how many have voted, and the count when voting has closed",
  sealed: "Sealed: nothing is shown until voting has closed",
} as const;

const quarters = ["00", "15", "30", "45"];

/** What giving notice of a proposal's vote would mean now; null when there is no such proposal. */
export async function getNotice(
  db: Read,
  slug: string,
  number: number,
  actor: Actor,
  now: Date,
): Promise<NoticePage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const standings = await proposalStandings(db, found.row.id, now);
  const one = standings.find((standing) => standing.number === number && standing.submittedAt !== null);
  const rules = one?.rules;
  const term = found.term;
  if (!one || !rules || !term) return null;
  const subject = { ...proposalSubject(found, one), duties: await proposalDuties(db, found, one.id) };
  const proposalClass = one.class ?? "ordinary";
  const rulings = [
    may(actor, "proposal.give_notice", subject),
    takesProposalsRuling(found, now),
    stepRuling(rules, "give_notice", one.state),
  ];
  let ruling = rulings.find((each) => !each.holds) ?? null;
  const dates: Figure[] = [];
  if (!ruling) {
    const timing = await timingRuling(db, { now, found, one });
    dates.push(...timing.figures);
    ruling = timing;
  }
  const earliestDay = earliestOpening(rules, { class: proposalClass, noticeAt: now });
  const terms = termsOf(found, one, { opensOn: earliestDay, hall: null });
  const safe = lastSafeDay(rules, { ...term, class: proposalClass, tier: one.tier });
  dates.push(
    {
      name: "Earliest day to open voting",
      value: dayInWords(earliestDay),
      unit: "",
      how: `${people(clearDaysFor(rules, proposalClass), "clear day", "clear days")} after today, and not a Sunday or a bank holiday`,
    },
    {
      name: "Voting would then close",
      value: instantInWords(terms.closesAt),
      unit: "",
      how: `${people(votingDaysOf(rules), "day", "days")} after the day it opens`,
    },
    ...safe.ruling.figures,
    { name: "Sunset", value: instantInWords(term.sunsetAt), unit: "", how: "The end of the parish’s term" },
  );
  const balance = proposalClass === "spending" && one.powerId ? await getPowerBalance(db, one.powerId, now) : null;
  const earliest = await planRuling(db, { now, found, one }, { opensOn: earliestDay, hall: null });
  return {
    parish: parishOf(found),
    proposalId: one.id,
    number,
    title: one.title,
    question: questionOf(one.title),
    ruling,
    dates,
    earliest: ruling.holds ? { words: dayInWords(earliestDay), ...partsOf(earliestDay), ruling: earliest } : null,
    fixed: [
      { name: "Question", words: questionOf(one.title) },
      { name: "Answers", words: "For, Against or Abstain; a tie fails" },
      { name: "While voting is open", words: publicityWords[publicityOf(found, proposalClass)] },
      { name: "Hours", words: `Opens at ${timeInWords(terms.opensAt)}, closes at ${timeInWords(terms.closesAt)}` },
      ...(balance ? [{ name: "Set aside from the budget", words: pounds(one.costPence) }] : []),
    ],
    budget: balance && {
      left: pounds(balance.balancePence),
      reserved: balance.reserved.map((each) => ({
        number: each.number,
        title: each.title,
        cost: pounds(each.costPence),
      })),
    },
    hall:
      ruling.holds && proposalClass === "ordinary" && may(actor, "vote.call_hall", subject).holds
        ? {
            length: durationInWords(hallWindow(rules, terms.opensAt).closesAt.getTime() - terms.opensAt.getTime()),
            hours: hallHours(earliestDay),
            minutes: quarters,
          }
        : null,
  };
}

function partsOf(date: CivilDate): { day: string; month: string; year: string } {
  const [year, month, day] = date.split("-").map(Number);
  return { day: String(day), month: String(month), year: String(year) };
}

/** The hours at which a hall vote may begin, to choose from. */
function hallHours(day: CivilDate): { value: string; text: string }[] {
  const hours: { value: string; text: string }[] = [];
  for (let hour = hallFromHour; hour < hallUntilHour; hour += 1) {
    hours.push({ value: String(hour), text: timeInWords(atTime(day, hour, 0)) });
  }
  return hours;
}
