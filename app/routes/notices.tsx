import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { listNotices, pageNumber } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { Pagination } from "~/components/content/pagination";
import { NoticeList } from "~/components/notices/notice-list";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { titled } from "~/page-title";

export const meta = titled("Your notices");

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  if (actor.personId === null) throwRefused({ code: "not_signed_in", message: "Sign in to read your notices." });
  return listNotices(app.db, actor.personId, pageNumber(new URL(request.url).searchParams.get("page")));
}

export default function NoticesPage() {
  const { notices, page, hasNextPage } = useLoaderData<typeof loader>();
  const address = (number: number) => `/notices?page=${number}`;
  return (
    <Main before={<Breadcrumbs items={[{ text: "Your account", href: "/account" }, { text: "Notices" }]} />}>
      <PageHeading title="Your notices" lead="What you were told about your parishes and votes, newest first." />
      <p className="govuk-body">
        <a href="/account/notices">Choose which of them you get by e-mail</a>
      </p>
      <NoticeList notices={notices} />
      <Pagination
        previous={page > 1 ? { href: address(page - 1), label: "Newer notices" } : null}
        next={hasNextPage ? { href: address(page + 1), label: "Older notices" } : null}
      />
    </Main>
  );
}
