import { describe, expect, it } from "vitest";
import { mutantsOf, withMutant } from "./mutants";

const changes = (source: string) => mutantsOf("example.ts", source).map((one) => withMutant(source, one));

describe("mutants of a section", () => {
  it("add one to each number in code", () => {
    expect(changes("const share = 37.5;")).toEqual(["const share = 38.5;"]);
    expect(changes("f(-1, 86_400_000, list[0]);")).toEqual([
      "f(-2, 86_400_000, list[0]);",
      "f(-1, 86400001, list[0]);",
      "f(-1, 86_400_000, list[1]);",
    ]);
  });

  it("turn each comparison into its neighbour", () => {
    expect(changes("a < b; a <= b; a > b; a >= b; a === b; a !== b;")).toEqual([
      "a <= b; a <= b; a > b; a >= b; a === b; a !== b;",
      "a < b; a < b; a > b; a >= b; a === b; a !== b;",
      "a < b; a <= b; a >= b; a >= b; a === b; a !== b;",
      "a < b; a <= b; a > b; a > b; a === b; a !== b;",
      "a < b; a <= b; a > b; a >= b; a !== b; a !== b;",
      "a < b; a <= b; a > b; a >= b; a === b; a === b;",
    ]);
  });

  it("leave texts, comments, types and other signs alone", () => {
    expect(changes(`const a: 1 | 2 = f<Map<string, number>>("28 days", \`7 < 8\`); // 5 > 4`)).toEqual([]);
    expect(changes("const f = (a) => a && b ? c : d;")).toEqual([]);
  });

  it("say where they are", () => {
    expect(mutantsOf("example.ts", "\n  let most = 5;")).toEqual([
      { line: 2, text: "let most = 5;", start: 14, end: 15, was: "5", becomes: "6" },
    ]);
  });
});
