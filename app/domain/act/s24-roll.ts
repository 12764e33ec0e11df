import { allow, type Rules, type Ruling, refuse } from "./ruling";
import { section } from "./section";

/** The age from which a resident is on a parish's roll: the voting age for councils in Scotland and Wales. */
export const votingAge = 16;

/** The voting age for council elections in England (Representation of the People Act 1983, section 2). */
export const statutoryVotingAge = 18;

export const s24 = section({
  number: 24,
  part: 5,
  title: "Who may vote",
  text: [
    "The roll of a vote is everybody who is confirmed as living in the parish area and is aged 16 or over when the vote opens. The roll is then frozen, and the number of people on it is published.",
    "Residents are confirmed by a council officer, or by typing in a code that was posted to their address. A convenor never confirms anybody. The minute book counts how many people each officer has confirmed.",
    "Age is kept as one answer, yes or no. No date of birth is kept.",
    "People who work or study in the area may join as observers. They may speak, but they do not vote.",
    "The Act lets people vote from 16. In real council elections in England the voting age is 18.",
  ],
  parameters: [],
  resembles:
    "Section 2 of the Representation of the People Act 1983 says who may vote in council elections. In England the age is 18; in Wales and Scotland it is 16. A real parish poll would use the electoral register.",
});

export interface VoterFacts {
  /** Whether the person is confirmed as living in the parish's area. */
  isResident: boolean;
  /** Whether that was confirmed before the instant at which the vote opened. */
  wasVerifiedBeforeOpening: boolean;
  isAged16: boolean;
  /** Whether the person is on the vote's frozen roll. */
  isOnRoll: boolean;
  /** What the person is here: `resident`, `observer`, `convenor`, `officer`, `councillor`, `commissioner`, `operator`. */
  role?: string;
}

const officeNames: Readonly<Record<string, string>> = {
  officer: "a council officer",
  councillor: "a councillor",
  commissioner: "the Commissioner",
  operator: "the operator",
};

/**
 * Whether a person may vote in one vote. Refuses observers, people of another area, people under 16, people confirmed
 * after the vote opened and anybody else who is not on the frozen roll, each with its own reason.
 */
export function mayVoteRuling(rules: Rules, facts: VoterFacts): Ruling {
  const no = (sentence: string, wouldChange = "") => refuse(rules, { sections: ["s24"], sentence, wouldChange });
  const office = officeNames[facts.role ?? ""];
  if (facts.role === "observer") {
    return no(
      "Observers may speak but not vote: only people who live in the parish area have a vote.",
      "Somebody who moves into the area and is confirmed before a vote opens may vote in it.",
    );
  }
  if (!facts.isResident && office) {
    return no(
      `This account is for ${office}, and that office gives no vote: only people who live in the area have one.`,
    );
  }
  if (!facts.isResident) {
    return no(
      "You are not confirmed as living in this parish's area, so you are not on the roll for this vote.",
      "Ask the council to confirm your address before the next vote opens.",
    );
  }
  if (!facts.isAged16) {
    return refuse(rules, {
      sections: ["s24"],
      figures: [ageFigure()],
      sentence: `Only people aged ${votingAge} or over are on the roll for a vote.`,
      wouldChange: `You may vote in votes that open after you turn ${votingAge}.`,
    });
  }
  if (!facts.wasVerifiedBeforeOpening) {
    return no(
      "Your address was confirmed after this vote opened, and its roll was frozen at that moment.",
      "You will be on the roll for every vote that opens from now on.",
    );
  }
  if (!facts.isOnRoll) {
    return no(
      "You are not on the roll that was frozen when this vote opened.",
      "You will be on the roll of the next vote if you are still confirmed as living in the area when it opens.",
    );
  }
  return allow(rules, {
    sections: ["s24"],
    figures: [ageFigure()],
    sentence: "You are on the roll for this vote.",
  });
}

function ageFigure() {
  return {
    name: "Voting age",
    value: votingAge,
    unit: "years",
    how: `The Act says ${votingAge}; for real council elections in England the law says ${statutoryVotingAge}`,
  };
}

/** Who has confirmed, or wants to confirm, that a person lives where they say. */
export type ConfirmedBy = "officer" | "posted_code" | "convenor";

/** Whether somebody's address may be confirmed in this way. Refuses the convenor, who must not choose the voters. */
export function confirmationRuling(rules: Rules, facts: { by: ConfirmedBy }): Ruling {
  if (facts.by === "convenor") {
    return refuse(rules, {
      sections: ["s24"],
      sentence: "A convenor may not confirm where people live, because nobody who runs votes may choose the voters.",
      wouldChange: "A council officer can confirm the address, or the resident can type in a code sent there by post.",
    });
  }
  return allow(rules, {
    sections: ["s24"],
    sentence:
      facts.by === "officer"
        ? "A council officer may confirm where somebody lives. The minute book counts it under the officer's name."
        : "A code that was posted to an address confirms that the person who types it in lives there.",
  });
}
