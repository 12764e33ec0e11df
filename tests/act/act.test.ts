import { describe, expect, it } from "vitest";
import { parameters, parts, sectionOf, sections } from "../../app/domain/act/act";
import { textOf } from "../../app/domain/act/published-act";
import type { Rules } from "../../app/domain/act/ruling";
import { scheduleProblems } from "../../app/domain/act/schedule-problems";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };

describe("the register of the Act", () => {
  it("holds sections 1 to 53 in order, in nine parts", () => {
    expect(sections.map(({ number }) => number)).toEqual(Array.from({ length: 53 }, (_, n) => n + 1));
    expect(sections.every(({ id, number }) => id === `s${number}`)).toBe(true);
    const firsts = parts.map((part) => sections.find((one) => one.part === part.number)?.number);
    expect(firsts).toEqual([1, 4, 12, 17, 24, 34, 40, 47, 50]);
    const inOrder = sections.map(({ part }) => part);
    expect([...inOrder].sort((one, other) => one - other)).toEqual(inOrder);
  });

  it("gives every section a title, two to five subsections and the real law it resembles", () => {
    for (const section of sections) {
      expect(section.title).not.toBe("");
      expect(section.text.length, section.id).toBeGreaterThanOrEqual(2);
      expect(section.text.length, section.id).toBeLessThanOrEqual(5);
      expect(section.resembles, section.id).not.toBe("");
      expect(
        section.text.every((one) => !one.includes("!") && /[.]$/.test(one)),
        section.id,
      ).toBe(true);
    }
  });

  it("finds a section by its id", () => {
    expect(sectionOf("s29")?.number).toBe(29);
    expect(sectionOf("s54")).toBeNull();
    expect(sectionOf("__proto__")).toBeNull();
  });

  it("keeps every default inside its bounds, and every name once", () => {
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    for (const { name, default: usual, min, max, precedent, meaning } of parameters) {
      expect(usual, name).toBeGreaterThanOrEqual(min);
      expect(usual, name).toBeLessThanOrEqual(max);
      expect(precedent, name).not.toBe("");
      expect(meaning, name).not.toBe("");
    }
  });

  it("fills in the values in force", () => {
    const of = (id: string, under = rules) => {
      const section = sectionOf(id);
      return section ? textOf(section, under) : [];
    };
    expect(of("s4")[0]).toBe("A parish is founded by at least 6 residents who put their names to its charter.");
    expect(of("s4", { ...rules, parameters: { founders: 9 } })[0]).toContain("at least 9 residents");
    expect(of("s8", { ...rules, parameters: { demoScale: 0.015 } })[1]).toContain("multiplied by 0.015");
    for (const section of sections) expect(textOf(section, rules).join(" ")).not.toMatch(/[{}]|undefined|NaN/);
  });
});

describe("a schedule", () => {
  it("may be made with the Act's own figures, and with each parameter at its bounds", () => {
    expect(scheduleProblems({})).toEqual([]);
    for (const { name, min } of parameters) expect(scheduleProblems({ [name]: min }), name).toEqual([]);
  });

  it("is refused outside the bounds of the Act, naming the section", () => {
    expect(scheduleProblems({ founders: 2 })).toEqual([
      { parameter: "founders", sections: ["s4"], message: "founders is 2. It must be from 3 to 21 people." },
    ]);
    expect(scheduleProblems({ founders: 22 })).toHaveLength(1);
    expect(scheduleProblems({ noticeDays: 7.5 })).toHaveLength(1);
    expect(scheduleProblems({ seconderPercent: 0.5, demoScale: 0.25 })).toEqual([]);
    expect(scheduleProblems({ founders: Number.NaN })).toHaveLength(1);
    expect(scheduleProblems({ unheardOf: 1 })[0]?.message).toBe('The Act has no parameter called "unheardOf".');
  });

  it("is refused when its parameters cannot live together, with the sections in conflict", () => {
    expect(scheduleProblems({ lifetimeMonths: 12, termMonths: 18 })[0]?.sections).toEqual(["s11", "s43"]);
    expect(scheduleProblems({ noticeDays: 20 })[0]?.sections).toEqual(["s21"]);
    expect(scheduleProblems({ noticeDays: 20, charterNoticeDays: 20 })).toEqual([]);
    const crowded = { termMonths: 3, noticeDays: 28, charterNoticeDays: 28, votingDays: 28, deliberationDays: 60 };
    expect(scheduleProblems(crowded)[0]?.sections).toEqual(expect.arrayContaining(["s11", "s21", "s22", "s41"]));
    expect(scheduleProblems({ ...crowded, termMonths: 12 })).toEqual([]);
  });
});
