import { useFetcher } from "@remix-run/react";
import { type FormEvent, useEffect, useRef } from "react";
import type { Ruling } from "~/domain/act/ruling";
import { RulingPanel } from "../act/ruling-panel";

/** How long the writer must pause before what they wrote is checked. */
const pauseMs = 700;

interface Checked {
  /** Null when the text cannot be judged yet: the form says why when it is sent. */
  ruling: Ruling | null;
}

/**
 * Checks a form against the Act while it is being written. Without scripts the form has a button that does the same.
 *
 * @param address where the form is checked
 * @returns what the Act said last, and what to do whenever something is typed
 */
export function useLiveCheck(address: string): {
  ruling: Ruling | null;
  onInput: (event: FormEvent<HTMLFormElement>) => void;
} {
  const fetcher = useFetcher<Checked>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    ruling: fetcher.data?.ruling ?? null,
    onInput: (event) => {
      const form = event.currentTarget;
      clearTimeout(timer.current);
      timer.current = setTimeout(
        () => fetcher.submit(new FormData(form), { method: "post", action: address }),
        pauseMs,
      );
    },
  };
}

/** What the Act says about a proposal as it is written now. A screen reader hears the sentence when it changes. */
export function CheckPanel({ ruling, isPublic }: { ruling: Ruling | null; isPublic: boolean }) {
  return (
    <div className="live-check" id="check">
      <p className="govuk-visually-hidden" role="status">
        {ruling?.sentence ?? ""}
      </p>
      {ruling ? (
        <RulingPanel
          ruling={ruling}
          heading={ruling.holds ? "As it is written: it may be put forward." : "Not ready yet."}
        />
      ) : (
        <div className="ruling">
          <h2 className="ruling__heading">What the Act says</h2>
          <p>
            {isPublic
              ? "The Act checks the new text as it checked the first one. "
              : "While you write, the Act says here whether the proposal may be put forward. "}
            <a href="/act/s18">Section 18</a> says what a proposal must contain, and <a href="/act/s19">section 19</a>{" "}
            what makes it admissible.
          </p>
        </div>
      )}
    </div>
  );
}
