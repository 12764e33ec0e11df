import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findPaperSubject, getPaper, refusedTo } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { voteIdOf } from "#server/http/vote-file";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => (page ? `Papers to print: ${page.question}` : "Papers to print"));

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, actor } = context;
  const voteId = voteIdOf(params);
  const subject = await findPaperSubject(app.db, voteId);
  if (!subject) throwRefused({ code: "not_found", message: "There is no vote at this address." });
  const allowed = may(actor, "paper.offer", subject);
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const page = await getPaper(app.db, voteId, actor, await app.now());
  if (!page || page.serials.length === 0) {
    throwRefused({ code: "not_found", message: "No paper ballots are offered for this vote." });
  }
  return page;
}

export default function PrintPapersPage() {
  const page = useLoaderData<typeof loader>();
  return (
    <Main before={<BackLink href={`/votes/${page.id}/paper`} text="Paper ballots" />}>
      <div className="paper-guide">
        <PageHeading title="Papers to print" lead={page.question}>
          Print this page. Each paper stands on a sheet of its own.
        </PageHeading>
      </div>
      {page.serials.map((serial) => (
        <article className="ballot-paper" key={serial}>
          <p className="ballot-paper__head">
            {page.parish.name} · {page.council.name}
          </p>
          <h2 className="ballot-paper__question">{page.question}</h2>
          <p>Mark one box with a cross.</p>
          <ul className="ballot-paper__choices">
            {["For", "Against", "Abstain"].map((choice) => (
              <li key={choice}>
                <span className="ballot-paper__box" aria-hidden="true" /> {choice}
              </li>
            ))}
          </ul>
          <p>
            Do not write your name. Fold the paper and hand it in by {page.closesWords}. Whoever has been given this
            paper cannot vote online. A paper without one clear cross counts as an abstention.
          </p>
          <p className="ballot-paper__serial">Number {serial} · The Community Power Act is simulated.</p>
        </article>
      ))}
    </Main>
  );
}
