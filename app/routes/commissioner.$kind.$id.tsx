import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { directRecount, fileStatement, getMatterPage, publishFinding, refused } from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingPanel } from "~/components/act/ruling-panel";
import { DirectedDate, MatterTag } from "~/components/commissioner/matter-card";
import { Card } from "~/components/content/card";
import { SummaryList } from "~/components/content/summary-list";
import { Tag } from "~/components/content/tag";
import { ClockArithmetic } from "~/components/council/clock-arithmetic";
import { dateOf, type FormState, textOf, unsent } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Radios } from "~/components/forms/radios";
import { TextArea } from "~/components/forms/text-area";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { Passage } from "~/components/proposal/passage";
import type { MatterView, SaidView } from "~/domain/response/matter-view";
import { type MatterSide, matterKindOf, matterSides, matterWords } from "~/domain/response/matters";
import { instantInWords } from "~/domain/time/words";
import { councilLimits, findingSchema, statementSchema } from "~/forms/council";
import { typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `${data?.view.title ?? "A matter"} before the Commissioner`);

const noSuchMatter = { code: "not_found", message: "There is nothing like this before the Commissioner." } as const;

function whichOf({ params }: LoaderFunctionArgs | ActionFunctionArgs) {
  const kind = matterKindOf(params.kind ?? "");
  if (!kind) throwRefused(noSuchMatter);
  return { kind, id: params.id ?? "" };
}

export async function loader(args: LoaderFunctionArgs) {
  const { app, actor } = args.context;
  const page = await getMatterPage(app.db, whichOf(args), actor, await app.now());
  if (!page) throwRefused(noSuchMatter);
  return page;
}

