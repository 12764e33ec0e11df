import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  findCouncil,
  listResidencyClaims,
  mostLetters,
  pageNumber,
  postedCodeTries,
  refusedTo,
  writeLetters,
} from "#server/container";
import { formOf } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { WarningText } from "~/components/content/warning-text";
import { PostedLetters } from "~/components/council/posted-letters";
import { Button } from "~/components/forms/button";
import { Checkboxes } from "~/components/forms/checkboxes";
import { ErrorSummary } from "~/components/forms/error-summary";
import { BackLink } from "~/components/page-shell/back-link";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { dayInWords, number, people } from "~/domain/time/words";
import { titled } from "~/page-title";

export const meta = titled("Letters with codes");

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "residency.confirm", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const page = pageNumber(new URL(request.url).searchParams.get("page"));
  const claims = await listResidencyClaims(app.db, await app.now(), {
    councilId: council.id,
    search: "",
    page,
    size: mostLetters,
    readerId: actor.personId,
  });
  return { council, claims, most: mostLetters };
}

/** The codes are in this answer and nowhere else; no page is stored on its way. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const form = await formOf(request);
  const claimIds = form.getAll("claim").filter((id): id is string => typeof id === "string");
  const outcome = await writeLetters(app.context, actor, { claimIds });
  if (!outcome.ok) return answerRefused(outcome.refused, { claim: claimIds });
  const { letters, notWritten } = outcome.value;
  return data({
    errors: [],
    typed: { claim: [] as string[] },
    site: app.env.publicUrl ?? new URL(request.url).origin,
    notWritten,
    letters: letters.map(({ writtenAt, expiresAt, ...letter }) => ({
      ...letter,
      writtenOn: dayInWords(writtenAt),
      worksUntil: dayInWords(expiresAt),
      tries: postedCodeTries,
    })),
  });
}

export default function LettersPage() {
  const { council, claims, most } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const base = `/councils/${council.slug}/residents`;
  if (answered && "letters" in answered) {
    return (
      <Main before={<BackLink href={base} text="Residents to confirm" />}>
        <PageHeading title={`${people(answered.letters.length, "letter", "letters")} to print and post`} />
        <WarningText>
          Print this page now, on A4 and at full size. Each code is shown once and kept nowhere. Loading the page again
          makes new codes, and these then stop working.
        </WarningText>
        {answered.notWritten.length > 0 && (
          <p className="govuk-body">
            {people(answered.notWritten.length, "claim", "claims")} got no letter:{" "}
            {[...new Set(answered.notWritten.map(({ why }) => why))].join(" ")}
          </p>
        )}
        <PostedLetters letters={answered.letters} site={answered.site} />
      </Main>
    );
  }
  const errors = answered?.errors ?? [];
  const chosen = answered ? [answered.typed.claim ?? []].flat() : [];
  const open = claims.items.filter((claim) => !claim.isOwn);
  return (
    <Main
      before={
        <Breadcrumbs
          items={[
            { text: "Councils", href: "/councils" },
            { text: council.name, href: `/councils/${council.slug}` },
            { text: "Residents to confirm", href: base },
            { text: "Letters with codes" },
          ]}
        />
      }
    >
      <ErrorSummary errors={errors} />
      <PageHeading
        title="Letters with codes"
        lead={`${number(claims.total)} open. Choose up to ${number(most)} people; each gets a letter with a code of their own.`}
      >
        Whoever types the code in while signed in shows that post reaches them there. A new letter takes the place of an
        earlier one.
      </PageHeading>
      {open.length === 0 ? (
        <EmptyState title="Open claims will be listed here">Nobody waits now.</EmptyState>
      ) : (
        <form method="post">
          <Checkboxes
            name="claim"
            label="Who gets a letter?"
            value={chosen.length > 0 ? chosen : open.filter((claim) => claim.codeWorksUntil === "").map(({ id }) => id)}
            error={errors.find(({ field }) => field === "claim")?.message}
            options={open.map((claim) => ({
              value: claim.id,
              label: `${claim.name}, ${claim.address}`,
              hint: claim.codeWorksUntil
                ? `${claim.ward}. Has a letter whose code works until ${claim.codeWorksUntil}.`
                : claim.ward,
            }))}
          />
          <Button>Make the letters</Button>
        </form>
      )}
      <Pagination
        previous={claims.page > 1 ? { href: `${base}/letters?page=${claims.page - 1}` } : null}
        next={claims.hasNext ? { href: `${base}/letters?page=${claims.page + 1}` } : null}
      />
    </Main>
  );
}
