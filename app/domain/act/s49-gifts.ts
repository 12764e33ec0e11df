import { number, pounds } from "../time/words";
import { withoutDust } from "./percent-of-people";
import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { parameter, parameterValue, section } from "./section";

export const donorSharePercent = parameter("donorSharePercent", {
  default: 20,
  min: 5,
  max: 50,
  unit: "percent",
  meaning: "The most of a fund that may come from one donor.",
  precedent: "The Act's own figure: with 20%, a fund needs at least five donors and none of them can hold it up alone.",
});

export const s49 = section({
  number: 49,
  part: 8,
  title: "Gifts",
  text: [
    "Anybody may give money to a parish's fund, but only without conditions.",
    "Every gift is in a public register with the donor's name.",
    "No donor may give more than {donorSharePercent}% of a fund.",
    "A gift buys nothing: no vote, no place and no item on the agenda.",
  ],
  parameters: [donorSharePercent],
  resembles: "Section 139 of the Local Government Act 1972, under which councils may accept gifts.",
});

export interface GiftFacts {
  giftPence: number;
  /** What this donor gave to the fund before. */
  givenPence: number;
  /** Everything in the fund from every source, this donor's earlier gifts included and this gift left out. */
  fundPence: number;
  hasConditions: boolean;
}

/** Whether a gift may be taken. Refuses one with conditions, and one that lifts the donor above their share of the fund. */
export function donorRuling(rules: Rules, facts: GiftFacts): Ruling {
  const percent = parameterValue(rules, donorSharePercent);
  const donor = facts.givenPence + facts.giftPence;
  const fund = facts.fundPence + facts.giftPence;
  const most = Math.max(
    0,
    Math.floor(withoutDust((percent * facts.fundPence - 100 * facts.givenPence) / (100 - percent))),
  );
  const figures = [
    {
      name: "Share of the fund",
      value: fund === 0 ? 0 : Math.round((1000 * donor) / fund) / 10,
      unit: "percent",
      how: `${pounds(donor)} from this donor of ${pounds(fund)} in the fund, both with this gift; at most ${number(percent)}%`,
    },
  ];
  if (facts.hasConditions) {
    return refuse(rules, {
      sections: ["s49"],
      figures,
      sentence: "A gift with conditions cannot be taken.",
      wouldChange: "The donor may give it without conditions.",
    });
  }
  if (donor > withoutDust((percent * fund) / 100)) {
    return refuse(rules, {
      sections: ["s49"],
      figures,
      sentence: `With this gift ${pounds(donor)} of the fund's ${pounds(fund)} would come from one donor, and ${number(percent)}% is the most.`,
      wouldChange:
        most > 0
          ? `This donor may give up to ${pounds(most)} now.`
          : "This donor may give once others have given more.",
    });
  }
  return allow(rules, {
    sections: ["s49"],
    figures,
    sentence: "This gift may be taken. It is listed in the register of gifts and gives no say in anything.",
  });
}
