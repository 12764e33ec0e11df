import type { Ruling } from "~/domain/act/ruling";
import { conflictLimit } from "~/forms/offices";
import { errorOf, typedText } from "~/forms/typed";
import { RulingPanel } from "../act/ruling-panel";
import { Card } from "../content/card";
import { Details } from "../content/details";
import { Button } from "../forms/button";
import { TextArea } from "../forms/text-area";
import { TextInput } from "../forms/text-input";
import { Passage } from "./passage";

interface Conflicts {
  declared: {
    key: string;
    person: string;
    office: "convenor" | "deputy";
    reason: string;
    declared: string;
    withdrawn: string | null;
  }[];
  bar: Ruling | null;
  acting: { name: string; officer: string; when: string } | null;
  isCouncilToName: boolean;
  mayDeclare: boolean;
  mayWithdraw: boolean;
  mayName: boolean;
}

interface Back {
  typed: Record<string, string | string[]>;
  errors: { field: string; message: string }[];
}

/** Conflicts of interest in a proposal, published beside it, and who acts on it instead. Shows nothing where there are none. */
export function DeclaredConflicts({ conflicts }: { conflicts: Conflicts }) {
  const { declared, acting, bar, isCouncilToName } = conflicts;
  if (declared.length === 0) return null;
  return (
    <section aria-labelledby="conflicts">
      <h2 className="govuk-heading-m" id="conflicts">
        Conflicts of interest
      </h2>
      {declared.map((conflict) => (
        <Card
          key={conflict.key}
          title={`${conflict.person}, ${conflict.office}`}
          meta={
            conflict.withdrawn
              ? `Declared on ${conflict.declared}, withdrawn on ${conflict.withdrawn}`
              : `Declared on ${conflict.declared}`
          }
        >
          <Passage text={conflict.reason} />
        </Card>
      ))}
      {bar && <RulingPanel ruling={bar} heading="What this means for you" headingLevel={3} />}
      {acting && (
        <p className="govuk-body">
          <span dir="auto">{acting.name}</span> does the convenor’s duties on this proposal. {acting.officer} named them
          on {acting.when}. <a href="/act/s33">Section 33</a>
        </p>
      )}
      {isCouncilToName && !acting && (
        <p className="govuk-body">
          Nobody in office may act on this proposal, so the council names somebody. <a href="/act/s33">Section 33</a>
        </p>
      )}
    </section>
  );
}

/** For the convenor, the deputy and an officer of the council: what they can do about conflicts of interest in a proposal. */
export function ConflictForms({ conflicts, back }: { conflicts: Conflicts; back: Back | undefined }) {
  const intent = typedText(back?.typed.intent);
  return (
    <>
      {conflicts.mayDeclare && (
        <Card title="Do you stand to gain or lose?" headingLevel={2}>
          <p className="govuk-body">
            If you stand to gain or lose by this more than your neighbours, say so. Your duties for this proposal then
            pass on; your own vote stays. <a href="/act/s33">Section 33</a>
          </p>
          <Details summary="Declare a conflict of interest" isOpen={intent === "conflict"}>
            <form method="post" noValidate>
              <TextArea
                name="conflict"
                label="What do you stand to gain or lose?"
                hint="Everybody will read it, here and in the minute book."
                maxCharacters={conflictLimit.max}
                value={intent === "conflict" ? typedText(back?.typed.conflict) : ""}
                error={intent === "conflict" ? errorOf(back?.errors ?? [], "conflict") : undefined}
              />
              <Button name="intent" value="conflict" tone="warning">
                Declare it
              </Button>
            </form>
          </Details>
        </Card>
      )}
      {conflicts.mayWithdraw && (
        <Details summary="Your conflict of interest is over?">
          <form method="post">
            <Button
              name="intent"
              value="withdraw_conflict"
              tone="secondary"
              reason="That you declared it stays in the minute book and on this page."
            >
              Withdraw it
            </Button>
          </form>
        </Details>
      )}
      {conflicts.mayName && (
        <Card title="Name somebody to act" headingLevel={2}>
          <p className="govuk-body">
            Everybody who holds an office in this parish has a conflict of interest here. Name somebody on the parish
            roll to do the duties for this one proposal. <a href="/act/s33">Section 33</a>
          </p>
          <form method="post" noValidate>
            <TextInput
              name="email"
              type="email"
              label="Their e-mail address"
              hint="It is not published. Their name is."
              value={intent === "acting" ? typedText(back?.typed.email) : ""}
              error={intent === "acting" ? errorOf(back?.errors ?? [], "email") : undefined}
            />
            <Button name="intent" value="acting">
              Name this person
            </Button>
          </form>
        </Card>
      )}
    </>
  );
}
