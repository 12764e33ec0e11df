import { errorOf, typedText } from "~/forms/typed";
import { Details } from "../content/details";
import { Tag } from "../content/tag";
import type { FormState } from "../council/form-state";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";
import { TextInput } from "../forms/text-input";
import { Passage } from "../proposal/passage";

export interface CommentOnPage {
  id: string;
  author: string;
  post: string;
  isEvidence: boolean;
  isObserver: boolean;
  when: string;
  /** Empty when it is hidden. */
  text: string;
  /** Why it was hidden; null when it is not. */
  hiddenReason: string | null;
}

/** Evidence and comments in the order in which they were written, with the form that hides one for whoever may. */
export function ReviewComments({
  comments,
  mayHide,
  state,
}: {
  comments: readonly CommentOnPage[];
  mayHide: boolean;
  /** The form about one of them that came back with a mistake. */
  state: FormState;
}) {
  return comments.map((one) => (
    <article key={one.id} className="card argument" id={`comment-${one.id}`}>
      {one.hiddenReason === null ? (
        <Passage text={one.text} />
      ) : (
        <p dir="auto">
          <em>Hidden by the convenor: {one.hiddenReason}</em>
        </p>
      )}
      <p className="argument__by">
        {one.isEvidence && <Tag text="Evidence" colour="teal" />} <span dir="auto">{one.author}</span>
        {one.post && (
          <>
            , <span dir="auto">{one.post}</span>
          </>
        )}{" "}
        {one.isObserver && <Tag text="Observer" colour="grey" />} · {one.when}
      </p>
      {mayHide && one.hiddenReason === null && <HideForm comment={one} state={state} />}
    </article>
  ));
}

function HideForm({ comment, state }: { comment: CommentOnPage; state: FormState }) {
  const isBack = state.typed.shown === comment.id;
  return (
    <Details summary="Hide this" isOpen={isBack}>
      <form method="post" noValidate>
        <Hidden name="shown" value={comment.id} />
        <TextInput
          // The field of the form that came back carries the plain name, so that the error summary's link reaches it.
          id={isBack ? "reason" : `hide-${comment.id}`}
          name="reason"
          label="The reason, which everybody will read"
          value={isBack ? typedText(state.typed.reason) : ""}
          error={isBack ? errorOf(state.errors, "reason") : undefined}
        />
        <Button name="intent" value="hide" tone="secondary">
          Hide it
        </Button>
      </form>
    </Details>
  );
}
