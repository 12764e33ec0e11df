import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type NumberFound, numbersIn } from "../support/literals";
import { type AllowedNumbers, allowedNumbers } from "./allowed-numbers";

const root = join(__dirname, "..", "..");
const searched = ["app/domain", "server/commands"];
const theAct = "app/domain/act/";

const files = searched
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, String(name))))
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith(theAct))
  .sort();

const found = files.flatMap((file) =>
  numbersIn(file, readFileSync(join(root, file), "utf8")).map((one) => ({ file, ...one })),
);

const covers = (entry: AllowedNumbers, one: NumberFound & { file: string }) =>
  entry.file === one.file &&
  entry.numbers.includes(one.literal) &&
  (one.text === entry.at || one.names.includes(entry.at));

describe("the Act's numbers live in the Act", () => {
  it("outside app/domain/act, every number has a reason that is not the Act", () => {
    const unexplained = found
      .filter((one) => !allowedNumbers.some((entry) => covers(entry, one)))
      .map(({ file, line, literal, text }) => `${file}:${line} has ${literal}: ${text}`);
    expect(
      unexplained,
      "Move a number of the Act to its section in app/domain/act; say in tests/act/allowed-numbers.ts what any other one is.",
    ).toEqual([]);
  });

  it("no reason outlives its number", () => {
    const idle = allowedNumbers.flatMap((entry) =>
      entry.numbers
        .filter((literal) => !found.some((one) => one.literal === literal && covers(entry, one)))
        .map((literal) => `${entry.file}: ${literal} in "${entry.at}"`),
    );
    expect(idle, "Take these out of tests/act/allowed-numbers.ts.").toEqual([]);
    expect(allowedNumbers.filter(({ reason }) => reason.trim().length < 10)).toEqual([]);
  });
});

describe("the search for numbers", () => {
  const of = (source: string) => numbersIn("example.ts", source).map(({ literal }) => literal);

  it("finds numbers, percentages and lengths of time, in code and in texts", () => {
    expect(of("const windowMs = 28 * 86_400_000;")).toEqual(["28", "86_400_000"]);
    expect(of("const share = 0.05; const big = 12n; const below = -3;")).toEqual(["0.05", "12n", "3"]);
    expect(of('say("Answer within 10 working days, or 5% of them in seven days.");')).toEqual([
      "10 working days",
      "5%",
      "seven days",
    ]);
    expect(of(`advance(now, "P14D"); sql\`interval '90 days' + \${x} 7 percent\`;`)).toEqual([
      "P14D",
      "90 days",
      "7 percent",
    ]);
  });

  it("passes over 0, 1, -1, places in lists and texts, names of sections, and comments", () => {
    expect(of("const n = list.length - 1; f(0, -1);")).toEqual([]);
    expect(of("letters.slice(4, 8); parts[2]; list.at(-2); words[n + 2];")).toEqual([]);
    expect(of('import { s08 } from "../act/s08-supporters"; // 28 days')).toEqual([]);
    expect(of('const ids = ["s20", "sha256", "section 20"];')).toEqual([]);
  });

  it("says where each is", () => {
    expect(numbersIn("example.ts", "\nfunction wait() {\n  const most = { tries: 5 };\n}")).toEqual([
      { line: 3, text: "const most = { tries: 5 };", literal: "5", names: ["tries", "most", "wait"] },
    ]);
  });
});
