import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import {
  type CharterFacts,
  charterGaps,
  charterLimits,
  charterRuling,
  mostMoneyPence,
  s05,
} from "../../app/domain/act/s05-charter";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const action = {
  action: "Empty every bin before it overflows",
  measure: "Bins found full on the Friday count",
  baseline: "14 of 40 in May 2026",
  target: "2 of 40",
  dueOn: "2027-03-01" as const,
};
const complete: CharterFacts = {
  name: "Alder Bank",
  area: ["E05000026"],
  problem: "Litter bins in the two parks overflow every weekend of the summer.",
  endPoint: "No bin is found full on four Fridays in a row.",
  priorityActions: [action],
  powers: ["litter"],
  money: { pence: 0, type: "none" },
  convenor: "Ada Obi",
  deputy: "Tom Reed",
  publicity: { ordinary: "open", spending: "turnout" },
  receiver: "Westmere Council, head of parks",
  startsOn: "2026-12-01",
  termMonths: 6,
};
const fields = (facts: CharterFacts, under = rules) => charterGaps(under, facts).map((gap) => gap.field);

describe("s5: the charter", () => {
  it("publishes that a charter without end point, measure or receiver goes no further", () => {
    expect(s05.text.at(-1)).toContain(
      "A charter without an end point, a measure for each action or a receiver goes no further.",
    );
  });

  it("finds nothing missing in a complete charter", () => {
    expect(charterGaps(rules, complete)).toEqual([]);
    expect(charterRuling(rules, complete).outcome).toBe("complete");
  });

  it.each([
    ["name", { name: " " }],
    ["area", { area: [] }],
    ["problem", { problem: "" }],
    ["endPoint", { endPoint: "" }],
    ["priorityActions", { priorityActions: [] }],
    ["powers", { powers: [] }],
    ["money", { money: null }],
    ["money", { money: { pence: 100_000, type: "none" } }],
    ["money", { money: { pence: 0, type: "capital" } }],
    ["money", { money: { pence: -1, type: "capital" } }],
    ["convenor", { convenor: null }],
    ["deputy", { deputy: "" }],
    ["deputy", { deputy: "Ada Obi" }],
    ["publicity", { publicity: { ordinary: "open" } }],
    ["receiver", { receiver: "" }],
    ["startsOn", { startsOn: null }],
    ["termMonths", { termMonths: null }],
  ] as [string, Partial<CharterFacts>][])("names the field %s when it is missing or wrong", (field, change) => {
    expect(fields({ ...complete, ...change })).toEqual([field]);
    expect(charterRuling(rules, { ...complete, ...change }).holds).toBe(false);
  });

  it("names everything missing in an empty charter at once", () => {
    const empty: CharterFacts = {
      name: "",
      area: [],
      problem: "",
      endPoint: "",
      priorityActions: [],
      powers: [],
      money: null,
      convenor: null,
      deputy: null,
      publicity: {},
      receiver: "",
      startsOn: null,
      termMonths: null,
    };
    expect(new Set(fields(empty)).size).toBe(13);
    expect(charterRuling(rules, empty).sentence).toBe(
      "This charter is not complete. Give the parish a name. 13 more things are missing too.",
    );
  });

  it("asks each priority action for its measure, baseline, target and day", () => {
    const priorityActions = [action, { action: "Plant trees", measure: "", baseline: "", target: "", dueOn: null }];
    const gaps = charterGaps(rules, { ...complete, priorityActions });
    expect(gaps.map((gap) => [gap.field, gap.index, gap.part])).toEqual([
      ["priorityActions", 1, "measure"],
      ["priorityActions", 1, "baseline"],
      ["priorityActions", 1, "target"],
      ["priorityActions", 1, "dueOn"],
    ]);
  });

  it("wants the day of a priority action inside the term", () => {
    const due = (dueOn: CharterFacts["startsOn"]) => fields({ ...complete, priorityActions: [{ ...action, dueOn }] });
    expect(due("2026-11-30")).toEqual(["priorityActions"]);
    expect(due("2026-12-01")).toEqual([]);
    expect(due("2027-05-31")).toEqual([]);
    expect(due("2027-06-01")).toEqual(["priorityActions"]);
    expect(due("2027-02-30")).toEqual(["priorityActions"]);
  });

  it("allows three priority actions, or as many as the council says", () => {
    const of = (count: number) => ({ ...complete, priorityActions: Array.from({ length: count }, () => action) });
    expect(fields(of(3))).toEqual([]);
    expect(fields(of(4))).toEqual(["priorityActions"]);
    expect(fields(of(4), { ...rules, parameters: { priorityActions: 5 } })).toEqual([]);
  });

  it("refuses a power that can never be delegated, citing s14, and one that does not exist", () => {
    expect(fields({ ...complete, powers: ["litter", "borrowing"] })).toEqual(["powers"]);
    expect(charterRuling(rules, { ...complete, powers: ["borrowing"] }).sections).toEqual(["s5", "s14"]);
    expect(fields({ ...complete, powers: ["moon"] })).toEqual(["powers"]);
    expect(fields({ ...complete, powers: ["litter", "litter"] })).toEqual(["powers"]);
  });

  it("keeps its texts to their length, counted in characters as people see them", () => {
    const named = (name: string) => fields({ ...complete, name });
    expect(named("ab")).toEqual(["name"]);
    expect(named("abc")).toEqual([]);
    expect(named("😀".repeat(charterLimits.name.max))).toEqual([]);
    expect(named("a".repeat(charterLimits.name.max + 1))).toEqual(["name"]);
    expect(fields({ ...complete, endPoint: "x".repeat(10_000) })).toEqual(["endPoint"]);
    expect(named("<script>alert(1)</script>")).toEqual([]);
  });

  it("refuses hidden marks that turn a text round", () => {
    expect(charterGaps(rules, { ...complete, name: "Alder \u202Eknab" })[0]?.message).toBe(
      "The name holds hidden characters that can change how it reads. Type it again without them.",
    );
    expect(fields({ ...complete, problem: "Bins overflow.\r\nEvery weekend, all summer." })).toEqual([]);
  });
});

