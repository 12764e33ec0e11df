import { Details } from "../content/details";
import { Button } from "../forms/button";
import { Hidden } from "../forms/hidden";
import { Select } from "../forms/select";
import { TextArea } from "../forms/text-area";
import { type FormState, textOf } from "./form-state";

// What officers of a council keep to themselves about a duty.

export interface AssignFormProps {
  desk: {
    assignee: { personId: string; name: string; post: string } | null;
    isMine: boolean;
    readerId: string;
    officers: readonly { personId: string; name: string; post: string }[];
  };
}

/** Who deals with a duty: taken by the reader in one press, or given to another. */
export function AssignForm({ desk }: AssignFormProps) {
  const { assignee, isMine, officers, readerId } = desk;
  return (
    <div className="duty-assignment">
      <p className="govuk-body">
        {assignee
          ? `${isMine ? "You deal" : `${assignee.name}, ${assignee.post}, deals`} with this.`
          : "Nobody deals with this yet."}
      </p>
      {!isMine && (
        <form method="post">
          <Hidden name="intent" value="assign" />
          <Hidden name="assignee" value={readerId} />
          <Button tone="secondary">Take it on</Button>
        </form>
      )}
      <Details summary="Give it to somebody else">
        <form method="post">
          <Hidden name="intent" value="assign" />
          <Select
            name="assignee"
            label="Who deals with this"
            hint="Officers of the council see it. It is not published, and it ends with the officer’s post."
            value={assignee?.personId ?? "nobody"}
            options={[
              { value: "nobody", text: "Nobody" },
              ...officers.map(({ personId, name, post }) => ({ value: personId, text: `${name}, ${post}` })),
            ]}
          />
          <Button tone="secondary">Save who deals with it</Button>
        </form>
      </Details>
    </div>
  );
}

export interface DutyNotesProps {
  state: FormState;
  desk: { notes: readonly { id: string; text: string; by: string; at: string }[]; newNoteId: string };
  maxCharacters: number;
}

/** The working notes of a council's officers about a duty. */
export function DutyNotes({ state, desk, maxCharacters }: DutyNotesProps) {
  const { notes, newNoteId } = desk;
  const isOwn = state.typed.intent === "note";
  return (
    <section aria-labelledby="notes" className="duty-notes">
      <h2 className="govuk-heading-l" id="notes">
        Working notes
      </h2>
      <p className="govuk-body">
        Only officers of this council read them. They are never published. That a note was written stands in the audit
        log; what it says does not.
      </p>
      {notes.map((note) => (
        <article className="duty-note" key={note.id}>
          <p className="duty-note__text">{note.text}</p>
          <div className="duty-note__meta">
            {note.by}, {note.at}
            <form method="post">
              <Hidden name="intent" value="unnote" />
              <Hidden name="noteId" value={note.id} />
              <Button tone="secondary">
                Remove
                <span className="govuk-visually-hidden">
                  {" "}
                  the note of {note.by}, {note.at}
                </span>
              </Button>
            </form>
          </div>
        </article>
      ))}
      <form method="post">
        <Hidden name="intent" value="note" />
        <Hidden name="noteId" value={newNoteId} />
        <TextArea
          {...textOf(isOwn ? state : { errors: state.errors, typed: {} }, "note")}
          label="Add a note"
          labelSize="s"
          rows={3}
          maxCharacters={maxCharacters}
        />
        <Button tone="secondary">Keep this note</Button>
      </form>
    </section>
  );
}
