import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listMail, pageNumber } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { Table } from "~/components/content/table";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled("Post room");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context;
  if (!app.env.isSimulated) throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
  return listMail(app.db, pageNumber(new URL(request.url).searchParams.get("page")));
}

export default function PostRoomPage() {
  const { letters, total, page, pages } = useLoaderData<typeof loader>();
  const address = (number: number) => `/simulation/post-room?page=${number}`;
  const label = (number: number) => `${number} of ${pages}`;
  return (
    <Main
      before={
        <Breadcrumbs
          items={[{ text: "Home", href: "/" }, { text: "Simulation", href: "/simulation" }, { text: "Post room" }]}
        />
      }
    >
      <PageHeading
        title="Post room"
        lead={
          total === 0
            ? "Every e-mail that would have been sent is kept here."
            : `${people(total, "e-mail", "e-mails")} that would have been sent, newest first.`
        }
      />
      {letters.length === 0 ? (
        <EmptyState title="No letters yet" action={{ href: "/sign-in", text: "Ask for a sign-in code" }}>
          When the product writes to somebody, the letter is shown here.
        </EmptyState>
      ) : (
        <Table
          caption="Letters"
          isCaptionHidden
          columns={[{ heading: "Subject" }, { heading: "To" }, { heading: "Written" }]}
          rows={letters.map((letter) => ({
            key: letter.id,
            cells: [
              <a key="subject" className="govuk-link" href={`/simulation/post-room/${letter.id}`}>
                {letter.subject}
              </a>,
              letter.toName ? `${letter.toName}, ${letter.to}` : letter.to,
              letter.whenWords,
            ],
          }))}
        />
      )}
      <Pagination
        previous={page > 1 ? { href: address(page - 1), label: label(page - 1) } : null}
        next={page < pages ? { href: address(page + 1), label: label(page + 1) } : null}
      />
    </Main>
  );
}
