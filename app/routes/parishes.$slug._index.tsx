import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { done, findParish, getParishPage, listMatters, parishAsItStood, type VoteAsItStood } from "#server/container";
import { answerAsOf } from "#server/http/as-it-stood";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { MatterLines } from "~/components/commissioner/matter-lines";
import { AsItStoodBanner, AsItStoodForm, asOfQuery } from "~/components/content/as-it-stood";
import { Card } from "~/components/content/card";
import { EmptyState } from "~/components/content/empty-state";
import { FactList } from "~/components/content/fact-list";
import { FollowLinks, feedLinks } from "~/components/content/follow-links";
import { InsetText } from "~/components/content/inset-text";
import { StateTag } from "~/components/content/state-tag";
import { SummaryList } from "~/components/content/summary-list";
import { DutyClock } from "~/components/council/duty-clock";
import { Button } from "~/components/forms/button";
import { VoteCard } from "~/components/hall/vote-card";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { ProposalCard } from "~/components/proposal/proposal-card";
import { SunsetDial } from "~/components/sunset/sunset-dial";
import { notToBeIndexed, titled } from "~/page-title";

export const meta = titled<typeof loader>(
  (data) => data?.name ?? "Parish",
  (page) => [
    { name: "description", content: page?.lead ?? "" },
    ...(page ? feedLinks({ base: `/parishes/${page.slug}`, name: page.name }) : []),
    ...(page?.shown.past ? [notToBeIndexed] : []),
  ],
);

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const slug = params.slug ?? "";
  const now = await app.now();
  return answerAsOf(request, now, "There is no parish at this address.", {
    now: async () => {
      const found = await findParish(app.db, slug, now);
      const announced: VoteAsItStood[] = [];
      if (!found) return null;
      const [matters, page] = await Promise.all([
        listMatters(app.db, { parishId: found.row.id }, now),
        getParishPage(app.db, found, actor, now),
      ]);
      return { ...page, announced, matters };
    },
    past: async (at) => {
      const outcome = await parishAsItStood(app.db, slug, at);
      return outcome.ok ? done({ ...outcome.value, matters: [] }) : outcome;
    },
  });
}

type Page = ReturnType<typeof useLoaderData<typeof loader>>;

export default function ParishPage() {
  const page = useLoaderData<typeof loader>();
  const heading = (
    <PageHeading above={<StateTag of="parish" state={page.state} />} title={page.name} lead={page.lead || undefined}>
      {page.facts}
    </PageHeading>
  );
  return (
    <Main before={<Breadcrumbs items={[{ text: "Parishes", href: "/parishes" }, { text: page.name }]} />}>
      <AsItStoodBanner address={`/parishes/${page.slug}`} shown={page.shown} />
      {page.sunset ? (
        <TwoColumns isCentred aside={<SunsetDial {...page.sunset.dial} size="large" />}>
          {heading}
        </TwoColumns>
      ) : (
        heading
      )}
      <TwoColumns aside={<Aside page={page} />}>
        <WhatHappensNow page={page} />
        {page.sunset && <BeingDecided page={page} />}
        {page.sunset && <Owed page={page} />}
        <MatterLines matters={page.matters} />
      </TwoColumns>
      <AsItStoodForm address={`/parishes/${page.slug}`} shown={page.shown} />
    </Main>
  );
}

