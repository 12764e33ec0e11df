import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { type MoneyType, moneyTypeNames } from "./s05-charter";
import { section } from "./section";

export const s47 = section({
  number: 47,
  part: 8,
  title: "Kinds of money",
  text: [
    "Money is of one of three kinds. Capital buys or builds something that lasts. Revenue comes every year and pays running costs. One-off money comes once.",
    "A cost that comes back every year may not be paid from money that comes once, nor from capital.",
    "Every proposal that spends says which kind it uses.",
  ],
  parameters: [],
  resembles:
    "Sections 16 and 21 of the Local Government Act 2003 and the accounting code made under them, which keep capital and revenue apart.",
});

/** Whether this kind of money may pay for spending. Refuses recurring spending on one-off money and on capital. */
export function typedMoneyRuling(rules: Rules, facts: { money: MoneyType; isRecurring: boolean }): Ruling {
  const { money } = facts;
  if (facts.isRecurring && (money === "one_off" || money === "capital")) {
    return refuse(rules, {
      sections: ["s47"],
      sentence: `A cost that comes back every year cannot be paid with ${moneyTypeNames[money]}.`,
      wouldChange: `Use ${moneyTypeNames.revenue}, or make it a cost that comes once.`,
    });
  }
  if (money === "none") return allow(rules, { sections: ["s47"], sentence: "This needs no money." });
  return allow(rules, { sections: ["s47"], sentence: `This may be paid with ${moneyTypeNames[money]}.` });
}
