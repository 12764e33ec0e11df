import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listHome } from "#server/container";
import { Card } from "~/components/content/card";
import { EmptyState } from "~/components/content/empty-state";
import { DutyClock } from "~/components/council/duty-clock";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { VoteCard } from "~/components/hall/vote-card";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { ParishCard } from "~/components/parish/parish-card";
import { people } from "~/domain/time/words";

export const meta: MetaFunction = () => [
  { title: "Pop-up Parish: run part of your own neighbourhood, until a set day" },
];

export async function loader({ context }: LoaderFunctionArgs) {
  return listHome(context.app.db, await context.app.now(), context.actor);
}

export default function HomePage() {
  const home = useLoaderData<typeof loader>();
  return (
    <Main>
      <PageHeading
        title="Run part of your own neighbourhood, until a set day"
        lead="Residents start a pop-up parish, their council lends it powers, and everybody on the roll votes live. When the sunset comes the powers end by themselves."
      />
      <ButtonGroup>
        <Button href="/parishes/new" tone="start">
          Start a parish
        </Button>
        <Button href="/parishes" tone="secondary">
          Find yours
        </Button>
      </ButtonGroup>
      <TwoColumns
        aside={
          <section aria-labelledby="how">
            <h2 className="govuk-heading-m" id="how">
              How it works
            </h2>
            <ol className="steps">
              <li>Six neighbours write a charter: one problem, one end point, the powers they ask for.</li>
              <li>Enough residents support it, and the council decides on each power.</li>
              <li>Residents vote on the charter. If it passes, the parish has its powers.</li>
              <li>Anybody on the roll proposes, argues and votes. The council answers by a deadline.</li>
              <li>At the sunset every power ends. The record stays readable.</li>
            </ol>
            <p>
              Every answer names its rule in <a href="/act">the Act</a>.
            </p>
          </section>
        }
      >
        <section aria-labelledby="now">
          <h2 className="govuk-heading-m" id="now">
            Voting now
          </h2>
          {home.votes.length === 0 ? (
            <EmptyState
              title="No vote is open at this moment"
              headingLevel={3}
              action={{ href: "/votes", text: "See what opens next" }}
            />
          ) : (
            home.votes.map((vote) => <VoteCard key={vote.view.id} view={vote.view} parish={vote.parish} />)
          )}
        </section>
        {home.late.count > 0 && (
          <section aria-labelledby="late">
            <h2 className="govuk-heading-m" id="late">
              Councils that are late
            </h2>
            {home.late.first.map((late) => (
              <Card
                key={late.key}
                title={late.what}
                href={late.href}
                meta={`${late.parish.name} · ${late.council.name}`}
                above={<DutyClock dueWords={late.dueWords} standing={late.standing} />}
              />
            ))}
            {home.late.count > home.late.first.length && (
              <p className="govuk-body">
                {people(home.late.count, "answer is", "answers are")} late in all. Each stands on the page of its
                council: <a href="/councils">see the councils</a>
              </p>
            )}
          </section>
        )}
        <section aria-labelledby="parishes">
          <h2 className="govuk-heading-m" id="parishes">
            {home.isNear ? "Near you" : "Parishes"}
          </h2>
          {home.parishes.length === 0 ? (
            <EmptyState
              title="Parishes will be listed here"
              headingLevel={3}
              action={{ href: "/parishes/new", text: "Start the first one" }}
            />
          ) : (
            home.parishes.map((parish) => <ParishCard key={parish.slug} {...parish} />)
          )}
        </section>
      </TwoColumns>
    </Main>
  );
}
