import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { getHandover, signOffHandover } from "#server/container";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { HandoverThings } from "~/components/parish/handover-things";
import { number, people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `Handover of ${data?.parish.name ?? "a parish"}`);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const isWhole = new URL(request.url).searchParams.has("all");
  const page = await getHandover(app.db, actor, params.slug ?? "", await app.now(), isWhole);
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { ...page, isWhole };
}

export async function action({ context, params }: ActionFunctionArgs) {
  const parishSlug = params.slug ?? "";
  const outcome = await signOffHandover(context.app.context, context.actor, { parishSlug });
  return outcome.ok ? redirect(`/parishes/${parishSlug}/handover#sign-off`) : answerRefused(outcome.refused);
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;
type Handover = NonNullable<Page["handover"]>;

export default function HandoverPage() {
  const { parish, handover, isWhole } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/parishes/${parish.slug}`;
  const before = (
    <Breadcrumbs
      items={[{ text: parish.name, href: base }, { text: "Sunset", href: `${base}/sunset` }, { text: "Handover" }]}
    />
  );
  if (!handover) {
    return (
      <Main before={before}>
        <PageHeading caption={parish.name} title="Handover" />
        <EmptyState
          title="What this parish hands over will be listed here"
          action={{ href: `${base}/charter`, text: "Read the charter" }}
        >
          Every power, thing it owns, pound, commitment and open proposal gets a receiver before the sunset. First
          residents vote on the charter.
        </EmptyState>
      </Main>
    );
  }
  const { counts, proposed } = handover;
  return (
    <Main before={before}>
      <ErrorSummary errors={answered?.errors ?? []} />
      {answered?.refused.ruling && <RulingPanel ruling={answered.refused.ruling} heading="What the Act says" />}
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        caption={parish.name}
        title="Handover"
        lead={`${number(counts.accepted)} of ${people(counts.things, "thing", "things")} accepted by a receiver.`}
      >
        {leadOf(handover)} <SectionLinks sections={["s45", "s44"]} />
      </PageHeading>
      {handover.askedOfMe > 0 && (
        <InsetText>
          <p>
            You are asked to receive {people(handover.askedOfMe, "thing", "things")}.{" "}
            <a href={`${base}/handover/answer`}>Say yes or no</a>
          </p>
        </InsetText>
      )}
      <TwoColumns aside={<Aside parish={parish} handover={handover} isWhole={isWhole} />}>
        <RulingPanel ruling={handover.ruling} heading="Where it stands" />
        <form method="get" action={`${base}/handover/ask`}>
          {handover.groups.map(({ kind, title, rows, hidden }) => (
            <section key={kind} aria-labelledby={kind}>
              <h2 className="govuk-heading-m" id={kind}>
                {title}
              </h2>
              <HandoverThings id={`thing-${kind}`} rows={rows} proposed={proposed.name} council={parish.council.name} />
              {hidden > 0 && (
                <p>
                  And {number(hidden)} more. <a href={`${base}/handover?all`}>List everything</a>
                </p>
              )}
            </section>
          ))}
          {handover.mayAsk && <Button>Ask a receiver for what is ticked</Button>}
        </form>
        <SignOff handover={handover} base={base} />
      </TwoColumns>
    </Main>
  );
}

function leadOf({ isOver, isRenewed, sunsetWords, counts }: Handover): string {
  if (isRenewed) {
    return `The parish has been renewed and ends ${sunsetWords}, so it does not wind up yet. The list may be prepared.`;
  }
  if (!isOver) return `The parish ends ${sunsetWords}. What nobody has accepted by then goes back to the council.`;
  const orphans = counts.orphans === 0 ? "No orphan is left." : `${people(counts.orphans, "orphan", "orphans")} left.`;
  return `The parish ended ${sunsetWords}. What nobody had accepted went back to the council. ${orphans}`;
}

function Aside({ parish, handover, isWhole }: { parish: Page["parish"]; handover: Handover; isWhole: boolean }) {
  const base = `/parishes/${parish.slug}`;
  const { proposed } = handover;
  return (
    <>
      <h2 className="govuk-heading-m">The receiver in the charter</h2>
      <p>
        {proposed.name}. {proposed.takes}
      </p>
      <div className="handover__only-on-screen">
        {handover.mayArrange && (
          <p>
            <a href={`${base}/handover/assets`}>Enter what the parish owns</a>
          </p>
        )}
        <h2 className="govuk-heading-m">Take it with you</h2>
        <ul className="govuk-list govuk-list--spaced">
          <li>
            {isWhole ? (
              "Print this page: it is the whole list."
            ) : (
              <a href={`${base}/handover?all`}>The whole list, to print</a>
            )}
          </li>
          <li>
            <a href={`${base}/archive.zip`} download>
              The archive of the parish
            </a>{" "}
            (ZIP): minute book, ballot files, register, reviews and this list <SectionLinks sections={["s46"]} />
          </li>
          <li>
            Check it yourself with{" "}
            <a href="/check-archive.mjs" download>
              check-archive.mjs
            </a>{" "}
            and{" "}
            <a href="/recount.mjs" download>
              recount.mjs
            </a>{" "}
            in one folder
          </li>
        </ul>
      </div>
    </>
  );
}

function SignOff({ handover, base }: { handover: Handover; base: string }) {
  const { ruling, last } = handover.signOff;
  const mayNow = handover.mayArrange && ruling.holds && !last?.isCurrent;
  return (
    <section aria-labelledby="sign-off">
      <h2 className="govuk-heading-m" id="sign-off">
        Signed off
      </h2>
      {last ? (
        <p>
          {last.by} signed off the list {last.when}, in{" "}
          <a href={`${base}/minutes?before=${last.number + 1}`}>entry {last.number} of the minute book</a>.{" "}
          {last.isCurrent ? "It has not changed since." : "It has changed since."}
        </p>
      ) : (
        <p>The convenor has not signed off the list. {ruling.holds ? "" : ruling.sentence}</p>
      )}
      {mayNow && (
        <form method="post">
          <Button tone="secondary">Sign off the list as it stands</Button>
        </form>
      )}
    </section>
  );
}
