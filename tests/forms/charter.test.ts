import { describe, expect, it } from "vitest";
import { readForm } from "#server/http/form";
import { charterForms, withoutEmptyActions } from "~/forms/charter";

function form(...fields: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  return data;
}

function fieldsOf(reading: ReturnType<typeof readForm>) {
  return reading.ok ? [] : (reading.refused.errors ?? []).map((error) => error.field);
}

describe("the forms of a charter", () => {
  it("read one ticked box, several and none", () => {
    const read = (...values: string[]) =>
      readForm(charterForms.powers, form(...values.map((value): [string, string] => ["catalogueIds", value])));
    expect(read()).toMatchObject({ ok: true, value: { change: { catalogueIds: [] } } });
    expect(read("litter")).toMatchObject({ ok: true, value: { change: { catalogueIds: ["litter"] } } });
    expect(read("litter", "verges", "litter")).toMatchObject({
      ok: true,
      value: { change: { catalogueIds: ["litter", "verges"] } },
    });
  });

  it("read a day and a number of months, and leave what is missing to the Act", () => {
    const typed = form(["startsOn.day", "1"], ["startsOn.month", "6"], ["startsOn.year", "2027"], ["termMonths", "25"]);
    expect(readForm(charterForms.term, typed)).toMatchObject({
      ok: true,
      value: { change: { part: "term", startsOn: "2027-06-01", termMonths: 25 } },
    });
    expect(readForm(charterForms.term, form())).toMatchObject({
      ok: true,
      value: { change: { startsOn: null, termMonths: null } },
    });
  });

  it("refuse a day that does not exist and a term that is no number, and keep both as typed", () => {
    const typed = form(
      ["startsOn.day", "31"],
      ["startsOn.month", "2"],
      ["startsOn.year", "2027"],
      ["termMonths", "a year"],
    );
    const reading = readForm(charterForms.term, typed);
    expect(fieldsOf(reading)).toEqual(["startsOn", "termMonths"]);
    expect(reading.typed).toEqual({
      "startsOn.day": "31",
      "startsOn.month": "2",
      "startsOn.year": "2027",
      termMonths: "a year",
    });
  });

  it.each([
    ["£2,500.50", 250_050],
    ["99.5", 9_950],
    ["", 0],
  ])("read %j as an amount of pounds", (typed, amountPence) => {
    const reading = readForm(charterForms.money, form(["moneyType", "capital"], ["amount", typed]));
    expect(reading).toMatchObject({ ok: true, value: { change: { part: "money", amountPence } } });
  });

  it.each(["-5", "1e9", "12.345", "free"])("refuse %j as an amount of pounds", (typed) => {
    expect(fieldsOf(readForm(charterForms.money, form(["moneyType", "capital"], ["amount", typed])))).toEqual([
      "amount",
    ]);
  });

  it("close up the rows of priority actions that were left empty", () => {
    const typed = form(
      ["version", "abc"],
      ["priorityActions[0].action", " "],
      ["priorityActions[0].dueOn.day", ""],
      ["priorityActions[2].action", "Plant the verges"],
      ["priorityActions[2].dueOn.day", "1"],
    );
    const reading = readForm(charterForms.actions, withoutEmptyActions(typed));
    expect(reading.typed).toMatchObject({
      version: "abc",
      "priorityActions[0].action": "Plant the verges",
      "priorityActions[0].dueOn.day": "1",
    });
    expect(fieldsOf(reading)).toEqual(["priorityActions[0].dueOn"]);
    expect(readForm(charterForms.actions, withoutEmptyActions(form()))).toMatchObject({
      ok: true,
      value: { change: { priorityActions: [] } },
    });
  });

  it("make one kind of line end and no runs of spaces", () => {
    const typed = form(["name", "  Mill \n  Green "], ["problem", "One\r\ntwo"], ["endPoint", ""]);
    expect(readForm(charterForms.aim, typed)).toMatchObject({
      ok: true,
      value: { change: { name: "Mill Green", problem: "One\ntwo", endPoint: "" } },
    });
  });
});
