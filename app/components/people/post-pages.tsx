import type { ReactNode } from "react";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Table } from "~/components/content/table";
import { type FormState, textOf } from "~/components/council/form-state";
import { Button } from "~/components/forms/button";
import { Checkboxes } from "~/components/forms/checkboxes";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Hidden } from "~/components/forms/hidden";
import { Radios } from "~/components/forms/radios";
import { TextInput } from "~/components/forms/text-input";
import { errorOf, typedText } from "~/forms/typed";

export interface Holder {
  roleId: string;
  name: string;
  kind: string;
  post: string;
  since: string;
  mayAppoint: boolean;
  email: string;
}

export interface Former {
  roleId: string;
  name: string;
  kind: string;
  post: string;
  until: string;
}

const kindWords: Readonly<Record<string, string>> = {
  officer: "Officer",
  councillor: "Councillor",
  commissioner: "Commissioner",
  operator: "Operator",
};

export interface PostsProps {
  holders: Holder[];
  former: Former[];
  /** Kinds that the reader may appoint; none for a reader who only looks. */
  kinds: { value: string; label: string; hint?: string }[];
  /** Whether some of them may appoint others. */
  hasAppointers: boolean;
  state: FormState;
  done: string | null;
  children?: ReactNode;
}

/** Who holds the posts of one place, with the forms to give and end them for whoever may. */
export function Posts({ holders, former, kinds, hasAppointers, state, done, children }: PostsProps) {
  const maySend = kinds.length > 0;
  const ending = typedText(state.typed.role);
  return (
    <>
      <ErrorSummary
        errors={state.errors.map(({ field, message }) => ({
          field: field === "reason" ? `reason-${ending}` : field || undefined,
          message,
        }))}
      />
      {done && <NotificationBanner tone="success" heading={done} />}
      {children}
      <h2 className="govuk-heading-m">Posts now</h2>
      {holders.length === 0 ? (
        <EmptyState title="People will be listed here" headingLevel={3}>
          Nobody holds a post yet.
        </EmptyState>
      ) : (
        <Table
          caption="Posts now"
          isCaptionHidden
          columns={[
            { heading: "Name" },
            { heading: "Post" },
            { heading: "Since" },
            ...(maySend ? [{ heading: "End it" }] : []),
          ]}
          rows={holders.map((holder) => ({
            key: holder.roleId,
            cells: [
              <span key="name" dir="auto">
                {holder.name}
                {holder.email && <span className="audit-change">{holder.email}</span>}
              </span>,
              <span key="post" dir="auto">
                {holder.post}
                <span className="audit-change">
                  {kindWords[holder.kind]}
                  {holder.mayAppoint && ", may appoint"}
                </span>
              </span>,
              holder.since,
              ...(maySend ? [<EndForm key="end" holder={holder} state={state} />] : []),
            ],
          }))}
        />
      )}
      {maySend && (
        <AppointForm kinds={kinds} hasAppointers={hasAppointers} state={ending ? { errors: [], typed: {} } : state} />
      )}
      {former.length > 0 && (
        <Details summary="Posts that have ended">
          <Table
            caption="Posts that have ended"
            isCaptionHidden
            columns={[{ heading: "Name" }, { heading: "Post" }, { heading: "Ended" }]}
            rows={former.map((one) => ({
              key: one.roleId,
              cells: [one.name, `${one.post} (${(kindWords[one.kind] ?? "").toLowerCase()})`, one.until],
            }))}
          />
        </Details>
      )}
    </>
  );
}

function EndForm({ holder, state }: { holder: Holder; state: FormState }) {
  const isTyped = typedText(state.typed.role) === holder.roleId;
  const error = isTyped ? errorOf(state.errors, "reason") : undefined;
  return (
    <Details summary={`End the post of ${holder.name}`} isOpen={isTyped && state.errors.length > 0}>
      <form method="post">
        <Hidden name="role" value={holder.roleId} />
        <TextInput
          name="reason"
          id={`reason-${holder.roleId}`}
          label="Why does it end?"
          hint="Only the person is told."
          value={isTyped ? typedText(state.typed.reason) : ""}
          error={error}
        />
        <Button tone="warning" name="intent" value="end">
          End this post
        </Button>
      </form>
    </Details>
  );
}

function AppointForm({ kinds, hasAppointers, state }: Pick<PostsProps, "kinds" | "hasAppointers" | "state">) {
  return (
    <form method="post">
      <h2 className="govuk-heading-m">Appoint somebody, or change their post</h2>
      <TextInput
        {...textOf(state, "email")}
        label="E-mail address"
        hint="They sign in with it. To change a post, give the address again with the new post."
        type="email"
        autoComplete="off"
      />
      <TextInput
        {...textOf(state, "name")}
        label="Name"
        hint="Needed for somebody who has not used this service. Whoever has given their name keeps it."
        autoComplete="off"
      />
      <Radios
        name="kind"
        label="What are they?"
        options={kinds}
        value={typedText(state.typed.kind) || kinds[0]?.value}
        error={errorOf(state.errors, "kind")}
      />
      <TextInput {...textOf(state, "post")} label="Post, as the public sees it" hint="Such as Head of parks" />
      {hasAppointers && (
        <Checkboxes
          name="mayAppoint"
          label="Appointing others"
          value={typedText(state.typed.mayAppoint) === "yes" ? ["yes"] : []}
          options={[
            { value: "yes", label: "This officer may appoint and remove officers and councillors of this council" },
          ]}
        />
      )}
      <Button name="intent" value="appoint">
        Appoint
      </Button>
    </form>
  );
}
