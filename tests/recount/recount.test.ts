import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recount } from "../../public/recount.mjs";
import { type Ballot, draftRecord, makeKey, receiptOf, seal, signed, slipOf, type Wanted } from "./make-record";
import { bytesOf, folderOf, recountFiles, runRecount, siteOf } from "./run-recount";

const agrees = "Everything agrees.";

describe("a true record agrees", () => {
  const outcomes: [string, Wanted, string][] = [
    ["an ordinary vote that passed", { seed: 1 }, "passed"],
    ["one with a count that moves", { seed: 2, publicity: "open", changes: 90 }, "passed"],
    ["one that shows only who took part", { seed: 3, publicity: "turnout" }, "passed"],
    ["a sealed one", { seed: 4, publicity: "sealed" }, "passed"],
    ["a spending vote that failed", { seed: 5, class: "spending", final: { for: 20, against: 21 } }, "failed"],
    ["a tie", { seed: 6, final: { for: 15, against: 15, abstain: 4 } }, "failed"],
    ["too few voters", { seed: 7, final: { for: 9 } }, "inquorate"],
    ["just enough voters", { seed: 8, final: { for: 6, abstain: 4 } }, "passed"],
    ["a third of a small roll", { seed: 9, roll: 14, final: { for: 5 } }, "passed"],
    ["less than a third of a small roll", { seed: 10, roll: 14, final: { for: 4 } }, "inquorate"],
    ["a floor by percentage", { seed: 11, roll: 401, final: { for: 20 } }, "inquorate"],
    [
      "a floor that its council moved",
      { seed: 12, roll: 401, final: { for: 29 }, parameters: { floorPercent: 7.5 } },
      "inquorate",
    ],
    ["advice, which has no floor", { seed: 13, class: "advisory", final: { for: 1 } }, "passed"],
    ["a charter that passed", { seed: 14, class: "charter", final: { for: 13, against: 8 } }, "passed"],
    ["a charter that too few voted on", { seed: 15, class: "charter", final: { for: 20 } }, "inquorate"],
    [
      "a charter that needed two thirds",
      { seed: 16, class: "charter", final: { for: 66, against: 34 }, parameters: { charterMajorityPercent: 66 } },
      "failed",
    ],
    [
      "a charter with one more than its share",
      { seed: 17, class: "charter", final: { for: 67, against: 33 }, parameters: { charterMajorityPercent: 66 } },
      "passed",
    ],
    ["nobody voted", { seed: 18, final: {} }, "inquorate"],
    ["nobody voted on advice", { seed: 19, class: "advisory", publicity: "sealed", final: {} }, "failed"],
    ["one voter", { seed: 20, roll: 1, final: { for: 1 }, changes: 3 }, "passed"],
  ];

  it.each(outcomes)("%s", async (_, wanted, outcome) => {
    const { status, output } = await recountFiles(seal(draftRecord(wanted)));
    expect(output).toContain(agrees);
    expect(output).toMatch(new RegExp(`^ok +7 Outcome: ${outcome}\\.`, "m"));
    expect(status).toBe(0);
  });

  it("of any seed, with every slip", () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(1e9),
          publicity: fc.constantFrom("open" as const, "turnout" as const, "sealed" as const),
          class: fc.constantFrom("ordinary" as const, "spending" as const, "advisory" as const, "charter" as const),
          final: fc.record({ for: fc.nat(15), against: fc.nat(15), abstain: fc.nat(5) }),
          changes: fc.nat(30),
        }),
        (wanted) => {
          const draft = draftRecord(wanted);
          const files = bytesOf(seal(draft));
          expect(recount(files).lines.filter((line: string) => line.startsWith("WRONG"))).toEqual([]);
          for (const ballot of draft.ballots.slice(0, 3)) {
            const slip = Buffer.from(JSON.stringify(slipOf(draft, ballot)));
            expect(recount({ ...files, "slip.json": slip }).problems).toBe(0);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("with figures of the Act where the rules name no other", async () => {
    const draft = draftRecord({ seed: 21 });
    draft.terms.rules = { actVersion: 1, scheduleVersion: 0, parameters: {} };
    const files = seal({ ...draft, body: { outcome: "passed" } });
    expect((await recountFiles(files)).output).toContain("5% of 120 is 6");
  });

  it("when a charter has exactly the share that it needs more than, which binary fractions would get wrong", async () => {
    const parameters = { charterMajorityPercent: 50.16 };
    const draft = draftRecord({
      seed: 24,
      class: "charter",
      roll: 2000,
      final: { for: 627, against: 623 },
      parameters,
    });
    const { status, output } = await recountFiles(seal({ ...draft, body: { outcome: "failed" } }));
    expect(output).toContain("627 are For, which must be more than 627 (50.16% of For and Against)");
    expect(status).toBe(0);
  });

  it("without the minute book, and says that this was not checked", async () => {
    const { "minutes.ndjson": _, ...files } = seal(draftRecord({ seed: 22 }));
    const { status, output } = await recountFiles(files);
    expect(output).toContain("minutes.ndjson is not there");
    expect(status).toBe(0);
  });

  it.each(["open", "turnout"] as const)("while a vote of %s publicity is open", async (publicity) => {
    const { status, output } = await recountFiles(seal(draftRecord({ seed: 23, publicity, isOpen: true })));
    expect(output).toContain("The vote is open");
    expect(output).toContain(agrees);
    expect(status).toBe(0);
  });
});

describe("a slip", () => {
  const draft = draftRecord({ seed: 50 });
  const ballot = draft.ballots[7] as Ballot;
  const files = seal(draft);
  const withSlip = (slip: object, of = files) => recountFiles({ ...of, "slip.json": JSON.stringify(slip) });

  it("is found in the log, in a step, and in the ballot file", async () => {
    const { status, output } = await withSlip(slipOf(draft, ballot));
    expect(output).toMatch(
      new RegExp(`Slip: in line \\d+ of the log, step \\d+, and in the ballot file as ${ballot.choice}`),
    );
    expect(status).toBe(0);
  });

  it.each([1, 2, 5, 15])("whose signature %i others share agrees", async (others) => {
    const { status, output } = await withSlip(slipOf(draft, ballot, { others }));
    expect(output).toContain("and in the ballot file as");
    expect(status).toBe(0);
  });

  it("of a ballot that its voter changed later says where", async () => {
    const { status, output } = await withSlip(slipOf(draft, draft.replaced[3] as Ballot));
    expect(output).toMatch(/Slip: in line \d+ of the log, step \d+, and changed by its voter in line \d+/);
    expect(status).toBe(0);
  });

  it("convicts whoever dropped its ballot", async () => {
    const fewer = draftRecord({ seed: 50, final: { for: 3 } });
    const { status, output } = await withSlip(slipOf(draft, ballot), seal(fewer));
    expect(output).toContain(`The slip's ballot ${ballot.receipt} is not in the log`);
    expect(output).toMatch(/The promise that the key [\w-]{43} signed was broken, and this slip proves it/);
    expect(status).toBe(1);
  });

  it("of an open vote waits until its instant", async () => {
    const open = draftRecord({ seed: 51, isOpen: true });
    const nonce = "0123456789abcdef0123456789abcdef";
    const slip = slipOf(open, { choice: "for", nonce, receipt: receiptOf(open.terms.vote, nonce) });
    const { status, output } = await withSlip(slip, seal(open));
    expect(output).toContain("not in the log yet, which was promised by 2999-11-20T21:01:00.000Z");
    expect(status).toBe(0);
  });

  const falsified: [string, object, RegExp][] = [
    [
      "choice",
      { choice: ballot.choice === "for" ? "against" : "for" },
      /commitment does not follow from its nonce and choice/,
    ],
    ["nonce", { nonce: "0".repeat(32) }, /commitment does not follow/],
    ["receipt", { receipt: "0000-0000-0000" }, /receipt 0000-0000-0000 does not follow/],
    ["commitment", { commitment: "a".repeat(64) }, /promise is not signed by a listed key/],
    ["promise", { promise: signed(makeKey(), "anything") }, /promise is not signed by a listed key/],
    ["way to the root", { promise: `${slipOf(draft, ballot).promise}.l${"a".repeat(64)}` }, /promise is not signed by/],
    ["garbled promise", { promise: `${slipOf(draft, ballot).promise}.up` }, /promise is not signed by a listed key/],
    ["instant", { by: "2026-12-20T21:01:00.000Z" }, /is not one minute after closing/],
    ["question", { question: "Shall it not?" }, /The slip asks “Shall it not\?”/],
    ["vote", { vote: "another" }, /The slip is not one of this vote: another/],
    ["step", { step: "a".repeat(64) }, /The voter was shown a step a{64} that is not in this record/],
    ["shape", { nonce: 7 }, /The slip is not one of this vote: nonce/],
  ];
  it.each(falsified)("with another %s is refused", async (_, change, named) => {
    const { status, output } = await withSlip({ ...slipOf(draft, ballot), ...change });
    expect(output).toMatch(named);
    expect(status).toBe(1);
  });
});

describe("the program", () => {
  const draft = draftRecord({ seed: 60 });
  const files = seal(draft);

  it("ends with status 1 and without a stack trace when something is wrong", async () => {
    const { status, output } = await recountFiles({ ...files, "log.txt": `nothing\n${files["log.txt"]}` });
    expect(output).toContain("log.txt line 1 is no leaf");
    expect(output).toMatch(/\d+ problems: not everything agrees\.$/m);
    const garbage = await recountFiles({
      ...files,
      "record.json": "{nothing",
      "steps.ndjson": "\0",
      "minutes.ndjson": "7",
    });
    expect([status, garbage.status]).toEqual([1, 1]);
    expect(output + garbage.output).not.toMatch(/^ +at /m);
  });

  it("downloads a record, checks it and keeps it", async () => {
    const kept = join(folderOf({}), "kept");
    const { status, output } = await runRecount([await siteOf(files, draft.terms.vote), "--save", kept]);
    expect(output).toContain(agrees);
    expect(status).toBe(0);
    for (const [name, text] of Object.entries(files)) expect(readFileSync(join(kept, name), "utf8")).toBe(text);
    expect((await runRecount([kept])).status).toBe(0);
  });

  it("takes an open vote's log as far as its steps go, because the vote moves on between two downloads", async () => {
    const open = draftRecord({ seed: 61, isOpen: true });
    const ahead = seal(open);
    ahead["log.txt"] += `cast ${"a".repeat(64)}\n`;
    const { status, output } = await runRecount([await siteOf(ahead, open.terms.vote)]);
    expect(output).toContain("The vote is open");
    expect(status).toBe(0);
  });

  it("says when a site gives another vote, or no minute book", async () => {
    const { "minutes.ndjson": _, ...others } = files;
    const { status, output } = await runRecount([await siteOf(others, "another")]);
    expect(output).toMatch(/record.json is of the vote \S+, not of another/);
    expect(output).toMatch(/minutes.ndjson could not be read: .* answered 404/);
    expect(status).toBe(1);
  });

  it("says when a site does not answer, or a folder is not there", async () => {
    const nobody = await runRecount(["http://127.0.0.1:1/votes/1"]);
    const nowhere = await runRecount([join(folderOf({}), "nowhere")]);
    expect([nobody.status, nowhere.status]).toEqual([1, 1]);
    expect(nowhere.output).toContain("record.json could not be read: ENOENT");
    expect(nobody.output).toContain("record.json could not be read:");
  });

  it("notices keys that are not the ones that are known", async () => {
    const known = draft.keys.flatMap(({ publicKey }) => ["--key", publicKey]);
    expect((await recountFiles(files, known)).status).toBe(0);
    const { status, output } = await recountFiles(files, ["--key", makeKey().publicKey]);
    expect(output).toMatch(/The key [\w-]{43} is not one that you know/);
    expect(status).toBe(1);
  });

  it("explains itself", async () => {
    expect(await runRecount(["--help"])).toEqual({
      status: 0,
      output: expect.stringContaining("Usage: node recount.mjs"),
    });
  });

  it.each([
    [[]],
    [["one", "two"]],
    [["--what"]],
    [["folder", "--key", "short"]],
    [["folder", "--slip"]],
    [["https://example.org/"]],
  ])("refuses to be called as %j", async (words) => {
    expect(await runRecount(words)).toEqual({ status: 2, output: expect.stringContaining("Usage: node recount.mjs") });
  });
});
