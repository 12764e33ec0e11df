import { allOf, type Ruling } from "~/domain/act/ruling";
import type { ProposalClass } from "~/domain/act/s02-interpretation";
import type { Tier } from "~/domain/act/s13-tiers";
import { clearDaysFor, noticeRuling } from "~/domain/act/s21-notice";
import { closingInstant, hallVoteRuling, hallWindow, openingInstant } from "~/domain/act/s25-window";
import { answerDue } from "~/domain/act/s34-clock";
import { termDaysOf } from "~/domain/act/s40-expiry";
import { openingRuling } from "~/domain/act/s41-last-safe-day";
import { noNewVotesRuling, windingUpFrom } from "~/domain/act/s44-winding-up";
import { atTime, type CivilDate, startOfDay } from "~/domain/time/civil";
import { lastNoticeDay } from "~/domain/time/clear-days";
import { dayInWords, instantInWords } from "~/domain/time/words";
import type { FoundParish } from "./find-parish";
import { takesProposalsRuling } from "./proposal-facts";

/** A kind of vote that can be planned: its class, and the tier of the power that it would rely on. */
export interface PlannableVote {
  key: string;
  class: ProposalClass;
  /** Null for a vote on the charter, which relies on no power. */
  tier: Tier | null;
  name: string;
  isHall?: boolean;
}

/** Every kind of vote, in the words that pages use. */
export const plannableVotes: readonly PlannableVote[] = [
  { key: "ordinary-a", class: "ordinary", tier: "A", name: "The parish decides (tier A)" },
  { key: "spending-a", class: "spending", tier: "A", name: "The parish decides, and it costs money (tier A)" },
  { key: "ordinary-b", class: "ordinary", tier: "B", name: "The council must agree (tier B)" },
  { key: "spending-b", class: "spending", tier: "B", name: "The council must agree, and it costs money (tier B)" },
  { key: "advisory-c", class: "advisory", tier: "C", name: "Advice to the council (tier C)" },
  { key: "charter", class: "charter", tier: null, name: "A vote on the charter, such as renewal" },
  { key: "hall-a", class: "ordinary", tier: "A", name: "A hall vote: the parish decides (tier A)", isHall: true },
  { key: "hall-b", class: "ordinary", tier: "B", name: "A hall vote: the council must agree (tier B)", isHall: true },
];

/** A stretch of a plan, with its place between the first and the last instant of the picture, in hundredths. */
export interface PlanBar {
  key: "notice" | "window" | "answer" | "winding-up";
  name: string;
  words: string;
  from: number;
  to: number;
}

/** How a vote would lie before the sunset. */
export interface VotePlan {
  kind: string;
  name: string;
  ruling: Ruling;
  bars: PlanBar[];
  /** Where today lies. */
  today: number;
  sunsetWords: string;
}

const hundredths = 10_000;

/** A vote of a kind placed on a day, at an hour for a hall vote, with everything that has to fit before the sunset. Null without a term. */
export function placeVote(
  found: FoundParish,
  planned: PlannableVote,
  when: { opensOn: CivilDate; hour: number },
  now: Date,
): VotePlan | null {
  const { rules, term } = found;
  if (!rules || !term) return null;
  const { opensOn, hour } = when;
  const { class: of, tier, isHall = false } = planned;
  const opensAt = isHall ? atTime(opensOn, hour, 0) : openingInstant(opensOn);
  const closesAt = isHall ? hallWindow(rules, opensAt).closesAt : closingInstant(rules, opensOn);
  const termDays = termDaysOf(term);
  const isAnswered = of !== "charter" && tier !== "A";
  const noticeOn = lastNoticeDay(opensOn, clearDaysFor(rules, of));
  const answerBy = answerDue(rules, { receivedAt: closesAt, termDays, pause: null });
  const windingUp = windingUpFrom(rules, term);
  const opening = openingRuling(rules, { ...term, class: of, tier, opensOn, closesAt: isHall ? closesAt : undefined });
  const all = allOf(
    takesProposalsRuling(found, now),
    noticeRuling(rules, { class: of, noticeAt: now, opensOn, costPence: 0, balancePence: 0 }),
    opening,
    noNewVotesRuling(rules, { ...term, now: closesAt }),
    ...(isHall ? [hallVoteRuling(rules, { class: of, opensAt, noticeNamedHour: true })] : []),
  );
  // What can be held is said in the words of the last safe day.
  const ruling = all.holds ? { ...all, sentence: opening.sentence } : all;

  const start = Math.min(now.getTime(), startOfDay(noticeOn).getTime());
  const end = Math.max(term.sunsetAt.getTime(), isAnswered ? answerBy.getTime() : 0, closesAt.getTime());
  const place = (at: Date) => Math.round(((at.getTime() - start) / Math.max(1, end - start)) * hundredths) / 100;
  const bar = (key: PlanBar["key"], name: string, words: string, from: Date, to: Date): PlanBar => ({
    key,
    name,
    words,
    from: place(from),
    to: place(to),
  });
  return {
    kind: planned.key,
    name: planned.name,
    ruling,
    today: place(now),
    sunsetWords: dayInWords(term.sunsetAt),
    bars: [
      bar("notice", "Notice", `given by the end of ${dayInWords(noticeOn)}`, startOfDay(noticeOn), opensAt),
      bar("window", "Voting", `${instantInWords(opensAt)} to ${instantInWords(closesAt)}`, opensAt, closesAt),
      ...(isAnswered
        ? [
            bar(
              "answer",
              "The council’s answer",
              `due by the end of ${dayInWords(new Date(answerBy.getTime() - 1))}`,
              closesAt,
              answerBy,
            ),
          ]
        : []),
      bar("winding-up", "Winding up", `from ${dayInWords(windingUp)} to the sunset`, windingUp, term.sunsetAt),
    ],
  };
}
