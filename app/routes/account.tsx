import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getAccount } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { HomeFacts } from "~/components/account/home-facts";
import { SectionLinks } from "~/components/act/section-links";
import { Card } from "~/components/content/card";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { StateTag } from "~/components/content/state-tag";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { clearSlips } from "~/hooks/slips";
import { titled } from "~/page-title";

export const meta = titled("Your account");

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, actor } = context;
  if (actor.personId === null) throwRefused({ code: "not_signed_in", message: "Sign in to see your account." });
  return getAccount(app.db, actor, await app.now());
}

export default function AccountPage() {
  const account = useLoaderData<typeof loader>();
  const { home, parishes, proposals, ballots, roles } = account;
  return (
    <Main>
      <PageHeading title="Your account" />
      {account.needsName && (
        <NotificationBanner heading="Nobody knows your name yet">
          <p className="govuk-body">
            Others see “{account.name}” beside what you say. <a href="/account/name">Give your name</a>
          </p>
        </NotificationBanner>
      )}
      <TwoColumns aside={<Aside roles={roles} />}>
        <SummaryList
          rows={[
            {
              key: "Name",
              value: account.name,
              action: { href: "/account/name", text: "Change", about: "your name" },
            },
            { key: "E-mail", value: account.email },
            {
              key: "Notices",
              value: <a href="/notices">Read your notices</a>,
              action: { href: "/account/notices", text: "Choose", about: "which notices you get by e-mail" },
            },
            { key: "Feeds", value: <a href="/account/feeds">A calendar and a news feed of your own</a> },
          ]}
        />
        <h2 className="govuk-heading-m">Where you live</h2>
        <HomeFacts {...home} />
        <HomeButton state={home.state} />

        <h2 className="govuk-heading-m">Your parishes</h2>
        {parishes.length === 0 ? (
          <EmptyState
            title="Parishes you have a part in will be listed here"
            headingLevel={3}
            action={{ href: "/parishes", text: "Look at the parishes there are" }}
          />
        ) : (
          parishes.map((parish) => (
            <Card
              key={parish.slug}
              title={parish.name}
              href={`/parishes/${parish.slug}`}
              above={
                <>
                  <StateTag of="parish" state={parish.state} /> {parish.next}
                </>
              }
              meta={parish.ties.join(" · ")}
            />
          ))
        )}

        <h2 className="govuk-heading-m">Your proposals</h2>
        {proposals.length === 0 ? (
          <EmptyState title="Changes you propose will be listed here" headingLevel={3}>
            You can propose one in an active parish whose area you live in.
          </EmptyState>
        ) : (
          <Table
            caption="Your proposals"
            isCaptionHidden
            columns={[{ heading: "Proposal" }, { heading: "Parish" }, { heading: "Where it stands" }]}
            rows={proposals.map((proposal) => ({
              key: proposal.href,
              cells: [
                <a key="title" href={proposal.href}>
                  {proposal.title || "A draft without a title"}
                </a>,
                proposal.parish.name,
                <StateTag key="state" of="proposal" state={proposal.state} />,
              ],
            }))}
          />
        )}

        <h2 className="govuk-heading-m">Ballots cast in your name</h2>
        <p className="govuk-body">
          These are the votes you were on the roll of. We know whether a ballot was cast in your name, and never show
          that to anybody else. If it says that you voted and you did not, tell the Commissioner.
        </p>
        {ballots.length === 0 ? (
          <EmptyState title="Votes you may take part in will be listed here" headingLevel={3}>
            You are on the roll of votes that open in your area once your home is confirmed.
          </EmptyState>
        ) : (
          <Table
            caption="Ballots cast in your name"
            isCaptionHidden
            columns={[{ heading: "Question" }, { heading: "Parish" }, { heading: "When" }, { heading: "Your ballot" }]}
            rows={ballots.map((ballot) => ({
              key: ballot.voteId,
              cells: [
                <a key="question" href={`/votes/${ballot.voteId}`}>
                  {ballot.question}
                </a>,
                ballot.parish,
                ballot.when,
                ballot.hasPaper
                  ? "A paper ballot was given to you"
                  : ballot.hasVoted
                    ? "A ballot was cast"
                    : ballot.isOpen
                      ? "None yet"
                      : "None was cast",
              ],
            }))}
          />
        )}
        {account.hasMoreBallots && <p className="govuk-body">Only the newest 50 are shown.</p>}
      </TwoColumns>
    </Main>
  );
}

function HomeButton({ state }: { state: "none" | "claimed" | "confirmed" | "refused" }) {
  const words = {
    none: "Say where you live",
    claimed: "Enter a code or change your claim",
    confirmed: "I have moved",
    refused: "Say where you live",
  } as const;
  const isFirstThing = state === "none" || state === "refused";
  return (
    <p>
      <Button href="/account/residency" tone={isFirstThing ? "primary" : "secondary"}>
        {words[state]}
      </Button>
    </p>
  );
}

interface AsideProps {
  roles: { words: string; council: { slug: string; name: string } | null; isOfficer: boolean; isOperator: boolean }[];
}

function Aside({ roles }: AsideProps) {
  return (
    <>
      {roles.length > 0 && (
        <Card title="Your roles" headingLevel={2}>
          <ul className="govuk-list">
            {roles.map((role) => (
              <li key={`${role.words} ${role.council?.slug}`}>
                {role.words}
                {role.council && (
                  <>
                    , <a href={`/councils/${role.council.slug}`}>{role.council.name}</a>
                  </>
                )}
                {role.isOperator && (
                  <>
                    : <a href="/operator/jobs">jobs and letters</a>
                  </>
                )}
                {role.isOfficer && role.council && (
                  <ul className="govuk-list govuk-list--bullet">
                    <li>
                      <a href={`/councils/${role.council.slug}/docket`}>Docket</a>
                    </li>
                    <li>
                      <a href={`/councils/${role.council.slug}/residents`}>Residents to confirm</a>
                    </li>
                    <li>
                      <a href={`/councils/${role.council.slug}/wards`}>Electorates of wards</a>
                    </li>
                  </ul>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Card title="How your ballot stays secret" headingLevel={2}>
        <p>
          While a vote is open, the box it lies in could be linked to you by whoever runs this service, so that you can
          change it. When the vote closes, the key to that link is destroyed. <SectionLinks sections={["s28"]} />
        </p>
        <p>
          Your receipt is kept in your own browser only, never here. Signing out removes it. <a href="/privacy">More</a>
        </p>
      </Card>
      <Card title="Sign out" headingLevel={2}>
        <form method="post" action="/sign-out" onSubmit={clearSlips}>
          <ButtonGroup>
            <Button tone="secondary">Sign out</Button>
            <Button tone="secondary" name="everywhere" value="yes">
              Sign out everywhere
            </Button>
          </ButtonGroup>
        </form>
      </Card>
    </>
  );
}