export async function action(args: ActionFunctionArgs) {
  const { app, actor } = args.context;
  const which = whichOf(args);
  const address = new URL(args.request.url).pathname;
  const form = await formOf(args.request);
  switch (form.get("intent")) {
    case "statement": {
      const read = readForm(statementSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const outcome = await fileStatement(app.context, actor, { ...which, ...read.value });
      return outcome.ok ? redirect(`${address}#said`) : answerRefused(outcome.refused, read.typed);
    }
    case "recount": {
      const outcome = await directRecount(app.context, actor, { voteId: which.id });
      return outcome.ok ? redirect(`${address}#recount`) : answerRefused(outcome.refused);
    }
    case "finding": {
      const read = readForm(findingSchema, form);
      if (!read.ok) return answerRefused(read.refused, read.typed);
      const outcome = await publishFinding(app.context, actor, { ...which, ...read.value });
      return outcome.ok ? redirect(`${address}#finding`) : answerRefused(outcome.refused, read.typed);
    }
    default:
      return answerRefused(refused("invalid", "Choose what to do on this page. Nothing was changed.").refused);
  }
}

export default function MatterPage() {
  const { view, desk } = useLoaderData<typeof loader>();
  const state: FormState = useActionData<typeof action>() ?? unsent;
  const { finding, parish, council } = view;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "The Commissioner", href: "/commissioner" },
            { text: parish.name, href: `/parishes/${parish.slug}` },
            { text: view.kindWords },
          ]}
        />
      }
    >
      <ErrorSummary errors={[...state.errors]} />
      <PageHeading above={<MatterTag matter={view} />} caption={view.kindWords} title={view.title}>
        <a href={`/parishes/${parish.slug}`}>{parish.name}</a>, <a href={`/councils/${council.slug}`}>{council.name}</a>{" "}
        · before the Commissioner since {instantInWords(new Date(view.since))}
        {view.state === "ended" && view.endedAt && ` · ended by itself ${instantInWords(new Date(view.endedAt))}`}
      </PageHeading>
      {finding && (
        <section className="ruling" aria-labelledby="finding">
          <h2 className="ruling__heading" id="finding">
            What the Commissioner found: {finding.words.toLowerCase()}
          </h2>
          <Passage text={finding.reasons} />
          {finding.directed && <DirectedDate directed={finding.directed} />}
          <p>
            {finding.by}, Commissioner, {instantInWords(new Date(finding.at))}. This is final.{" "}
            <a href="/act/s50">Section 50</a>
          </p>
        </section>
      )}
      <h2 className="govuk-heading-m">What happened</h2>
      <SummaryList
        rows={view.facts
          .filter(({ words }) => words !== "")
          .map(({ name, words, href }) => ({ key: name, value: href ? <a href={href}>{words}</a> : words }))}
      />
      {view.figures.length > 0 && <ClockArithmetic figures={view.figures} />}
      {view.rulings.map((ruling) => (
        <RulingPanel key={ruling.sentence} ruling={ruling} heading="What the Act says" headingLevel={3} />
      ))}
      {view.kind !== "vacancy" && <Said view={view} />}
      {desk.speaks.map((side) => (
        <StatementForm key={side} side={side} view={view} state={state} />
      ))}
      {view.recount && <Recounted recount={view.recount} />}
      {view.files.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Files</h2>
          <ul className="govuk-list">
            {view.files.map(({ text, href }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {desk.mayRecount && (
        <form method="post">
          <Button name="intent" value="recount" tone="secondary">
            Have the count done again
          </Button>
        </form>
      )}
      {desk.decides && <Decide desk={{ ...desk, decides: desk.decides }} view={view} state={state} />}
      <h2 className="govuk-heading-m">In the minute book</h2>
      {view.entries.length === 0 ? (
        <p className="govuk-body">Nothing is written about this yet.</p>
      ) : (
        <ol className="govuk-list">
          {view.entries.map((entry) => (
            <li key={entry.number}>
              {entry.when}: <a href={entry.href}>{entry.words}</a>
            </li>
          ))}
        </ol>
      )}
    </Main>
  );
}

/** What both sides have said, each under its own heading. */
function Said({ view }: { view: MatterView }) {
  const { said, sides, state } = view;
  return (
    <div id="said">
      {matterSides.map((side) => {
        const own = said.filter((one) => one.side === side);
        return (
          <section key={side} aria-labelledby={`side-${side}`}>
            <h2 className="govuk-heading-m" id={`side-${side}`}>
              {sides[side]}
            </h2>
            {own.length === 0 && (
              <p className="govuk-body">{state === "waits" ? "Has said nothing yet." : "Said nothing."}</p>
            )}
            {own.map((one) => (
              <SaidCard key={one.key} said={one} />
            ))}
          </section>
        );
      })}
    </div>
  );
}

function SaidCard({ said }: { said: SaidView }) {
  return (
    <Card
      title={said.what}
      meta={
        <>
          <span dir="auto">{said.who}</span>, {instantInWords(new Date(said.at))}
        </>
      }
    >
      <Passage text={said.text} />
      {said.note && <p className="govuk-body-s">{said.note}</p>}
    </Card>
  );
}

function StatementForm({ side, view, state }: { side: MatterSide; view: MatterView; state: FormState }) {
  const isBack = typedText(state.typed.side) === side;
  const own = isBack ? state : unsent;
  return (
    <form method="post" noValidate>
      <input type="hidden" name="side" value={side} />
      <TextArea
        {...textOf(own, "text")}
        id={`statement-${side}`}
        label={`Statement for this side: ${view.sides[side].toLowerCase()}`}
        labelSize="m"
        hint="Each side makes one. It is published at once with your name, and cannot be changed."
        maxCharacters={councilLimits.reasons.max}
      />
      <Button name="intent" value="statement">
        Publish the statement
      </Button>
    </form>
  );
}

function Recounted({ recount }: { recount: NonNullable<MatterView["recount"]> }) {
  return (
    <section aria-labelledby="recount">
      <h2 className="govuk-heading-m" id="recount">
        Counted again
      </h2>
      <p className="govuk-body">
        <Tag
          text={recount.agrees ? "Everything agrees" : "Something does not agree"}
          colour={recount.agrees ? "green" : "red"}
        />{" "}
        {recount.countWords}. Directed by {recount.by}, {instantInWords(new Date(recount.at))}.
      </p>
      <ul className="govuk-list govuk-list--bullet">
        {recount.report.map(({ verdict, words }) => (
          <li key={words}>
            {verdict === "holds" ? "Agrees" : verdict === "fails" ? "Does not agree" : "Was not checked"}: {words}
          </li>
        ))}
      </ul>
      <SummaryList
        rows={[
          { key: "Root of the log", value: <code className="minutes__hash">{recount.root}</code> },
          { key: "Hash of the ballot file", value: <code className="minutes__hash">{recount.ballotFile}</code> },
        ]}
      />
      <p className="govuk-body">
        Anybody can do the same with the files and the program below. It shares no code with this site.
      </p>
    </section>
  );
}

function Decide({
  desk,
  view,
  state,
}: {
  desk: { decides: { holds: boolean; sentence: string; wouldChange: string }; waitsFor: string };
  view: MatterView;
  state: FormState;
}) {
  const { findings } = matterWords[view.kind];
  if (!findings) return null;
  if (!desk.decides.holds || desk.waitsFor !== "") {
    return (
      <section aria-labelledby="decide">
        <h2 className="govuk-heading-m" id="decide">
          Decide
        </h2>
        <p className="govuk-body">{desk.waitsFor || `${desk.decides.sentence} ${desk.decides.wouldChange}`}</p>
      </section>
    );
  }
  const takesDay = view.kind === "silence" || view.kind === "objection";
  return (
    <section aria-labelledby="decide">
      <h2 className="govuk-heading-m" id="decide">
        Decide
      </h2>
      <form method="post" noValidate>
        <Radios
          {...textOf(state, "finding")}
          label="What do you find?"
          options={(["upheld", "not_upheld"] as const).map((value) => ({ value, ...findings[value] }))}
        />
        {takesDay && (
          <DateInput
            {...dateOf(state, "newDay")}
            label={view.kind === "silence" ? "New date for the answer, if you set one" : "Day by which it commits"}
            hint={
              view.kind === "silence"
                ? "The first date stays beside it. At most 28 days from today."
                : "Only if the objection is not good. At most 28 days from today."
            }
          />
        )}
        <TextArea
          {...textOf(state, "reasons")}
          label="Reasons"
          hint="They are published with your name. A finding is final."
          maxCharacters={councilLimits.reasons.max}
        />
        <Button name="intent" value="finding">
          Publish the finding
        </Button>
      </form>
    </section>
  );
}
