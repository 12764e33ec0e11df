import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recount } from "../../public/recount.mjs";
import {
  type Ballot,
  canonical,
  commitmentOf,
  type Draft,
  draftRecord,
  makeKey,
  type RecordFiles,
  receiptOf,
  seal,
  sha256,
  slipOf,
} from "./make-record";
import { bytesOf } from "./run-recount";

/** The whole report on some files. Every one of these must find something wrong; that this is status 1 is tested with the program. */
function wrongReport(files: RecordFiles): string {
  const { lines, problems } = recount(bytesOf(files));
  expect(problems).toBeGreaterThan(0);
  const output = lines.join("\n");
  expect(output).not.toContain("could not be checked: Cannot");
  return output;
}

describe("a lie that the operator hashed and signed is named", () => {
  const first = <Thing>(things: Thing[]) => things[0] as Thing;
  const last = <Thing>(things: Thing[]) => things.at(-1) as Thing;
  const third = <Thing>(things: Thing[]) => things[2] as Thing;
  const other = (choice: string) => (choice === "for" ? "against" : "for");
  const indexOfReplace = (draft: Draft) => draft.leaves.findIndex((leaf) => leaf.startsWith("replace"));
  const invented = (draft: Draft, choice = "for") => {
    const nonce = "00112233445566778899aabbccddeeff";
    return { choice, nonce, receipt: receiptOf(draft.terms.vote, nonce) };
  };
  const inOrder = (draft: Draft) => draft.ballots.sort((one, two) => (one.receipt < two.receipt ? -1 : 1));

  const lies: [string, (draft: Draft) => void, RegExp][] = [
    [
      "a ballot changed",
      (draft) => Object.assign(first(draft.ballots), { choice: other(first(draft.ballots).choice) }),
      /ballots.ndjson line 1, .* the log has no such ballot/,
    ],
    [
      "a ballot dropped",
      (draft) => draft.ballots.splice(4, 1),
      /There are 59 ballots in ballots.ndjson, but 60 live in the log/,
    ],
    [
      "a ballot added",
      (draft) => {
        draft.ballots.push(invented(draft));
        inOrder(draft);
      },
      /the log has no such ballot for/,
    ],
    [
      "a ballot twice",
      (draft) => draft.ballots.splice(1, 0, first(draft.ballots)),
      /ballots.ndjson line 2, .* it stands twice/,
    ],
    ["ballots out of order", (draft) => draft.ballots.reverse(), /ballots.ndjson line 2, .* it is out of order/],
    [
      "a ballot of no option",
      (draft) => Object.assign(first(draft.ballots), { choice: "maybe" }),
      /ballots.ndjson line 1 is no ballot of this vote/,
    ],
    [
      "a nonce changed",
      (draft) => Object.assign(first(draft.ballots), { nonce: "0".repeat(32) }),
      /line 1, .* it does not follow from the nonce/,
    ],
    [
      "a receipt changed",
      (draft) => Object.assign(last(draft.ballots), { receipt: "ZZZZ-ZZZZ-ZZZZ" }),
      /receipt ZZZZ-ZZZZ-ZZZZ: it does not follow from the nonce/,
    ],
    [
      "a ballot that was replaced is in the file",
      (draft) => {
        draft.leaves.push(`replace ${commitment(draft, 0)} ${"a".repeat(64)}`);
        last(draft.steps).size += 1;
      },
      /it was replaced in line 81 of the log/,
    ],
    [
      "a leaf without a ballot",
      (draft) => {
        draft.leaves.push(`cast ${"a".repeat(64)}`);
        last(draft.steps).size += 1;
      },
      /log.txt line 81: there is no ballot for aaaa/,
    ],
    [
      "a leaf that is none",
      (draft) => {
        draft.leaves[3] = "drop it";
      },
      /log.txt line 4 is no leaf/,
    ],
    [
      "a commitment twice",
      (draft) => {
        draft.leaves[3] = first(draft.leaves);
      },
      /log.txt line 4: [0-9a-f]{64} stands in line 1 already/,
    ],
    [
      "a replacement of nothing",
      (draft) => {
        draft.leaves[0] = `replace ${"b".repeat(64)} ${"c".repeat(64)}`;
      },
      /log.txt line 1 replaces b{64}, which was not in the log before/,
    ],
    [
      "a commitment replaced twice",
      (draft) => {
        const index = indexOfReplace(draft);
        draft.leaves.push(`${(draft.leaves[index] as string).slice(0, -64)}${"d".repeat(64)}`);
        last(draft.steps).size += 1;
      },
      /log.txt line 81 replaces what line \d+ has replaced/,
    ],
    ["leaves swapped with what they replace", (draft) => draft.leaves.reverse(), /which was not in the log before/],
    ["a step dropped from the end", (draft) => draft.steps.pop(), /the steps do not end with the step of closing/],
    [
      "a step after closing",
      (draft) => draft.steps.push({ ...last(draft.steps) }),
      /Step \d+ comes after the step of closing/,
    ],
    [
      "a step with fewer leaves",
      (draft) => {
        third(draft.steps).size = 1;
      },
      /Step 3 has a smaller log than the step before it/,
    ],
    [
      "a step that goes back in time",
      (draft) => {
        third(draft.steps).at = "2026-11-13T09:30:00.000Z";
      },
      /Step 3 is earlier than the step before it/,
    ],
    [
      "a step with another number",
      (draft) => {
        third(draft.steps).says = { number: 7 };
      },
      /steps.ndjson line 3 holds step 7/,
    ],
    [
      "a step of another vote",
      (draft) => {
        third(draft.steps).says = { vote: "another" };
      },
      /steps.ndjson line 3 is no step of this vote: vote/,
    ],
    [
      "a step with another root",
      (draft) => {
        third(draft.steps).says = { root: "e".repeat(64) };
      },
      /leaves do not have the root that step 3 signed/,
    ],
    [
      "a step with another beginning",
      (draft) => {
        third(draft.steps).says = { previous: "e".repeat(64) };
      },
      /Step 3 does not follow on the step before it/,
    ],
    [
      "other terms at the beginning",
      (draft) => {
        first(draft.steps).says = { previous: "e".repeat(64) };
      },
      /Step 1 does not follow on the terms/,
    ],
    [
      "a step whose counts do not add up",
      (draft) => {
        third(draft.steps).ballots += 1;
      },
      /Step 3 has \d+ ballots, but counts of \d+/,
    ],
    [
      "a step with ballots that are not in the log",
      (draft) => {
        third(draft.steps).ballots += 1;
        third(draft.steps).counts.for = (third(draft.steps).counts.for ?? 0) + 1;
      },
      /Step 3 counts \d+ ballots, but \d+ are live in the log by then/,
    ],
    [
      "a running count that favoured one side",
      (draft) => {
        const { counts, ballots } = third(draft.steps);
        Object.assign(counts, { for: ballots, against: 0, abstain: 0 });
      },
      /Step 3 says 0 against, but \d+ of its ballots are/,
    ],
    [
      "a last count that differs from the ballots",
      (draft) => Object.assign(last(draft.steps).counts, { for: 31, against: 19 }),
      /There are 30 ballots for, but the last step says 31/,
    ],
    [
      "a step that shows a single voter",
      (draft) => {
        const size = first(draft.steps).size;
        const ahead = { ...first(draft.steps), size: 1, ballots: 1, counts: { for: 0, against: 0, abstain: 1 } };
        if (size > 1) draft.steps.unshift(ahead);
      },
      /Step 1 takes in 1 voters only/,
    ],
    [
      "a running count where none was to be",
      (draft) => {
        draft.terms.publicity = "sealed";
      },
      /Step 1 is before closing, but no count was to be/,
    ],
    [
      "a step signed by a stranger",
      (draft) => {
        third(draft.steps).key = makeKey();
      },
      /Step 3 is signed by [0-9a-f]{16}, which is not among the keys/,
    ],
    [
      "a key that was never announced",
      (draft) => {
        const key = makeKey();
        last(draft.steps).key = key;
        draft.keys.push(key);
      },
      /The minute book never announced the key/,
    ],
    [
      "a key with the id of another",
      (draft) => {
        draft.keys[0] = { ...makeKey(), id: draft.keys[0]?.id as string };
      },
      /does not have the id/,
    ],
    ["a key twice", (draft) => draft.keys.push(first(draft.keys)), /The key [0-9a-f]{16} is listed twice/],
    [
      "another outcome",
      (draft) => {
        draft.body.outcome = "failed";
      },
      /The minute book says failed, but it is passed: 5% of 120 is 6/,
    ],
    [
      "a roll that differs in the minute book",
      (draft) => {
        draft.body.roll = 12;
      },
      /The entry says roll 12, but it is 120/,
    ],
    [
      "more ballots than people",
      (draft) => {
        draft.terms.roll = 59;
      },
      /There are 60 ballots, but 59 people on the roll/,
    ],
    [
      "marks that differ",
      (draft) => {
        draft.body.marks = 61;
      },
      /There are 60 ballots in ballots.ndjson, but 61 marks/,
    ],
    [
      "counts that differ in the minute book",
      (draft) => {
        draft.body.counts = { for: 31, against: 19, abstain: 10 };
      },
      /There are 30 ballots for, but the minute book says 31/,
    ],
    [
      "no counts in the minute book",
      (draft) => {
        draft.body.counts = null;
      },
      /does not give a count for each option/,
    ],
    [
      "another ballot file",
      (draft) => {
        draft.body.ballotFile = "f".repeat(64);
      },
      /The entry says ballotFile f{64}, but it is/,
    ],
    [
      "another root in the minute book",
      (draft) => {
        draft.body.root = "f".repeat(64);
      },
      /The entry says root f{64}/,
    ],
    [
      "another last step",
      (draft) => {
        draft.body.step = "f".repeat(64);
      },
      /The entry says step f{64}/,
    ],
    [
      "another number of steps",
      (draft) => {
        draft.body.steps = 1;
      },
      /The entry says steps 1/,
    ],
    [
      "another number of leaves",
      (draft) => {
        draft.body.leaves = 1;
      },
      /The entry says leaves 1/,
    ],
    [
      "other terms in the minute book",
      (draft) => {
        draft.body.terms = "f".repeat(64);
      },
      /The entry says terms f{64}/,
    ],
    [
      "another vote in the minute book",
      (draft) => {
        draft.body.vote = "another";
      },
      /The entry says vote another.*\n.*\n.*The minute book closes this vote 0 times/,
    ],
    [
      "an entry of another kind",
      (draft) => {
        draft.entry.kind = "vote_cancelled";
      },
      /The entry is vote_cancelled, not vote_closed/,
    ],
    [
      "an entry of another parish",
      (draft) => {
        draft.entry.parish = "elsewhere";
      },
      /The entry is of elsewhere, not of millbrook-green/,
    ],
    [
      "a book that leaves a number out",
      (draft) => {
        draft.entry.number = 9;
      },
      /minutes.ndjson line 4 holds entry 9/,
    ],
    [
      "a vote that was opened under other terms",
      (draft) => {
        draft.opened.terms = "f".repeat(64);
      },
      /opened this vote under other terms: f{64}/,
    ],
    [
      "a vote that was never opened",
      (draft) => {
        draft.opened.vote = "another";
      },
      /The minute book opens this vote 0 times/,
    ],
    [
      "a method that it cannot count",
      (draft) => {
        draft.terms.method = "approval";
      },
      /The method is approval, which this program cannot count/,
    ],
    [
      "options that are not the method's",
      (draft) => {
        draft.terms.options = ["for", "against", "abstain", "neither"];
      },
      /The options are not the method's/,
    ],
    [
      "a class of its own making",
      (draft) => {
        draft.terms.class = "urgent";
      },
      /The class urgent is none that this program knows/,
    ],
    [
      "a figure that is none",
      (draft) => {
        draft.terms.rules = { parameters: { floorPercent: "5" } };
      },
      /floorPercent is no percentage/,
    ],
  ];
  const commitment = (draft: Draft, index: number) => {
    const { nonce, choice } = draft.ballots[index] as Ballot;
    return commitmentOf(draft.terms.vote, nonce, choice);
  };

  it.each(lies)("%s", (_, lie, named) => {
    const draft = draftRecord({ seed: 30 });
    lie(draft);
    expect(wrongReport(seal(draft))).toMatch(named);
  });

  it("shows the first five of many problems of one kind", () => {
    const draft = draftRecord({ seed: 31 });
    for (const ballot of draft.ballots) ballot.nonce = sha256(ballot.nonce).slice(0, 32);
    const output = wrongReport(seal(draft));
    expect(output.match(/it does not follow from the nonce/g)).toHaveLength(5);
    expect(output).toContain("and 55 more of this kind");
  });
});

