import { describe, expect, it } from "vitest";
import { type Actor, type Office, stranger } from "../../../app/domain/permissions/actor";
import { type Action, may, type Subject } from "../../../app/domain/permissions/may";

const subject: Subject = { parishId: "parish", councilId: "council", wardIds: ["ward"], authorId: "author" };

function person(personId: string, more: Partial<Actor> = {}): Actor {
  return { ...stranger, personId, name: personId, ...more };
}

const home = (wardId: string) => ({
  residency: { wardId, councilId: "council", confirmedAt: new Date(0), isAged16: true },
});
const holding = (office: Office, parishId = "parish") => ({ offices: [{ parishId, office }] });
const officer = (councilId: string) => ({ roles: [{ kind: "officer" as const, councilId, post: "Head of parks" }] });

const people = {
  stranger,
  observer: person("observer"),
  resident: person("resident", home("ward")),
  author: person("author", home("ward")),
  elsewhere: person("elsewhere", { ...home("other ward"), ...holding("convenor", "other parish") }),
  claimed: person("claimed", { residency: { ...home("ward").residency, confirmedAt: null } }),
  convenor: person("convenor", { ...home("ward"), ...holding("convenor") }),
  deputy: person("deputy", { ...home("ward"), ...holding("deputy") }),
  officer: person("officer", officer("council")),
  foreigner: person("foreigner", officer("other council")),
};

const whoMay = (action: Action, about = subject) =>
  Object.entries(people)
    .filter(([, actor]) => may(actor, action, about).holds)
    .map(([name]) => name);

describe("the convenor's office", () => {
  const roll = ["resident", "author", "convenor", "deputy"];
  it.each<[Action, string[]]>([
    ["office.resign", ["convenor", "deputy"]],
    ["office.be_away", ["convenor", "deputy"]],
    ["office.name_deputy", ["convenor"]],
    ["office.volunteer", roll],
    ["convenor.requisition", roll],
    ["convenor.sign", roll],
    ["convenor.unsign", Object.keys(people).filter((name) => name !== "stranger")],
    ["convenor.withdraw_requisition", ["author"]],
    ["conflict.declare", ["convenor", "deputy"]],
    ["conflict.name_acting", ["officer"]],
  ])("%s is for %j", (action, names) => {
    expect(whoMay(action)).toEqual(names);
    expect(may(stranger, action, subject)).toMatchObject({ holds: false, outcome: "not_allowed" });
  });
});

describe("duties that a conflict of interest passes on", () => {
  const duties: Action[] = ["proposal.rule_inadmissible", "argument.hide", "vote.call_hall"];

  it.each(duties)("%s is for convenor and deputy while nobody has a conflict", (action) => {
    expect(whoMay(action)).toEqual(["convenor", "deputy"]);
  });

  it.each(duties)("%s passes to the deputy, and the convenor is told so", (action) => {
    const about = { ...subject, duties: { conflictedIds: ["convenor"], isAnyoneLeft: true, actingId: null } };
    expect(whoMay(action, about)).toEqual(["deputy"]);
    expect(may(people.convenor, action, about)).toMatchObject({
      outcome: "passes_to_deputy",
      sections: ["s33", "s53"],
    });
    expect(may(people.resident, action, about).outcome).toBe("not_allowed");
  });

  it.each(duties)("%s is for whom the council named when both have one", (action) => {
    const conflictedIds = ["convenor", "deputy"];
    const about = { ...subject, duties: { conflictedIds, isAnyoneLeft: false, actingId: "resident" } };
    expect(whoMay(action, about)).toEqual(["resident"]);
    expect(may(people.deputy, action, about).outcome).toBe("council_names_somebody");
  });

  it("leaves notice to the author, whatever office they hold", () => {
    const about = {
      ...subject,
      authorId: "convenor",
      duties: { conflictedIds: ["convenor"], isAnyoneLeft: true, actingId: null },
    };
    expect(whoMay("proposal.give_notice", about)).toEqual(["convenor", "deputy"]);
  });
});
