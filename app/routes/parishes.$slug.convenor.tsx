import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import {
  declareAbsence,
  endAbsence,
  getConvenor,
  nameDeputy,
  type Outcome,
  refused,
  resignOffice,
  signRequisition,
  startRequisition,
  stopVolunteering,
  unsignRequisition,
  volunteerForOffice,
  withdrawRequisition,
} from "#server/container";
import { formOf, readForm, type Typed } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { Card } from "~/components/content/card";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { ResultBars } from "~/components/hall/result-bars";
import { VoteCard } from "~/components/hall/vote-card";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { number, people } from "~/domain/time/words";
import { absenceSchema, candidateSchema, nameDeputySchema, requisitionSchema, volunteerSchema } from "~/forms/offices";
import { errorOf, typedDateParts, typedText } from "~/forms/typed";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((data) => `The convenor’s office – ${data?.page.parish.name ?? "Parish"}`);

export async function loader({ context, params }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const page = await getConvenor(app.db, actor, params.slug ?? "", await app.now());
  if (!page) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  return { page };
}

export async function action({ context: { app, actor }, params, request }: ActionFunctionArgs) {
  const slug = params.slug ?? "";
  const form = await formOf(request);
  const context = app.context;
  const answer = (outcome: Outcome<unknown>, typed: Typed = {}) =>
    outcome.ok ? redirect(`/parishes/${slug}/convenor`) : answerRefused(outcome.refused, typed);

  const intent = form.get("intent");
  switch (intent) {
    case "resign":
      return answer(await resignOffice(context, actor, { slug }));
    case "back":
      return answer(await endAbsence(context, actor, { slug }));
    case "away": {
      const read = readForm(absenceSchema, form);
      return answer(read.ok ? await declareAbsence(context, actor, { slug, ...read.value }) : read, read.typed);
    }
    case "offer":
    case "take_back": {
      const read = readForm(volunteerSchema, form);
      if (!read.ok) return answer(read);
      const change = intent === "offer" ? volunteerForOffice : stopVolunteering;
      return answer(await change(context, actor, { slug, ...read.value }));
    }
    case "name_deputy": {
      const read = readForm(nameDeputySchema, form);
      if (!read.ok) return answer(read, read.typed);
      return answer(await nameDeputy(context, actor, { slug, personId: read.value.person }), read.typed);
    }
    case "demand": {
      const read = readForm(candidateSchema, form);
      if (!read.ok) return answer(read, read.typed);
      return answer(await startRequisition(context, actor, { slug, candidateId: read.value.candidate }), read.typed);
    }
    case "sign":
    case "unsign":
    case "withdraw": {
      const read = readForm(requisitionSchema, form);
      // The field is not one that people fill in, so there is nothing to lead to.
      if (!read.ok) return answer(refused("invalid", read.refused.message));
      const command = { sign: signRequisition, unsign: unsignRequisition, withdraw: withdrawRequisition }[intent];
      return answer(await command(context, actor, { slug, requisitionId: read.value.requisition }));
    }
    default:
      return answer(refused("invalid", "Choose what to do on this page. Nothing was changed."));
  }
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>["page"];
type Answer = ReturnType<typeof useActionData<typeof action>>;

const officeNames = { convenor: "Convenor", deputy: "Deputy" } as const;

export default function ConvenorPage() {
  const { page } = useLoaderData<typeof loader>();
  const back = useActionData<typeof action>();
  const { parish } = page;
  const base = `/parishes/${parish.slug}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Parishes", href: "/parishes" },
            { text: parish.name, href: base },
            { text: "The convenor’s office" },
          ]}
        />
      }
    >
      <ErrorSummary errors={back?.errors ?? []} />
      <PageHeading
        above={<StateTag of="parish" state={parish.state} />}
        caption={parish.name}
        title="The convenor’s office"
        lead="The convenor keeps the parish lawful and on time. The deputy acts when the convenor cannot."
      />
      <TwoColumns
        aside={
          <>
            <YourOffice page={page} back={back} />
            <YourOffer page={page} />
          </>
        }
      >
        <Holders page={page} />
        {page.reader.mayNameDeputy && <NameDeputy page={page} back={back} />}
        <Demand page={page} back={back} />
        <Conflicts page={page} base={base} />
        <Past page={page} />
      </TwoColumns>
    </Main>
  );
}

/** A part of the page with its heading. */
function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <h2 className="govuk-heading-m" id={id}>
        {title}
      </h2>
      {children}
    </section>
  );
}

function Holders({ page }: { page: Page }) {
  return (
    <Part id="holders" title="Who holds office">
      {page.holders.length === 0 ? (
        <EmptyState title="The convenor and the deputy will be named here" headingLevel={3}>
          Nobody holds an office now.
        </EmptyState>
      ) : (
        <SummaryList
          rows={page.holders.map((holder) => ({
            key: officeNames[holder.office],
            value: (
              <>
                <span dir="auto">{holder.name}</span>, {holder.when}
                {holder.away && `, ${holder.away}`}
              </>
            ),
          }))}
        />
      )}
      {page.acting && <RulingPanel ruling={page.acting} heading="Who acts now" headingLevel={3} />}
      {page.vacancy && <RulingPanel ruling={page.vacancy} heading="Nobody holds an office" headingLevel={3} />}
      {!page.standing.holds && (
        <p>
          <RulingHint ruling={page.standing} />
        </p>
      )}
    </Part>
  );
}

function NameDeputy({ page, back }: { page: Page; back: Answer }) {
  const { deputy } = page.volunteers;
  return (
    <Part id="deputy" title="Name a deputy">
      {deputy.length === 0 ? (
        <EmptyState title="People who offer to be deputy will be listed here" headingLevel={3}>
          Nobody on the parish roll has offered yet. They can do so on this page.
        </EmptyState>
      ) : (
        <form method="post" noValidate>
          <Radios
            name="person"
            label="Who becomes deputy?"
            hint="They have offered to do it. They take office at once."
            options={deputy.map(({ id, name }) => ({ value: id, label: name }))}
            error={errorOf(back?.errors ?? [], "person")}
          />
          <Button name="intent" value="name_deputy">
            Name the deputy
          </Button>
        </form>
      )}
    </Part>
  );
}

function Demand({ page, back }: { page: Page; back: Answer }) {
  const { requisition, demanding, needed, ended } = page;
  if (!demanding && ended.length === 0) return null;
  return (
    <Part id="demand" title="A vote on the convenor">
      {needed && demanding && (
        <p className="govuk-body">
          {people(needed.signatures, "person", "people")} of the {number(needed.roll)} on the parish roll can demand a
          vote on another convenor. <a href="/act/s53">Section 53</a>
        </p>
      )}
      {requisition ? (
        <Requisition page={page} requisition={requisition} />
      ) : (
        demanding && <StartDemand page={page} demanding={demanding} back={back} />
      )}
      {ended.length > 0 && (
        <Details summary={`Earlier demands (${ended.length})`}>
          <Table
            caption="Earlier demands"
            isCaptionHidden
            columns={[{ heading: "Candidate" }, { heading: "Ended on" }, { heading: "Why" }]}
            rows={ended.map(({ key, candidate, when, reason }) => ({ key, cells: [candidate, when, reason] }))}
          />
        </Details>
      )}
    </Part>
  );
}

function Requisition({ page, requisition }: { page: Page; requisition: NonNullable<Page["requisition"]> }) {
  const { demanding, reader } = page;
  const isOpen = !requisition.vote && demanding?.holds;
  return (
    <>
      <h3 className="govuk-heading-s">
        Shall <span dir="auto">{requisition.candidate}</span> become convenor?
      </h3>
      <p className="govuk-body">
        Demanded on {requisition.startedWords}. {number(requisition.signatures)} of{" "}
        {people(requisition.needed, "signature", "signatures")} needed.
      </p>
      <ResultBars
        rows={[{ name: "Signatures", count: requisition.signatures, tone: "for" }]}
        total={requisition.needed}
        hasLongNames
      />
      {requisition.vote ? (
        <VoteCard view={requisition.vote} headingLevel={3} />
      ) : (
        <RulingPanel ruling={demanding?.holds === false ? demanding : requisition.ruling} headingLevel={3} />
      )}
      {isOpen && !requisition.hasSigned && !reader.maySign.holds && <SignHint page={page} ruling={reader.maySign} />}
      {isOpen && (requisition.hasSigned || reader.maySign.holds || requisition.isStarter) && (
        <form method="post">
          <Hidden name="requisition" value={requisition.id} />
          {requisition.hasSigned && (
            <Button name="intent" value="unsign" tone="secondary" reason="You have signed.">
              Take my name off
            </Button>
          )}
          {!requisition.hasSigned && reader.maySign.holds && (
            <Button
              name="intent"
              value="sign"
              reason="Only the number is shown, never who has signed. The last signature that is needed calls the vote at once."
            >
              Sign
            </Button>
          )}
          {requisition.isStarter && (
            <Button name="intent" value="withdraw" tone="warning">
              Withdraw this demand
            </Button>
          )}
        </form>
      )}
    </>
  );
}

function SignHint({ page, ruling }: { page: Page; ruling: Page["reader"]["maySign"] }) {
  return page.reader.isSignedIn ? (
    <p>
      <RulingHint ruling={ruling} />
    </p>
  ) : (
    <p className="govuk-body">
      <a href={`/sign-in?to=/parishes/${page.parish.slug}/convenor`}>Sign in</a> to take part. {ruling.sentence}
    </p>
  );
}

function StartDemand({
  page,
  demanding,
  back,
}: {
  page: Page;
  demanding: NonNullable<Page["demanding"]>;
  back: Answer;
}) {
  const { convenor } = page.volunteers;
  if (!demanding.holds)
    return <RulingPanel ruling={demanding} heading="No vote can be demanded now" headingLevel={3} />;
  if (!page.reader.isOnRoll) return <SignHint page={page} ruling={page.reader.maySign} />;
  if (convenor.length === 0) {
    return (
      <EmptyState title="Candidates will be listed here" headingLevel={3}>
        Nobody has offered to be convenor. People on the parish roll can do so on this page, and a vote can then be
        demanded.
      </EmptyState>
    );
  }
  const isBack = typedText(back?.typed.intent) === "demand";
  return (
    <Details summary="Demand a vote on the convenor" isOpen={isBack}>
      <form method="post" noValidate>
        <Radios
          name="candidate"
          label="Who should be convenor instead?"
          hint="They have offered to do it. Your own name is not published. Your signature is not given by this: sign as everybody else does, once it stands here."
          options={convenor.map(({ id, name }) => ({ value: id, label: name }))}
          error={isBack ? errorOf(back?.errors ?? [], "candidate") : undefined}
        />
        <Button name="intent" value="demand">
          Demand a vote
        </Button>
      </form>
    </Details>
  );
}

function Conflicts({ page, base }: { page: Page; base: string }) {
  if (page.conflicts.length === 0) return null;
  return (
    <Part id="conflicts" title="Conflicts of interest">
      <ul className="govuk-list govuk-list--bullet">
        {page.conflicts.map(({ key, number: proposal, title, person, office }) => (
          <li key={key}>
            <span dir="auto">{person}</span>, {office}: <a href={`${base}/proposals/${proposal}#conflicts`}>{title}</a>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Past({ page }: { page: Page }) {
  if (page.past.length === 0) return null;
  return (
    <Part id="past" title="Who held office before">
      <Table
        caption="Who held office before"
        isCaptionHidden
        columns={[{ heading: "Name" }, { heading: "Office" }, { heading: "From and to" }]}
        rows={page.past.map(({ key, name, office, when }) => ({ key, cells: [name, officeNames[office], when] }))}
      />
    </Part>
  );
}

function YourOffice({ page, back }: { page: Page; back: Answer }) {
  const { office, isAway } = page.reader;
  if (!office || !page.standing.holds) return null;
  const isBack = typedText(back?.typed.intent) === "away";
  const errors = isBack ? (back?.errors ?? []) : [];
  return (
    <Card title={`You are the ${office}`} headingLevel={2}>
      <Details summary="Say when you are away" isOpen={isBack}>
        <form method="post" noValidate>
          <DateInput
            name="from"
            label="First day away"
            value={typedDateParts(back?.typed ?? {}, "from")}
            error={errorOf(errors, "from")}
          />
          <DateInput
            name="until"
            label="Last day away"
            hint="Everybody can read both days."
            value={typedDateParts(back?.typed ?? {}, "until")}
            error={errorOf(errors, "until")}
          />
          <Button name="intent" value="away" tone="secondary">
            Publish these days
          </Button>
        </form>
      </Details>
      {isAway && (
        <form method="post">
          <Button name="intent" value="back" tone="secondary">
            I am not away
          </Button>
        </form>
      )}
      <Details summary="Resign">
        <p className="govuk-body">
          You leave at once, and cannot take it back.{" "}
          {office === "convenor" && "If there is a deputy, the deputy then acts. "}
          <a href="/act/s53">Section 53</a>
        </p>
        <form method="post">
          <Button name="intent" value="resign" tone="warning">
            Resign as {office}
          </Button>
        </form>
      </Details>
    </Card>
  );
}

const offers = {
  deputy: "I would be deputy, if the convenor names me",
  convenor: "I would be convenor, if residents vote for it",
} as const;

function YourOffer({ page }: { page: Page }) {
  const { isOnRoll, office: held, offers: made } = page.reader;
  const names = [
    ...page.volunteers.convenor.map(({ id, name }) => ({ key: `convenor ${id}`, words: `${name}, as convenor` })),
    ...page.volunteers.deputy.map(({ id, name }) => ({ key: `deputy ${id}`, words: `${name}, as deputy` })),
  ];
  const offices = (["deputy", "convenor"] as const).filter(
    (office) => held === null || (held === "deputy" && office === "convenor"),
  );
  if (!page.standing.holds) return null;
  return (
    <Card title="Who would do it" headingLevel={2}>
      {names.length > 0 ? (
        <ul className="govuk-list">
          {names.map(({ key, words }) => (
            <li key={key} dir="auto">
              {words}
            </li>
          ))}
        </ul>
      ) : (
        <p className="govuk-body">Nobody has offered yet.</p>
      )}
      {isOnRoll && offices.length > 0 && (
        <InsetText>
          <p>Your name is shown here when you offer. You can take it back.</p>
        </InsetText>
      )}
      {isOnRoll &&
        offices.map((office) => (
          <form method="post" key={office}>
            <Hidden name="office" value={office} />
            {made.includes(office) ? (
              <Button name="intent" value="take_back" tone="secondary">
                I would not be {office} after all
              </Button>
            ) : (
              <Button name="intent" value="offer" tone="secondary">
                {offers[office]}
              </Button>
            )}
          </form>
        ))}
    </Card>
  );
}
