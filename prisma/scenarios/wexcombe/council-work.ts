import type { TemplateInput } from "#server/commands/save-answer-template";
import type { identityChecks } from "~/forms/people";

/** Residents of the main parish without e-mail, who were registered at the council's desk. */
export const assistedResidents: readonly { name: string; ward: string; check: keyof typeof identityChecks }[] = [
  { name: "Edith Hallam", ward: "millbrook", check: "known_to_council" },
  { name: "Walter Okonkwo-Fitzgerald", ward: "millbrook", check: "photo" },
  { name: "Dilys Wyn Prosser", ward: "station", check: "letter" },
];

/** The day, counted from today, on which they came: before the first of the votes that are open now. */
export const assistedSince = -92;

/** Newcomers who say where they live, and whom the council has not confirmed yet. */
export const newcomers: readonly { name: string; ward: string; address: string; on: number }[] = [
  { name: "Oluwaseun Adebayo-Carmichael", ward: "millbrook", address: "Flat 3, 18 Weir Street", on: -6 },
  { name: "Marta Kowalczyk", ward: "station", address: "52 Station Road", on: -3 },
  { name: "Owen Tregear", ward: "millbrook", address: "The Old Mill Cottage, 1 Mill Lane", on: -1 },
];

/** What the council's officers begin their answers with. */
export const templates: readonly Omit<TemplateInput, "councilId" | "templateId" | "revision">[] = [
  {
    name: "County council’s road or order",
    answer: "reject",
    ground: "wrong_authority",
    reasons:
      "“{title}” asks for something that only the county council may decide. We have sent proposal {number} of {parish} to the county, with the vote, its count and the arguments, and will publish what the county says.",
  },
  {
    name: "Not safe as it stands",
    answer: "object",
    ground: "unsafe",
    reasons:
      "Our safety officer has looked at “{title}” on the spot and cannot agree to it as it stands. What would have to change: ",
  },
  {
    name: "Crew and a date",
    answer: "commit",
    ground: null,
    reasons: "Carry out “{title}” with the council’s own crew",
  },
];
