import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listVotes } from "#server/container";
import { EmptyState } from "~/components/content/empty-state";
import { VoteCard } from "~/components/hall/vote-card";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { titled } from "~/page-title";

export const meta = titled("Live votes");

export async function loader({ context }: LoaderFunctionArgs) {
  return listVotes(context.app.db, await context.app.now());
}

export default function VotesPage() {
  const { open, coming, closed } = useLoaderData<typeof loader>();
  return (
    <Main>
      <PageHeading
        title="Live votes"
        lead="Everybody may watch every vote. People on its roll may vote until it closes."
      />
      <h2 className="govuk-heading-m">Voting now</h2>
      {open.length === 0 ? (
        <EmptyState title="No vote is open at this moment" headingLevel={3}>
          Votes that have been given notice are listed below, with the hour they open.
        </EmptyState>
      ) : (
        open.map((vote) => <VoteCard key={vote.view.id} view={vote.view} parish={vote.parish} />)
      )}
      {coming.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Opening next</h2>
          {coming.map((vote) => (
            <VoteCard key={vote.view.id} view={vote.view} parish={vote.parish} />
          ))}
        </>
      )}
      {closed.length > 0 && (
        <>
          <h2 className="govuk-heading-m">Latest results</h2>
          {closed.map((vote) => (
            <VoteCard key={vote.view.id} view={vote.view} parish={vote.parish} />
          ))}
        </>
      )}
    </Main>
  );
}