/** What the parish is at this moment and what the reader can do about it. */
function WhatHappensNow({ page }: { page: Page }) {
  const base = `/parishes/${page.slug}`;
  switch (page.state) {
    case "draft":
      return (
        <InsetText>
          <p>Its founders are writing the charter. Neighbours whose address is confirmed can join them as founders.</p>
          {!page.shown.past && (
            <p>
              <a href={`${base}/founding`}>
                {page.reader.mayEditDraft ? "Go on with the charter" : "See the draft, or join as a founder"}
              </a>
            </p>
          )}
        </InsetText>
      );
    case "gathering":
      return (
        <>
          {page.support && <RulingPanel ruling={page.support} heading="Gathering support" />}
          {!page.shown.past && (
            <p>
              <Button href={`${base}/support`}>Support this parish</Button>
            </p>
          )}
          <Problem page={page} />
        </>
      );
    case "council_review":
      return (
        <>
          <InsetText>
            <p>Enough residents support it. {page.council.name} now decides on each power that the charter asks for.</p>
          </InsetText>
          <Owed page={page} />
          <Problem page={page} />
        </>
      );
    case "charter_vote":
      return (
        <>
          <Announced votes={page.announced} />
          {page.announced.length > 0 ? null : page.charterVotes.length === 0 ? (
            <InsetText>
              <p>The council has decided on the powers. The convenor now calls a vote on the charter.</p>
              {page.reader.isInOffice && (
                <p>
                  <a href={`${base}/charter-vote`}>Call the charter vote</a>
                </p>
              )}
            </InsetText>
          ) : (
            page.charterVotes.map((vote) => <VoteCard key={vote.id} view={vote} headingLevel={2} />)
          )}
          {page.charterVotes.some((vote) => vote.state === "closed") && page.reader.isInOffice && (
            <p className="govuk-body">
              <a href={`${base}/charter-vote`}>Put the charter to the vote once more</a>
            </p>
          )}
          <Problem page={page} />
        </>
      );
    case "approved":
      return (
        <InsetText>
          <p>Residents approved the charter. {page.next}.</p>
        </InsetText>
      );
    case "winding_up":
      return (
        <InsetText>
          <p>
            This parish is winding up: no new votes and no new commitments. {page.next}.{" "}
            <a href={`${base}/sunset`}>Every date</a>
          </p>
        </InsetText>
      );
    case "expired":
      return (
        <InsetText>
          <p>
            {page.next}. Nothing can be changed any more. What it decided, and what became of it, stays readable here
            for good.
          </p>
        </InsetText>
      );
    case "active":
      return null;
    default:
      return (
        <>
          <InsetText>
            <p>{page.next}.</p>
          </InsetText>
          {page.support && <RulingPanel ruling={page.support} heading="Support" />}
          <Problem page={page} />
        </>
      );
  }
}

function Problem({ page }: { page: Page }) {
  if (!page.problem) return null;
  return (
    <>
      <h2 className="govuk-heading-m">The problem</h2>
      <p className="govuk-body">{page.problem}</p>
      <p className="govuk-body">
        <a href={`/parishes/${page.slug}/charter`}>Read the whole charter</a>
      </p>
    </>
  );
}

function BeingDecided({ page }: { page: Page }) {
  const base = `/parishes/${page.slug}`;
  const isOver = page.state === "expired" || page.state === "revoked";
  const isEmpty = isOver ? page.decided.length === 0 : page.beingDecided.length === 0;
  return (
    <section aria-labelledby="deciding">
      <h2 className="govuk-heading-m" id="deciding">
        {isOver ? "What it decided" : "Being decided"}
      </h2>
      {isEmpty && (
        <EmptyState
          title={isOver ? "It put nothing to the vote" : "Proposals will be listed here"}
          headingLevel={3}
          action={page.proposalCount > 0 ? { href: `${base}/proposals`, text: "All proposals" } : undefined}
        >
          {isOver
            ? "Its charter, its powers and its minute book are kept."
            : "Nothing is being decided just now. Anybody on the roll can propose a change."}
        </EmptyState>
      )}
      {isOver
        ? page.decided.map((proposal) => <ProposalCard key={proposal.number} slug={page.slug} proposal={proposal} />)
        : page.beingDecided.map(({ proposal, vote }) =>
            vote && vote.state !== "scheduled" ? (
              <VoteCard key={proposal.number} view={vote} />
            ) : (
              <ProposalCard key={proposal.number} slug={page.slug} proposal={proposal} />
            ),
          )}
      <Announced votes={page.announced} />
      {page.state === "active" && page.reader.mayPropose.holds && (
        <p>
          <Button href={`${base}/proposals/new`}>Propose a change</Button>
        </p>
      )}
      {!isEmpty && (
        <p className="govuk-body">
          <a href={`${base}/proposals${asOfQuery(page.shown)}`}>All proposals ({page.proposalCount})</a>
        </p>
      )}
    </section>
  );
}