describe("s5: the limits of a charter", () => {
  it("are these, in characters", () => {
    expect(Object.entries(charterLimits).map(([part, { min, max }]) => [part, min, max])).toEqual([
      ["name", 3, 80],
      ["problem", 20, 1000],
      ["endPoint", 10, 1000],
      ["action", 5, 200],
      ["measure", 3, 200],
      ["baseline", 1, 120],
      ["target", 1, 120],
      ["receiver", 2, 200],
      ["receiverTakes", 1, 1000],
      ["scope", 3, 300],
      ["moneyPurpose", 5, 300],
    ]);
  });

  it("let it ask for £10 million and no penny more, and want the type of the very first penny", () => {
    const money = (pence: number, type: "none" | "capital") =>
      charterGaps(rules, { ...complete, money: { pence, type } }).map((gap) => gap.message);
    expect(mostMoneyPence).toBe(10_000_000 * 100);
    expect(money(mostMoneyPence, "capital")).toEqual([]);
    expect(money(mostMoneyPence + 1, "capital")).toEqual(["The amount of money must be £10 million or less."]);
    expect(money(1, "none")).toEqual(["Choose which type of money it is."]);
    expect(money(1, "capital")).toEqual([]);
  });

  it("name a priority action by its place, and say how much else is missing", () => {
    const without = { ...complete, priorityActions: [{ ...action, target: "" }] };
    expect(charterRuling(rules, without).sentence).toBe(
      "This charter is not complete. Priority action 1: say what the target is.",
    );
    expect(charterRuling(rules, { ...without, receiver: "" }).sentence).toMatch(/ 1 more thing is missing too\.$/);
  });
});

describe("s5: as it stands in the Act", () => {
  it("is section 5, in part 2", () => {
    expect(s05).toMatchObject({ id: "s5", number: 5, part: 2 });
  });

  it("lets a council set priorityActions from 1 to 5", () => {
    expect(s05.parameters).toMatchObject([{ name: "priorityActions", default: 3, min: 1, max: 5, unit: "actions" }]);
  });
});
