import { z } from "zod";
import { powerOf } from "~/domain/act/catalogue";
import { legalWrapperNames, legalWrappers } from "~/domain/act/s12-register";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import { byKey, collection, ofPlace, placeColumns } from "../collection";
import { ground, money, pence, place } from "../fields";

const stateWords = {
  undecided: "Not decided",
  grant: "Granted",
  grant_with_conditions: "Granted with conditions",
  refuse: "Refused",
} as const;

export const powerRequests = collection({
  name: "power-requests",
  title: "Powers asked for",
  one: "a power asked for",
  description:
    "Powers that charters ask for and what the council decided about each, by identifier. A decision is told when the council has finished its whole review.",
  key: "id",
  filters: ["council", "parish", "state"],
  item: z.object({
    id: z.guid(),
    parish: place(),
    power: z.object({ id: z.string().describe("Its name in the catalogue of powers"), name: z.string() }),
    scope: z.string(),
    budgetYearAsked: money(),
    state: z.enum(["undecided", "grant", "grant_with_conditions", "refuse"]),
    stateWords: z.string(),
    conditions: z.string(),
    budgetYear: money().nullable().describe("As granted"),
    budgetDecision: money().nullable().describe("The most that one decision may cost, as granted"),
    isTrial: z.boolean(),
    legalForm: z.enum(legalWrappers).nullable(),
    legalFormWords: z.string(),
    ground: ground().describe("Why it was refused (section 36)"),
    reasons: z.string(),
    officer: z.string(),
    post: z.string(),
    reference: z.string().describe("The council’s own reference for its decision"),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("id", asked);
    const rows = await db.powerRequest.findMany({
      ...page,
      where: { ...key, ...ofPlace(asked) },
      include: { parish: { select: { ...placeColumns.select, reviewCompletedAt: true, declinedAt: true } } },
    });
    return rows.map(({ parish, ...row }) => {
      // What an officer notes during a review is published when the review is finished, not before.
      const isDecided = parish.reviewCompletedAt !== null || parish.declinedAt !== null;
      const state: keyof typeof stateWords = (isDecided && row.decision) || "undecided";
      const isGranted = state === "grant" || state === "grant_with_conditions";
      const refusedFor = state === "refuse" ? groundOf(row.ground ?? "") : null;
      const isKnown = state !== "undecided";
      return {
        id: row.id,
        parish: { slug: parish.slug, name: parish.name },
        power: { id: row.catalogueId, name: powerOf(row.catalogueId)?.name ?? row.catalogueId },
        scope: row.scope,
        budgetYearAsked: pence(row.budgetYearPence),
        state,
        stateWords: stateWords[state],
        conditions: isGranted ? row.conditions : "",
        budgetYear: isGranted ? pence(row.grantedBudgetYearPence ?? 0n) : null,
        budgetDecision: isGranted ? pence(row.grantedBudgetDecisionPence ?? 0n) : null,
        isTrial: isGranted && row.isTrial,
        legalForm: isGranted ? row.wrapper : null,
        legalFormWords: isGranted && row.wrapper ? legalWrapperNames[row.wrapper].name : "",
        ground: refusedFor && { code: refusedFor.code, name: refusedFor.name },
        reasons: state === "refuse" ? row.reasons : "",
        officer: isKnown ? row.officerName : "",
        post: isKnown ? row.officerPost : "",
        reference: isKnown ? row.decisionReference : "",
      };
    });
  },
});
