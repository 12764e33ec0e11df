import { errorOf, typedText } from "~/forms/typed";
import { Details } from "../content/details";
import { EmptyState } from "../content/empty-state";
import { Tag } from "../content/tag";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";
import { TextInput } from "../forms/text-input";
import { Passage } from "./passage";

export interface ArgumentOnPage {
  id: string;
  author: string;
  isObserver: boolean;
  when: string;
  /** Empty when it is hidden. */
  text: string;
  /** Why it was hidden; null when it is not. */
  hiddenReason: string | null;
  hasReported: boolean;
  /** Given to the convenor and the deputy only. */
  reports: { key: string; reason: string }[];
}

/** The form about one argument that came back with mistakes. */
export interface AnsweredArgument {
  intent: string;
  argumentId: string;
  typed: Record<string, string | string[]>;
  errors: { field: string; message: string }[];
}

export interface ArgumentColumnsProps {
  sides: { for: ArgumentOnPage[]; against: ArgumentOnPage[] };
  mayReport: boolean;
  mayHide: boolean;
  answered: AnsweredArgument | null;
}

/** The arguments For and Against, side by side; one under the other on a phone. */
export function ArgumentColumns({ sides, ...rest }: ArgumentColumnsProps) {
  return (
    <div className="argument-columns">
      <Column title="For" tone="for" items={sides.for} {...rest} />
      <Column title="Against" tone="against" items={sides.against} {...rest} />
    </div>
  );
}

type ColumnProps = Omit<ArgumentColumnsProps, "sides"> & {
  title: "For" | "Against";
  tone: "for" | "against";
  items: ArgumentOnPage[];
};

function Column({ title, tone, items, ...rest }: ColumnProps) {
  return (
    <section aria-labelledby={`arguments-${tone}`} className={`argument-column argument-column--${tone}`}>
      <h3 className="govuk-heading-s" id={`arguments-${tone}`}>
        {title} ({items.length})
      </h3>
      {items.length === 0 && (
        <EmptyState headingLevel={3} title={`Nobody has argued ${tone} it yet`}>
          Arguments will stand here with the name of whoever made them.
        </EmptyState>
      )}
      {items.map((item) => (
        <Argument key={item.id} item={item} {...rest} />
      ))}
    </section>
  );
}

function Argument({
  item,
  mayReport,
  mayHide,
  answered,
}: Omit<ColumnProps, "title" | "tone" | "items"> & { item: ArgumentOnPage }) {
  return (
    <article className="card argument" id={`argument-${item.id}`}>
      {item.hiddenReason === null ? <Passage text={item.text} /> : <HiddenWords reason={item.hiddenReason} />}
      <p className="argument__by">
        <span dir="auto">{item.author}</span> {item.isObserver && <Tag text="Observer" colour="grey" />} · {item.when}
      </p>
      {item.reports.length > 0 && item.hiddenReason === null && (
        <Details summary={item.reports.length === 1 ? "1 report" : `${item.reports.length} reports`} isOpen>
          <ul className="govuk-list govuk-list--bullet">
            {item.reports.map(({ key, reason }) => (
              <li key={key} dir="auto">
                {reason}
              </li>
            ))}
          </ul>
        </Details>
      )}
      {item.hiddenReason === null && mayHide && <ReasonForm intent="hide" item={item} answered={answered} />}
      {item.hiddenReason === null && mayReport && !mayHide && (
        <>
          {item.hasReported && <p className="argument__by">You have reported this to the convenor.</p>}
          {!item.hasReported && <ReasonForm intent="report" item={item} answered={answered} />}
        </>
      )}
    </article>
  );
}

function HiddenWords({ reason }: { reason: string }) {
  return (
    <p dir="auto">
      <em>Hidden by the convenor: {reason}</em>
    </p>
  );
}

const words = {
  report: { summary: "Report this", label: "What is wrong with it", button: "Send to the convenor" },
  hide: { summary: "Hide this", label: "The reason, which everybody will read", button: "Hide it" },
} as const;

/** A reason to report or hide one argument, folded away until it is wanted or came back with a mistake. */
function ReasonForm({
  intent,
  item,
  answered,
}: {
  intent: "report" | "hide";
  item: ArgumentOnPage;
  answered: AnsweredArgument | null;
}) {
  const back = answered?.intent === intent && answered.argumentId === item.id ? answered : null;
  const { summary, label, button } = words[intent];
  return (
    <Details summary={summary} isOpen={back !== null}>
      <form method="post">
        <Hidden name="argument" value={item.id} />
        <TextInput
          // The field of the form that came back carries the plain name, so that the error summary's link reaches it.
          id={back ? "reason" : `${intent}-${item.id}`}
          name="reason"
          label={label}
          value={back ? typedText(back.typed.reason) : ""}
          error={back ? (errorOf(back.errors, "reason") ?? errorOf(back.errors, "")) : undefined}
        />
        <Button name="intent" value={intent} tone="secondary">
          {button}
        </Button>
      </form>
    </Details>
  );
}