describe("files that somebody changed are named", () => {
  const draft = draftRecord({ seed: 40 });
  const files = seal(draft);
  const edits: [string, (files: RecordFiles) => void, RegExp][] = [
    [
      "a count of a step",
      edit("steps.ndjson", /"for":\d+/, '"for":99'),
      /Step 1 has a signature that its key did not make/,
    ],
    [
      "a signature",
      edit("steps.ndjson", /"signature":"..../, '"signature":"AAAA'),
      /Step 1 has a signature that its key did not make/,
    ],
    [
      "the key of a step",
      edit("steps.ndjson", /"key":"[0-9a-f]+"/, `"key":"${"0".repeat(16)}"`),
      /is signed by 0{16}, which is not among/,
    ],
    [
      "a step dropped",
      editLines("steps.ndjson", (lines) => lines.splice(1, 1)),
      /Step 3 does not follow on the step before it/,
    ],
    [
      "a step twice",
      editLines("steps.ndjson", (lines) => lines.splice(1, 0, lines[1] as string)),
      /steps.ndjson line 3 holds step 2/,
    ],
    ["steps swapped", editLines("steps.ndjson", (lines) => lines.reverse()), /Step \d+ does not follow on the terms/],
    ["a step spelt otherwise", edit("steps.ndjson", /","/, '", "'), /steps.ndjson line 1 is not canonical/],
    [
      "a step that is garbage",
      editLines("steps.ndjson", (lines) => lines.splice(2, 1, "{")),
      /steps.ndjson line 3 is no step of this vote/,
    ],
    ["a leaf changed", edit("log.txt", /cast ..../, "cast ffff"), /do not have the root that step 1 signed/],
    [
      "a leaf dropped",
      editLines("log.txt", (lines) => lines.pop()),
      /log.txt has 79 leaves, but the last step says 80/,
    ],
    [
      "a leaf added",
      editLines("log.txt", (lines) => lines.push(`cast ${"a".repeat(64)}`)),
      /log.txt has 81 leaves, but the last step says 80/,
    ],
    [
      "a leaf twice",
      editLines("log.txt", (lines) => lines.push(lines[0] as string)),
      /log.txt line 81: [0-9a-f]{64} stands in line 1 already/,
    ],
    [
      "leaves swapped",
      editLines("log.txt", (lines) => lines.unshift(...lines.splice(1, 1))),
      /do not have the root that step 1 signed/,
    ],
    [
      "a log cut short",
      (files) => {
        files["log.txt"] = (files["log.txt"] as string).slice(0, -30);
      },
      /log.txt does not end with a line feed/,
    ],
    [
      "a ballot file cut short",
      (files) => {
        files["ballots.ndjson"] = (files["ballots.ndjson"] as string).slice(0, -1);
      },
      /ballots.ndjson does not end with a line feed/,
    ],
    [
      "an empty ballot file",
      (files) => {
        files["ballots.ndjson"] = "";
      },
      /There are 0 ballots in ballots.ndjson, but 60/,
    ],
    ["a ballot spelt otherwise", edit("ballots.ndjson", /","/, '", "'), /ballots.ndjson line 1 is no ballot/],
    [
      "the roll",
      edit("record.json", '"roll":120,"rules"', '"roll":130,"rules"'),
      /Step 1 does not follow on the terms/,
    ],
    [
      "a figure of the rules",
      edit("record.json", '"floorPercent":5', '"floorPercent":9'),
      /Step 1 does not follow on the terms/,
    ],
    ["the question", edit("record.json", "Lower Field", "Upper Field"), /opened this vote under other terms/],
    [
      "the outcome",
      edit("record.json", '"outcome":"passed"', '"outcome":"failed"'),
      /The entry has the hash [0-9a-f]{64}, but it says/,
    ],
    [
      "a field of the minute book",
      edit("minutes.ndjson", "Millbrook Green", "Millbrook Grey"),
      /Entry 1 was changed after it was written/,
    ],
    [
      "an entry dropped from the minute book",
      editLines("minutes.ndjson", (lines) => lines.shift()),
      /Entry 2 does not follow on the entry before it/,
    ],
    [
      "a minute book of garbage",
      (files) => {
        files["minutes.ndjson"] = "null\n[]\n";
      },
      /minutes.ndjson line 2 is no entry/,
    ],
    [
      "the result taken away",
      edit("record.json", /"result":\{.*?\},"terms":\{/, '"result":null,"terms":{'),
      /record.json has no result/,
    ],
    [
      "record.json is garbage",
      (files) => {
        files["record.json"] = "{nothing";
      },
      /record.json is not the record of a vote/,
    ],
    [
      "record.json is of another shape",
      (files) => {
        files["record.json"] = '{"format":"pop-up-parish vote 1","terms":[],"keys":[null],"result":7}';
      },
      /nothing can be checked: result, vote, parish/,
    ],
    [
      "a file is missing",
      (files) => {
        delete files["log.txt"];
      },
      /log.txt could not be read: it is not there/,
    ],
    [
      "the ballots are missing",
      (files) => {
        delete files["ballots.ndjson"];
      },
      /ballots.ndjson could not be read: it is not there/,
    ],
    [
      "letters that would steer a terminal",
      edit("steps.ndjson", /"key":"[0-9a-f]+"/, '"key":"\\u001b[2J"'),
      /signed by \?\[2J/,
    ],
  ];

  it.each(edits)("%s", (_, change, named) => {
    const changed = { ...files };
    change(changed);
    expect(wrongReport(changed)).toMatch(named);
  });

  it("a log that was forked, though both branches are signed", () => {
    const fork = draftRecord({ seed: 40 });
    const kept = fork.steps[1]?.size as number;
    fork.leaves.splice(kept, 1, `cast ${"a".repeat(64)}`);
    const forked = seal(fork);
    const [one, two] = (files["steps.ndjson"] as string).split("\n");
    const mixed = [one, two, ...(forked["steps.ndjson"] as string).split("\n").slice(2)].join("\n");
    expect(wrongReport({ ...files, "steps.ndjson": mixed })).toMatch(
      /The first \d+ leaves do not have the root that step 3 signed/,
    );
  });

  it("any byte of any file", () => {
    const small = draftRecord({ seed: 41, final: { for: 8, against: 5, abstain: 2 }, changes: 4 });
    const text = seal(small);
    const step = JSON.parse((text["steps.ndjson"] as string).split("\n")[0] as string).step;
    const slip = canonical(slipOf(small, small.ballots[0] as Ballot, { step: sha256(canonical(step)), others: 2 }));
    const whole = bytesOf({ ...text, "slip.json": slip });
    expect(recount(whole).problems).toBe(0);
    const places = Object.entries(whole).flatMap(([name, { length }]) =>
      Array.from({ length }, (_, at) => ({ name, at })),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 255 }), ({ name, at }, difference) => {
        const changed = Buffer.from(whole[name] as Buffer);
        changed[at] = (changed[at] as number) ^ difference;
        expect(recount({ ...whole, [name]: changed }).problems).toBeGreaterThan(0);
      }),
      { numRuns: 1500 },
    );
  });
});

function edit(name: string, what: RegExp | string, becomes: string) {
  return (files: RecordFiles) => {
    const text = files[name] as string;
    files[name] = text.replace(what, () => becomes);
    expect(files[name]).not.toBe(text);
  };
}

function editLines(name: string, change: (lines: string[]) => void) {
  return (files: RecordFiles) => {
    const lines = (files[name] as string).trimEnd().split("\n");
    change(lines);
    files[name] = `${lines.join("\n")}\n`;
  };
}
