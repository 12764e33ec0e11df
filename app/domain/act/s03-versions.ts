import { startOfDay } from "../time/civil";
import { instantInWords, whenInWords } from "../time/words";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** The version of the Act's text and figures that this code carries. */
export const ACT_VERSION = 1;

/** When that version came into force: its commencement. */
export const actCommencesAt: Date = startOfDay("2020-01-01");

export const s03 = section({
  number: 3,
  part: 1,
  title: "Versions",
  text: [
    "Each version of this Act, and of a council's schedule, comes into force at a stated moment. That moment is its commencement.",
    "Every ruling names the version of the Act and of the schedule that it was made under.",
    "Nothing acts backwards. A new version never changes what was decided before it came into force.",
    "Before a council has made a schedule, the Act's own figures apply.",
  ],
  parameters: [],
  resembles:
    "Section 4 of the Interpretation Act 1978 on when an Act comes into force, and the rule of the courts that a law is not read as acting backwards unless it says so.",
});

/** One version of a council's chosen parameters. */
export interface ScheduleVersion {
  version: number;
  commencesAt: Date;
  /** Only the parameters that the council has moved from the Act's default, by name. */
  parameters: Readonly<Record<string, number>>;
}

/**
 * The rules in force at an instant: the schedule that commenced last, at or before it.
 * Before any has commenced the Act's own figures apply, as schedule version 0.
 */
export function inForce(schedules: readonly ScheduleVersion[], now: Date): Rules {
  let latest: ScheduleVersion | null = null;
  for (const schedule of schedules) {
    if (schedule.commencesAt > now) continue;
    const isLater =
      latest === null ||
      schedule.commencesAt > latest.commencesAt ||
      (schedule.commencesAt.getTime() === latest.commencesAt.getTime() && schedule.version > latest.version);
    if (isLater) latest = schedule;
  }
  return { actVersion: ACT_VERSION, scheduleVersion: latest?.version ?? 0, parameters: latest?.parameters ?? {} };
}

/** Whether a new version may commence at an instant: not before it is made, since nothing acts backwards. */
export function commencementRuling(rules: Rules, facts: { madeAt: Date; commencesAt: Date }): Ruling {
  const figures = [
    {
      name: "Commencement",
      value: instantInWords(facts.commencesAt),
      unit: "",
      how: `It would come into force ${whenInWords(facts.commencesAt)}, and it was made ${whenInWords(facts.madeAt)}`,
    },
  ];
  if (facts.commencesAt < facts.madeAt) {
    return refuse(rules, {
      sections: ["s3"],
      figures,
      sentence: "A new version cannot come into force before the day it is made, because nothing acts backwards.",
      wouldChange: "Choose a commencement in the future.",
    });
  }
  return allow(rules, {
    sections: ["s3"],
    figures,
    sentence: `This version comes into force ${whenInWords(facts.commencesAt)}. What was decided before stays as it was.`,
  });
}
