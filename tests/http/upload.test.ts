import { describe, expect, it } from "vitest";
import { formOf } from "#server/http/form";
import { formWithFile } from "#server/http/upload";
import { mostListCharacters, readVerdicts } from "#server/imports/read-verdicts";
import { type Actor, stranger } from "~/domain/permissions/actor";
import { mostFileBytes } from "~/forms/evidence";

const person: Pick<Actor, "personId"> = { personId: "11111111-1111-4111-8111-111111111111" };

function requestOf(fields: Record<string, string | File>, length?: number): Request {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const headers: Record<string, string> = length === undefined ? {} : { "content-length": String(length) };
  return new Request("http://parish.test/", { method: "POST", body, headers });
}

describe("a form that may bring a file", () => {
  it("reads a file that is too large to its end and drops it, and keeps what was typed", async () => {
    const send = (size: number, by = person) => {
      const file = new File([new Uint8Array(size)], "größe.jpg", { type: "image/jpeg" });
      return formWithFile(requestOf({ file, words: "Gesät & gewässert" }), by);
    };
    const large = await send(mostFileBytes + 1);
    expect(large.file).toEqual({ isTooLarge: true });
    expect(large.form.get("words")).toBe("Gesät & gewässert");
    expect((await send(100)).file).toMatchObject({ isTooLarge: false });
    expect((await send(0)).file).toBeNull();
    const strangers = await send(100, stranger);
    expect([strangers.file, strangers.form.get("words")]).toEqual([{ isTooLarge: true }, "Gesät & gewässert"]);
  });

  it("brings back as text every list that was tried from a file, and leaves it to the list to be too long", async () => {
    const row = `é,confirm,${"x".repeat(900)}\n`;
    const longest = `claim,verdict,note\n${row.repeat(500)}`.padEnd(mostListCharacters, "x");
    expect(readVerdicts(Buffer.from(longest))).toMatchObject({ ok: true });
    // As a browser sends it: with two characters for each end of a line.
    const { form } = await formWithFile(requestOf({ list: longest.replaceAll("\n", "\r\n") }), person);
    const list = form.get("list") as string;
    expect(readVerdicts(Buffer.from(list))).toMatchObject({ ok: true });
    const longer = await formWithFile(requestOf({ list: `${list}x` }), person);
    expect(readVerdicts(Buffer.from(longer.form.get("list") as string))).toMatchObject({
      ok: false,
      why: expect.stringContaining("too long"),
    });
    const halves = { a: "x".repeat(2 * 1024 * 1024), b: "x".repeat(2 * 1024 * 1024) };
    await expect(formWithFile(requestOf(halves), person)).rejects.toMatchObject({ init: { status: 413 } });
  });

  it("is larger than what a page takes that reads no file", async () => {
    await expect(formOf(requestOf({ a: "x" }, 600_000))).rejects.toMatchObject({ init: { status: 413 } });
    expect((await formOf(requestOf({ a: "x" }))).get("a")).toBe("x");
  });
});
