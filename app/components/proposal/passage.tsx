/** A text that somebody wrote, as they wrote it: its lines are kept, and it runs in the direction of its own script. */
export function Passage({ text }: { text: string }) {
  return (
    <div className="passage govuk-body" dir="auto">
      {text}
    </div>
  );
}