function Owed({ page }: { page: Page }) {
  if (page.owed.length === 0) return null;
  return (
    <section aria-labelledby="owed">
      <h2 className="govuk-heading-m" id="owed">
        What the council owes
      </h2>
      <SummaryList
        rows={page.owed.map((owed) => ({
          key: owed.what,
          value: (
            <>
              <DutyClock dueWords={owed.dueWords} standing={owed.standing} /> <a href={owed.href}>See it</a>
            </>
          ),
        }))}
      />
    </section>
  );
}

/** Votes of a page as it stood: a minute book tells when they open and close, and not how many have voted meanwhile. */
function Announced({ votes }: { votes: Page["announced"] }) {
  if (votes.length === 0) return null;
  return (
    <SummaryList
      rows={votes.map(({ href, question, words }) => ({
        key: question,
        value: (
          <>
            {words}. <a href={href}>See it now</a>
          </>
        ),
      }))}
    />
  );
}

function Aside({ page }: { page: Page }) {
  const base = `/parishes/${page.slug}`;
  const asOf = asOfQuery(page.shown);
  const links = [
    { href: `${base}/charter`, text: "Charter" },
    ...(page.sunset ? [{ href: `${base}/proposals${asOf}`, text: "Proposals" }] : []),
    { href: `${base}/powers${asOf}`, text: "Register of powers" },
    ...(page.sunset ? [{ href: `${base}/sunset`, text: "Sunset and every date" }] : []),
    ...(page.review ? [{ href: `${base}/review`, text: "Review at half time" }] : []),
    { href: `${base}/minutes`, text: "Minute book" },
    { href: `/councils/${page.council.slug}`, text: page.council.name },
  ];
  return (
    <>
      {page.powers.length > 0 && (
        <section aria-labelledby="powers">
          <h2 className="govuk-heading-m" id="powers">
            Powers
          </h2>
          <Card>
            <FactList facts={page.powers.map(({ name, words }) => ({ name, words }))} />
          </Card>
        </section>
      )}
      {page.sunset?.lastSafeDay && page.state === "active" && (
        <div className="ruling">
          <p>
            <strong>Last safe day.</strong>{" "}
            {page.sunset.lastSafeDay.hasPassed
              ? `It was ${page.sunset.lastSafeDay.words}. A vote that the council must answer can no longer be opened.`
              : `A vote opened after ${page.sunset.lastSafeDay.words} could not be answered before the sunset.`}{" "}
            <a href="/act/s41">Section 41</a>
          </p>
        </div>
      )}
      {page.sunset?.renewal && (
        <InsetText>
          <p>
            {page.sunset.renewal} <a href={`${base}/renewal`}>Renewal</a>
          </p>
        </InsetText>
      )}
      {page.review?.outcome === "due" && ["active", "winding_up", "suspended"].includes(page.state) && (
        <div className="ruling">
          <p>
            {page.review.sentence} <a href={`${base}/review`}>How things stand</a>
          </p>
        </div>
      )}
      {(page.offices.length > 0 || page.vacancy) && (
        <section aria-labelledby="office">
          <h2 className="govuk-heading-m" id="office">
            Who keeps it going
          </h2>
          {page.offices.length > 0 && (
            <FactList facts={page.offices.map(({ office, name }) => ({ name: office, words: name }))} />
          )}
          {page.vacancy && (
            <p>
              <RulingHint ruling={page.vacancy} />
            </p>
          )}
          <p className="govuk-body">
            <a href={`${base}/convenor`}>The convenor’s office</a>
          </p>
        </section>
      )}
      <nav aria-labelledby="more">
        <h2 className="govuk-heading-m" id="more">
          More
        </h2>
        <ul className="link-list">
          {links.map((link) => (
            <li key={link.href}>
              <a href={link.href}>{link.text}</a>
            </li>
          ))}
        </ul>
      </nav>
      {!page.shown.past && <FollowLinks base={base} name={page.name} />}
    </>
  );
}
