import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { wholePage } from "~/whole-page";

it("holds every character as it was written, wherever a piece of the page ends", async () => {
  // Characters of two and three bytes at every offset, so that some of them lie across the end of a piece.
  const page = (
    <ul>
      {Array.from({ length: 400 }, (_, index) => (
        <li key={String(index)}>{`“${"a".repeat(index % 7)}” – é`}</li>
      ))}
    </ul>
  );
  const whole = await new Promise<Uint8Array>((resolve, reject) => {
    const { pipe } = renderToPipeableStream(page, {
      onAllReady: () => resolve(wholePage(pipe)),
      onError: reject,
    });
  });
  expect(Buffer.from(whole).toString()).toBe(renderToStaticMarkup(page));
});
