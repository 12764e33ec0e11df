import { describe, expect, it } from "vitest";
import { parameters, parts, sections } from "../../app/domain/act/act";
import { actInForce } from "../../app/domain/act/act-in-force";
import { actAsData, publishedAct } from "../../app/domain/act/published-act";
import { grounds } from "../../app/domain/act/s36-coded-grounds";

const published = publishedAct(actInForce);

describe("the Act as it is published", () => {
  it("has every section once, in order, under its part", () => {
    expect(published.map(({ number, title }) => ({ number, title }))).toEqual(parts);
    expect(published.flatMap((part) => part.sections).map(({ id }) => id)).toEqual(sections.map(({ id }) => id));
  });

  it("has an id of its own for everything that can be linked to", () => {
    const ids = published.flatMap((part) => [
      `part-${part.number}`,
      ...part.sections.flatMap((one) => [
        one.id,
        ...one.subsections.map((_, place) => `${one.id}-${place + 1}`),
        ...one.definitions.map(({ id }) => id),
      ]),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["part-5", "s29", "s29-2", "term-roll", "ground-outside-powers"]));
  });

  it("lists the terms in section 2 and the grounds in section 36, and nothing elsewhere", () => {
    const listing = published.flatMap((part) => part.sections).filter((one) => one.definitions.length > 0);
    expect(listing.map(({ number }) => number)).toEqual([2, 36]);
    expect(listing[1]?.definitions.map(({ name }) => name)).toEqual(grounds.map(({ name }) => name));
  });

  it("shows the values of the rules it is published under", () => {
    const changed = publishedAct({ ...actInForce, parameters: { noticeDays: 12 } });
    const notice = (act: typeof published) =>
      act.flatMap((part) => part.sections.flatMap((one) => one.parameters)).find(({ name }) => name === "noticeDays")
        ?.value;
    expect([notice(published), notice(changed)]).toEqual([7, 12]);
  });
});

describe("the Act as data", () => {
  const data = JSON.parse(JSON.stringify(actAsData())) as ReturnType<typeof actAsData>;

  it("says its version, since when it is in force, and that it is simulated", () => {
    expect(data).toMatchObject({ version: 1, commencesAt: "2020-01-01T00:00:00.000Z" });
    expect(data.simulated).toBe("The Community Power Act is simulated. It is not law.");
  });

  it("carries the text, the figures with their bounds and precedents, and the real law of every section", () => {
    const all = data.parts.flatMap((part) => part.sections);
    expect(all).toHaveLength(sections.length);
    for (const one of all) {
      expect(Object.keys(one).sort()).toEqual(["id", "number", "parameters", "resembles", "text", "title"]);
      for (const name of one.text.join(" ").matchAll(/\{(\w+)\}/g)) {
        expect(parameters.map((parameter) => parameter.name)).toContain(name[1]);
      }
    }
    expect(all.flatMap((one) => one.parameters)).toEqual(parameters);
    expect(Object.keys(all.find(({ id }) => id === "s21")?.parameters[0] ?? {}).sort()).toEqual([
      "default",
      "max",
      "meaning",
      "min",
      "name",
      "precedent",
      "unit",
    ]);
  });
});
