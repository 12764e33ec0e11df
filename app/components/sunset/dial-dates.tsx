import { Timeline, type TimelineEvent } from "../content/timeline";
import { type DialFacts, daysLeftWords, dialMoments } from "./dial-moments";

/** The facts of a dial as a list: every date in order, with the present in its place among them. */
export function DialDates(facts: DialFacts) {
  const events = dialMoments(facts).map<TimelineEvent>(({ name, words, hasPassed }) => ({
    key: `${name} ${words}`,
    title: name,
    when: words,
    stage: hasPassed ? "done" : "next",
  }));
  const passedCount = events.filter(({ stage }) => stage === "done").length;
  const present: TimelineEvent = { key: "now", title: "Today", when: daysLeftWords(facts), stage: "now" };
  return <Timeline events={[...events.slice(0, passedCount), present, ...events.slice(passedCount)]} />;
}
