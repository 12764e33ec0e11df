import type { LoaderFunctionArgs } from "@remix-run/node";
import { findParish } from "#server/container";
import { apiAnswer, apiRefused } from "#server/http/api";
import { powerOf } from "~/domain/act/catalogue";
import { disclosure } from "~/domain/act/s01-simulated-status";
import { voteState } from "~/domain/vote/vote-state";

/** One parish: its state, votes, powers and sunset. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app } = context;
  const now = await app.now();
  const found = await findParish(app.db, params.slug ?? "", now);
  if (!found) return apiRefused({ code: "not_found", message: "There is no such parish." });
  const [votes, powers] = await Promise.all([
    app.db.vote.findMany({ where: { parishId: found.row.id }, orderBy: [{ opensAt: "asc" }, { id: "asc" }] }),
    app.db.power.findMany({ where: { parishId: found.row.id }, orderBy: { catalogueId: "asc" } }),
  ]);
  return apiAnswer({
    slug: found.row.slug,
    name: found.row.name,
    state: found.state,
    council: { slug: found.row.council.slug, name: found.row.council.name },
    sunset: found.row.sunsetAt?.toISOString() ?? null,
    votes: votes.map((vote) => ({ id: vote.id, state: voteState(vote, now) })),
    powers: powers.map((power) => ({
      id: power.catalogueId,
      name: powerOf(power.catalogueId)?.name ?? power.catalogueId,
      tier: power.tier,
      scope: power.scope,
      conditions: power.conditions,
      budgetYearPence: Number(power.budgetYearPence),
      budgetDecisionPence: Number(power.budgetDecisionPence),
      grantedFrom: power.grantedFrom.toISOString(),
      lapsesAt: power.lapsesAt.toISOString(),
    })),
    simulated: disclosure.line,
  });
}
