import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sections } from "../../app/domain/act/act";
import { actTable, actTableFile, sectionFile, sectionTests } from "../support/act-table";

describe("the table of the Act", () => {
  it("is up to date", () => {
    const kept = readFileSync(actTableFile, "utf8");
    expect(kept, "app/domain/act/README.md is stale: run `npm run act:table` and keep what it writes.").toBe(
      actTable(),
    );
  });

  it("gives every section one file and at least one test", () => {
    for (const { number } of sections) {
      expect(sectionFile(number)).toMatch(/^s\d\d-[a-z-]+\.ts$/);
      expect(sectionTests(number).length).toBeGreaterThanOrEqual(1);
    }
    expect(() => sectionFile(sections.length + 1)).toThrow("must be one file");
    expect(() => sectionTests(sections.length + 1)).toThrow("has no test");
  });
});
