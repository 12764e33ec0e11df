import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getLetter } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { SummaryList } from "~/components/content/summary-list";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { LinkedText } from "~/components/simulation/linked-text";
import { isIdentifier } from "~/domain/record/identifier";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((letter) => letter?.subject ?? "Letter");

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app } = context;
  const id = params.id ?? "";
  const letter = app.env.isSimulated && isIdentifier(id) ? await getLetter(app.db, app.env, id) : null;
  return letter ?? throwRefused({ code: "not_found", message: "Nothing is kept at this address." });
}

export default function LetterPage() {
  const { to, toName, subject, text, whenWords } = useLoaderData<typeof loader>();
  return (
    <Main before={<BackLink href="/simulation/post-room" text="Post room" />}>
      <PageHeading title={subject} />
      <SummaryList
        rows={[
          { key: "To", value: toName ? `${toName}, ${to}` : to },
          { key: "Written", value: whenWords },
        ]}
      />
      <LinkedText text={text} />
    </Main>
  );
}
