/** How long is left, in words worked out elsewhere. A screen reader reads it when asked, not at every tick. */
export function Countdown({ words }: { words: string }) {
  return (
    <span className="countdown" role="timer" aria-live="off">
      {words}
    </span>
  );
}
