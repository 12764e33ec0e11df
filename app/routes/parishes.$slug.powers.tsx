import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getRegister, registerAsItStood } from "#server/container";
import { answerAsOf } from "#server/http/as-it-stood";
import { SectionLinks } from "~/components/act/section-links";
import { AsItStoodBanner, AsItStoodForm } from "~/components/content/as-it-stood";
import { EmptyState } from "~/components/content/empty-state";
import { StateTag } from "~/components/content/state-tag";
import { Tag, type TagColour } from "~/components/content/tag";
import { OrderCard } from "~/components/council/order-card";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { PowerCard } from "~/components/parish/power-card";
import { powerStandings } from "~/components/parish/power-standings";
import { people } from "~/domain/time/words";
import { notToBeIndexed, titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (data) => `Register of powers of ${data?.parish.name ?? "a parish"}`,
  (data) => (data?.shown.past ? [notToBeIndexed] : []),
);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const slug = params.slug ?? "";
  const now = await app.now();
  return answerAsOf(request, now, "There is no parish at this address.", {
    now: () => getRegister(app.db, slug, now, actor),
    past: (at) => registerAsItStood(app.db, slug, at),
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

const decisions: Record<"grant" | "grant_with_conditions" | "refuse", { words: string; colour: TagColour }> = {
  grant: { words: "Given", colour: "green" },
  grant_with_conditions: { words: "Given with conditions", colour: "green" },
  refuse: { words: "Refused", colour: "red" },
};

export default function RegisterPage() {
  const page = useLoaderData<typeof loader>();
  const { parish, powers, requested, orders, mayAppeal } = page;
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Parishes", href: "/parishes" }, { text: parish.name, href: base }, { text: "Powers" }]}
        />
      }
    >
      <AsItStoodBanner address={`${base}/powers`} shown={page.shown} />
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        caption={parish.name}
        title="Register of powers"
        lead={leadOf(page)}
      >
        What is not in this register, the parish does not hold. <SectionLinks sections={["s12", "s13"]} />
      </PageHeading>
      {orders.length > 0 && (
        <section aria-labelledby="orders">
          <h2 className="govuk-heading-m" id="orders">
            Suspended or taken back
          </h2>
          {orders.map((order) => (
            <OrderCard key={order.id} order={order}>
              {mayAppeal && order.ended === null && order.appeal === null && (
                <p>
                  <a href={`${base}/appeal/${order.id}`}>Appeal to the Commissioner</a>
                </p>
              )}
            </OrderCard>
          ))}
        </section>
      )}
      {powers.map((power) => (
        <Held key={power.key} power={power} slug={parish.slug} />
      ))}
      {requested.length > 0 && (
        <section aria-labelledby="asked">
          <h2 className="govuk-heading-m" id="asked">
            {powers.length > 0 ? "Asked for and refused" : "Asked for in the charter"}
          </h2>
          {requested.map((request) => (
            <Asked key={request.key} request={request} isReviewing={parish.state === "council_review"} />
          ))}
        </section>
      )}
      {powers.length === 0 && requested.length === 0 && (
        <EmptyState title="Powers will be listed here" action={{ href: `${base}/charter`, text: "Read the charter" }}>
          The founders have not asked for any power yet.
        </EmptyState>
      )}
      <AsItStoodForm address={`${base}/powers`} shown={page.shown} />
    </Main>
  );
}

function leadOf({ parish, powers, requested, isDecided }: Page): string | undefined {
  if (powers.length > 0) {
    const held = powers.filter((power) => power.standing === "held").length;
    if (held === 0 && powers.some((power) => power.standing === "suspended")) return "No power is held now.";
    if (held === 0)
      return parish.state === "approved" ? "The powers begin when the parish starts." : "All powers have ended.";
    return `${people(held, "power is", "powers are")} held now, given by ${parish.council.name}.`;
  }
  if (requested.length === 0) return undefined;
  return isDecided
    ? `${parish.council.name} has decided on each power that the charter asks for.`
    : `${people(requested.length, "power is", "powers are")} asked for. ${parish.council.name} decides on each by itself.`;
}

function Held({ power, slug }: { power: Page["powers"][number]; slug: string }) {
  const { words, colour } = powerStandings[power.standing];
  return (
    <PowerCard
      headingLevel={2}
      name={power.name}
      statute={power.statute}
      realLaw={power.realLaw}
      tag={
        <>
          <Tag text={words} colour={colour} /> {power.isTrial && <Tag text="On trial" colour="yellow" />}{" "}
          {power.isTrial && <a href={`/parishes/${slug}/powers/${power.key}/review`}>Review of the trial</a>}
        </>
      }
      sentence={sentenceOf(power)}
      facts={[
        { name: "What it covers", words: `${power.service}. ${power.scope}` },
        { name: "Tier", words: `${power.tier}: ${power.tierText}` },
        { name: "Conditions", words: power.conditions || "None" },
        { name: "Budget", words: budgetOf(power) },
        { name: "Held from", words: power.from },
        { name: power.standing === "lapsed" ? "Ended" : "Lapses", words: power.lapses },
        { name: "Given by", words: `${power.grantedBy}, reference ${power.reference}` },
        { name: "What would carry it in law", words: `${capital(power.wrapper)}. ${power.wrapperLaw}.` },
      ]}
    />
  );
}

/** Where the power stands, when that is not simply that it is held. */
function sentenceOf(power: Page["powers"][number]): string | undefined {
  if (power.standing === "held") return undefined;
  return power.standing === "lapsed" ? `This power ended on ${power.lapses}.` : power.ruling.sentence;
}

function Asked({ request, isReviewing }: { request: Page["requested"][number]; isReviewing: boolean }) {
  const decided = request.decision ? decisions[request.decision] : null;
  return (
    <PowerCard
      name={request.name}
      statute={request.statute}
      realLaw={request.realLaw}
      tag={
        decided ? (
          <Tag text={decided.words} colour={decided.colour} />
        ) : (
          <Tag text={isReviewing ? "With the council" : "Asked for"} colour={isReviewing ? "blue" : "grey"} />
        )
      }
      facts={[
        { name: "Tier", words: request.tier ? `${request.tier}: ${request.tierName.toLowerCase()}` : "" },
        { name: "What it is to cover", words: request.scope },
        { name: "Budget asked for", words: request.budgetAsked },
        { name: "Conditions", words: request.conditions },
        { name: "Budget given", words: request.budgetYear ? budgetOf(request) : "" },
        { name: "Ground", words: request.ground ? `${request.ground}. ${request.groundText}` : "" },
        { name: "Reasons", words: request.reasons },
        {
          name: "Decided by",
          words: request.decidedBy ? `${request.decidedBy}, reference ${request.reference}` : "",
        },
        { name: "What would carry it in law", words: request.wrapper ? capital(request.wrapper) : "" },
      ]}
    />
  );
}

function budgetOf({ budgetYear, budgetDecision }: { budgetYear: string; budgetDecision: string }): string {
  return budgetDecision ? `${budgetYear}, and ${budgetDecision} for one decision` : budgetYear;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
