import { z } from "zod";
import { actInForce } from "~/domain/act/act-in-force";
import { powerOf } from "~/domain/act/catalogue";
import { legalWrapperNames, legalWrappers, powerHeldRuling } from "~/domain/act/s12-register";
import { tierIds, tiers } from "~/domain/act/s13-tiers";
import { rulesOf } from "../../persistence/db";
import { heldWithin, type PowerStanding } from "../../queries/get-register";
import { collection, inTime, ofPlace } from "../collection";
import { at, instant, money, pence, place, ruling, rulingOf } from "../fields";

const stateWords: Readonly<Record<PowerStanding, string>> = {
  held: "Held",
  not_yet: "Not begun",
  suspended: "Suspended",
  revoked: "Taken back",
  lapsed: "Ended",
};

export const powers = collection({
  name: "powers",
  title: "Powers",
  one: "a power",
  description:
    "The register of powers: what parishes may do or could do, within which bounds and until when, in the order in which they begin: one that is given later may begin sooner, and come before others.",
  key: "id",
  at: (item) => item.grantedFrom,
  filters: ["council", "parish", "state", "since"],
  since: "when it begins",
  item: z.object({
    id: z.guid(),
    parish: place(),
    power: z.object({ id: z.string().describe("Its name in the catalogue of powers"), name: z.string() }),
    state: z.enum(["held", "not_yet", "suspended", "revoked", "lapsed"]),
    stateWords: z.string(),
    ruling: ruling(),
    tier: z.enum(tierIds),
    tierWords: z.string(),
    service: z.string(),
    scope: z.string(),
    conditions: z.string(),
    budgetYear: money(),
    budgetDecision: money().describe("The most that one decision may cost"),
    grantedFrom: instant(),
    lapsesAt: instant().describe("When it ends, with its parish at the latest"),
    isTrial: z.boolean(),
    legalForm: z.enum(legalWrappers),
    legalFormWords: z.string(),
    officer: z.string(),
    post: z.string(),
    reference: z.string().describe("The council’s own reference for its decision"),
  }),
  async read(db, asked) {
    const { when, page } = inTime("grantedFrom", { ...asked, settledBefore: undefined });
    const rows = await db.power.findMany({
      ...page,
      where: { AND: when, ...ofPlace(asked) },
      include: {
        parish: { select: { slug: true, name: true, rules: true, sunsetAt: true, suspendedAt: true, revokedAt: true } },
      },
    });
    return rows.map(({ parish, ...row }) => {
      const name = powerOf(row.catalogueId)?.name ?? row.service;
      const power = { ...heldWithin(parish, row), name };
      const rules = parish.rules === null ? actInForce : rulesOf(parish.rules);
      const held = powerHeldRuling(rules, { power, now: asked.now });
      const state = held.outcome as PowerStanding;
      return {
        id: row.id,
        parish: { slug: parish.slug, name: parish.name },
        power: { id: row.catalogueId, name },
        state,
        stateWords: stateWords[state],
        ruling: rulingOf(held),
        tier: row.tier,
        tierWords: tiers[row.tier].name,
        service: row.service,
        scope: row.scope,
        conditions: row.conditions,
        budgetYear: pence(row.budgetYearPence),
        budgetDecision: pence(row.budgetDecisionPence),
        grantedFrom: at(row.grantedFrom),
        lapsesAt: at(power.lapsesAt),
        isTrial: row.isTrial,
        legalForm: row.wrapper,
        legalFormWords: legalWrapperNames[row.wrapper].name,
        officer: row.officerName,
        post: row.officerPost,
        reference: row.decisionReference,
      };
    });
  },
});
