import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import {
  enterPaperConsent,
  enterPaperSupportWithdrawal,
  enterPaperWithdrawal,
  findCouncil,
  getAssistedSheet,
  refused,
  refusedTo,
} from "#server/container";
import { formOf, readForm } from "#server/http/form";
import { answerRefused, throwRefused } from "#server/http/respond";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { Button } from "~/components/forms/button";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { BackLink } from "~/components/page-shell/back-link";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { may } from "~/domain/permissions/may";
import { isIdentifier } from "~/domain/record/identifier";
import { paperConsentForm, paperSupportWithdrawalForm, paperWithdrawalForm } from "~/forms/people";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>((page) => (page ? `Entered for ${page.sheet.name}` : "What was entered"));

async function pageFor({ context, params }: Pick<LoaderFunctionArgs, "context" | "params">) {
  const { app, actor } = context;
  const council = await findCouncil(app.db, params.slug ?? "");
  if (!council) throwRefused({ code: "not_found", message: "There is no council at this address." });
  const allowed = may(actor, "resident.assist", { councilId: council.id });
  if (!allowed.holds) throwRefused(refusedTo(actor, allowed).refused);
  const personId = params.personId ?? "";
  const sheet = isIdentifier(personId) ? await getAssistedSheet(app.db, council.id, personId, await app.now()) : null;
  if (!sheet) throwRefused({ code: "not_found", message: "There is no such resident of this council." });
  // Nobody who runs votes in a parish enters what was signed there.
  const open = sheet.open.filter(
    ({ parishId }) => may(actor, "seconder.withdraw_paper", { councilId: council.id, parishId }).holds,
  );
  const openSupports = sheet.openSupports.filter(
    ({ parishId }) => may(actor, "support.withdraw_paper", { councilId: council.id, parishId }).holds,
  );
  return { council, personId, sheet: { ...sheet, open, openSupports } };
}

/** What officers entered in a resident's name, to be printed and given to them; and what the resident can still sign. */
export async function loader(asked: LoaderFunctionArgs) {
  return pageFor(asked);
}

type SignedForm = typeof paperWithdrawalForm | typeof paperSupportWithdrawalForm | typeof paperConsentForm;

/** What they can have signed, by the form's intent. */
const forms: ReadonlyMap<string, SignedForm> = new Map<string, SignedForm>([
  ["withdraw", paperWithdrawalForm],
  ["unsupport", paperSupportWithdrawalForm],
  ["consent", paperConsentForm],
]);

export async function action({ context, params, request }: ActionFunctionArgs) {
  const { app, actor } = context;
  const { council, personId } = await pageFor({ context, params });
  const form = await formOf(request);
  const signed = forms.get(String(form.get("intent")));
  if (!signed) return answerRefused(refused("invalid", "Choose what they signed.").refused);
  const read = readForm(signed, form);
  if (!read.ok) return answerRefused(read.refused, read.typed);
  const outcome =
    "parish" in read.value
      ? await enterPaperSupportWithdrawal(app.context, actor, { slug: read.value.parish, personId })
      : "choice" in read.value
        ? await enterPaperConsent(app.context, actor, {
            proposalId: read.value.proposal,
            personId,
            isConsent: read.value.choice === "yes",
          })
        : await enterPaperWithdrawal(app.context, actor, { proposalId: read.value.proposal, personId });
  if (!outcome.ok) return answerRefused(outcome.refused, read.typed);
  return redirect(`/councils/${council.slug}/residents/assisted/sheet/${personId}`);
}

export default function SheetPage() {
  const { council, sheet } = useLoaderData<typeof loader>();
  const errors = useActionData<typeof action>()?.errors ?? [];
  return (
    <Main before={<BackLink href={`/councils/${council.slug}/residents/assisted`} text="Assisted residents" />}>
      <ErrorSummary errors={errors} />
      <PageHeading caption={council.name} title={sheet.name} lead="What the council has entered in your name." />
      <SummaryList
        rows={[
          { key: "Confirmed in", value: `${sheet.ward}, on ${sheet.registered}` },
          { key: "On the roll of votes", value: sheet.isAged16 ? "Yes" : "No: under 16" },
          ...(sheet.check ? [{ key: "How we made sure", value: sheet.check }] : []),
        ]}
      />
      {sheet.entries.length === 0 && sheet.papers.length === 0 ? (
        <p className="govuk-body">Nothing else has been entered.</p>
      ) : (
        <Table
          caption="Entered from paper"
          columns={[{ heading: "What" }, { heading: "When" }, { heading: "Entered by" }]}
          rows={[
            ...sheet.entries.map((one) => ({ key: one.key, cells: [one.what, one.when, one.post] })),
            ...sheet.papers.map((one) => ({
              key: one.key,
              cells: [
                `A paper ballot was given to you: ${one.question}`,
                `While voting was open, until ${one.closes}`,
                "The council",
              ],
            })),
          ]}
        />
      )}
      {sheet.isAssisted && (
        <p className="govuk-body">
          You can take your name off a charter while it gathers supporters, and off a proposal until notice of its vote
          is given. Where the council would carry it out in another way, you can say yes or no to that. Sign a paper
          that says so and bring it to the council.
        </p>
      )}
      {sheet.openSupports.map(({ slug, parish }) => (
        <section className="not-printed" key={slug}>
          <h2 className="govuk-heading-s">The charter of {parish}</h2>
          <form method="post">
            <Hidden name="intent" value="unsupport" />
            <Hidden name="parish" value={slug} />
            <Button tone="secondary">
              Enter a signed withdrawal<span className="govuk-visually-hidden"> of support for {parish}</span>
            </Button>
          </form>
        </section>
      ))}
      {sheet.open.map((one) => (
        <SignedSince key={one.proposalId} one={one} />
      ))}
      <p className="govuk-body">
        If something here is wrong, tell the council. Nobody can see how you voted. The Community Power Act is
        simulated.
      </p>
    </Main>
  );
}

/** What the officer enters when the resident has signed another paper; not printed. */
function SignedSince({ one }: { one: ReturnType<typeof useLoaderData<typeof loader>>["sheet"]["open"][number] }) {
  const about = <span className="govuk-visually-hidden"> about “{one.title}”</span>;
  return (
    <section className="not-printed">
      <h2 className="govuk-heading-s">
        {one.title}, {one.parish}
      </h2>
      {one.consent && (
        <form method="post">
          <Hidden name="intent" value="consent" />
          <Hidden name="proposal" value={one.proposalId} />
          <p className="govuk-body">
            {one.consent.mine === null
              ? `They are asked about the changed answer until ${one.consent.until}.`
              : `They have said ${one.consent.mine ? "yes" : "no"} to the changed answer. They can change that until ${one.consent.until}.`}
          </p>
          <div className="govuk-button-group">
            <Button tone="secondary" name="choice" value="yes">
              Enter a signed yes{about}
            </Button>
            <Button tone="secondary" name="choice" value="no">
              Enter a signed no{about}
            </Button>
          </div>
        </form>
      )}
      {one.canWithdraw && (
        <form method="post">
          <Hidden name="intent" value="withdraw" />
          <Hidden name="proposal" value={one.proposalId} />
          <Button tone="secondary">Enter a signed withdrawal{about}</Button>
        </form>
      )}
    </section>
  );
}
