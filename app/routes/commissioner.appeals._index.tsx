import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listAppeals } from "#server/container";
import { SectionLinks } from "~/components/act/section-links";
import { EmptyState } from "~/components/content/empty-state";
import { OrderCard } from "~/components/council/order-card";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled("Appeals before the Commissioner");

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, actor } = context;
  return { appeals: await listAppeals(app.db, await app.now()), mayDecide: may(actor, "appeal.decide").holds };
}

export default function AppealsPage() {
  const { appeals, mayDecide } = useLoaderData<typeof loader>();
  const open = appeals.filter(({ isOpen }) => isOpen).length;
  return (
    <Main>
      <PageHeading
        title="Appeals before the Commissioner"
        lead={`${people(open, "appeal waits", "appeals wait")} for a decision.`}
      >
        What the Commissioner finds is published with its reasons. <SectionLinks sections={["s16", "s50"]} />
      </PageHeading>
      {appeals.length === 0 && (
        <EmptyState title="Appeals will be listed here">No parish has appealed against its council.</EmptyState>
      )}
      {appeals.map(({ order, parish, council, isOpen }) => (
        <OrderCard
          key={order.id}
          order={order}
          headingLevel={2}
          where={
            <>
              <a href={`/parishes/${parish.slug}/powers`}>{parish.name}</a>,{" "}
              <a href={`/councils/${council.slug}`}>{council.name}</a>
            </>
          }
        >
          {mayDecide && isOpen && (
            <p>
              <a href={`/commissioner/appeals/${order.id}`}>
                Decide<span className="govuk-visually-hidden"> on the appeal of {parish.name}</span>
              </a>
            </p>
          )}
        </OrderCard>
      ))}
    </Main>
  );
}
