import { describe, expect, it } from "vitest";
import { makePeopleElsewhere, presenceMark, silentAfterMs, tellPeople } from "#server/realtime/presence";

const vote = "0b0f5c44-6f0a-4a53-9a1d-1d7b1a4a7c11";
const day = "2026-11-22";
const marksOf = (people: readonly string[]) => people.map((person) => presenceMark(person, vote, day));
const crowd = (size: number) => Array.from({ length: size }, (_, index) => `person ${index}`);

describe("people in halls of other processes", () => {
  it("are known by a mark that another hall and another day do not share", () => {
    const other = "9b0f5c44-6f0a-4a53-9a1d-1d7b1a4a7c11";
    const marks = [presenceMark("a", vote, day), presenceMark("a", other, day), presenceMark("a", vote, "2026-11-23")];
    expect(new Set(marks).size).toBe(3);
    expect(presenceMark("a", vote, day)).toBe(marks[0]);
  });

  it("are counted once who are told of by two processes", () => {
    const elsewhere = makePeopleElsewhere();
    for (const news of tellPeople("one", vote, 1, marksOf(["a", "b"]))) expect(elsewhere.hear(news, 0)).toBe(true);
    for (const news of tellPeople("two", vote, 1, marksOf(["b", "c"]))) elsewhere.hear(news, 0);
    expect(elsewhere.marks(vote)).toEqual(new Set(marksOf(["a", "b", "c"])));
  });

  it("are told in parts of less than 8,000 bytes, which may come in any order and count once they are all there", () => {
    const elsewhere = makePeopleElsewhere();
    const parts = tellPeople("one", vote, 1, marksOf(crowd(5_000)));
    for (const part of parts) expect(JSON.stringify(part).length).toBeLessThan(7_000);
    const changed = parts.reverse().map((part) => elsewhere.hear(part, 0));
    expect(changed.filter(Boolean)).toHaveLength(1);
    expect(changed.at(-1)).toBe(true);
    expect(elsewhere.marks(vote).size).toBe(5_000);
  });

  it("stay as they were told last, when parts of an older telling come late", () => {
    const elsewhere = makePeopleElsewhere();
    for (const news of tellPeople("one", vote, 2, [])) elsewhere.hear(news, 0);
    for (const news of tellPeople("one", vote, 1, marksOf(["a"]))) expect(elsewhere.hear(news, 0)).toBe(false);
    expect(elsewhere.marks(vote).size).toBe(0);
  });

  it("are news only when they are others than before", () => {
    const elsewhere = makePeopleElsewhere();
    const tell = (turn: number, people: string[]) =>
      tellPeople("one", vote, turn, marksOf(people)).map((news) => elsewhere.hear(news, 0));
    expect([tell(1, ["a"]), tell(2, ["a"]), tell(3, ["b"])]).toEqual([[true], [false], [true]]);
  });

  it("are forgotten once their process has been silent for ten seconds", () => {
    const elsewhere = makePeopleElsewhere();
    for (const news of tellPeople("one", vote, 1, marksOf(["a"]))) elsewhere.hear(news, 0);
    for (const news of tellPeople("two", vote, 1, marksOf(["b"]))) elsewhere.hear(news, 5_000);
    expect(elsewhere.dropSilent(silentAfterMs - 1)).toEqual([]);
    expect(elsewhere.dropSilent(silentAfterMs)).toEqual([vote]);
    expect(elsewhere.marks(vote)).toEqual(new Set(marksOf(["b"])));
  });
});
