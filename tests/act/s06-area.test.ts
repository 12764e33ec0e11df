import { describe, expect, it } from "vitest";
import type { Rules } from "../../app/domain/act/ruling";
import { areaRuling, electorateOf, s06 } from "../../app/domain/act/s06-area";

const rules: Rules = { actVersion: 1, scheduleVersion: 1, parameters: {} };
const alder = { gss: "E05000026", name: "Alder", councilId: "one", electorate: 6_200 };
const beech = { gss: "E05000027", name: "Beech", councilId: "one", electorate: 4_100 };

describe("s6: the area", () => {
  it("publishes that all of an area lies inside one council", () => {
    expect(s06.text[1]).toBe("All of it lies inside the area of one council.");
  });

  it("accepts wards of one council and adds up their electors", () => {
    const ruling = areaRuling(rules, { wards: [alder, beech] });
    expect(ruling.holds).toBe(true);
    expect(ruling.sentence).toBe("The area is 2 wards of one council, with 10,300 electors.");
    expect(ruling.figures.find((figure) => figure.name === "Electorate")?.how).toContain("6,200 + 4,100");
    expect(electorateOf([alder, beech])).toBe(10_300);
  });

  it("refuses no ward, the same ward twice and wards of two councils", () => {
    expect(areaRuling(rules, { wards: [] }).holds).toBe(false);
    expect(areaRuling(rules, { wards: [alder, alder] }).holds).toBe(false);
    const ruling = areaRuling(rules, { wards: [alder, { ...beech, councilId: "two" }] });
    expect(ruling.sentence).toContain("more than one council");
    expect(ruling.sections).toEqual(["s6"]);
  });

  it("refuses a ward whose electorate nobody has recorded, and names it", () => {
    const ruling = areaRuling(rules, { wards: [alder, { ...beech, electorate: null }] });
    expect(ruling.holds).toBe(false);
    expect(ruling.sentence).toContain("Beech");
    expect(electorateOf([alder, { electorate: null }])).toBeNull();
    expect(electorateOf([alder, { electorate: -1 }])).toBeNull();
    expect(electorateOf([alder, { electorate: 0 }])).toBe(6_200);
  });
});

describe("s6: as it stands in the Act", () => {
  it("is section 6, in part 2", () => {
    expect(s06).toMatchObject({ id: "s6", number: 6, part: 2 });
  });
});
