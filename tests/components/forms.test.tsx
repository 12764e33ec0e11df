import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Button } from "~/components/forms/button";
import { Checkboxes } from "~/components/forms/checkboxes";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { MoneyInput } from "~/components/forms/money-input";
import { Radios } from "~/components/forms/radios";
import { Select } from "~/components/forms/select";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";

const field = { name: "answer", label: "What is it?", hint: "In your own words.", error: "Say what it is" };
const options = [
  { value: "a", label: "First", text: "First" },
  { value: "b", label: "Second", text: "Second" },
];

const fields: [string, ReactElement][] = [
  ["a text input", <TextInput key="1" {...field} />],
  ["a text area", <TextArea key="2" {...field} />],
  ["a money input", <MoneyInput key="3" {...field} />],
  ["a select", <Select key="4" {...field} options={options} />],
  ["radios", <Radios key="5" {...field} options={options} />],
  ["checkboxes", <Checkboxes key="6" {...field} options={options} />],
  ["a date", <DateInput key="7" {...field} />],
];

describe("a field", () => {
  test.each(fields)("that is %s is described by its hint and then its error", (_, element) => {
    const markup = renderToStaticMarkup(element);
    expect(markup).toContain(`aria-describedby="answer-hint answer-error"`);
    expect(markup).toContain(`<div id="answer-hint" class="govuk-hint">In your own words.</div>`);
    expect(markup).toContain(`<span class="govuk-visually-hidden">Error:</span> Say what it is`);
  });

  test.each(fields)("that is %s can be reached from the error summary", (_, element) => {
    const summary = renderToStaticMarkup(<ErrorSummary errors={[{ field: "answer", message: "Say what it is" }]} />);
    expect(summary).toContain(`href="#answer"`);
    expect(renderToStaticMarkup(element)).toMatch(/<(input|textarea|select)[^>]*\sid="answer"/);
  });

  test("without hint or error is described by nothing", () => {
    expect(renderToStaticMarkup(<TextInput name="answer" label="What is it?" />)).not.toContain("aria-describedby");
  });

  test("keeps what was typed, however strange", () => {
    const typed = `"><b> \u202e 🏡`;
    const markup = renderToStaticMarkup(<TextInput name="answer" label="What is it?" value={typed} />);
    expect(markup).toContain(`value="&quot;&gt;&lt;b&gt; \u202e 🏡"`);
  });
});

describe("a date", () => {
  test("sends three fields and marks only the box that is wrong", () => {
    const markup = renderToStaticMarkup(
      <DateInput name="start" label="When?" error="Enter a real month" errorParts={["month"]} value={{ month: 13 }} />,
    );
    const invalid = [...markup.matchAll(/<input[^>]*aria-invalid[^>]*>/g)].map(([input]) => input);
    expect([...markup.matchAll(/name="([^"]+)"/g)].map(([, name]) => name)).toEqual([
      "start.day",
      "start.month",
      "start.year",
    ]);
    expect(invalid).toHaveLength(1);
    expect(invalid[0]).toContain(`name="start.month"`);
  });

  test("is reached from an error about its day", () => {
    const summary = renderToStaticMarkup(<ErrorSummary errors={[{ field: "start.day", message: "Enter a day" }]} />);
    expect(summary).toContain(`href="#start"`);
  });
});

describe("the error summary", () => {
  test("is not there when nothing is wrong", () => {
    expect(renderToStaticMarkup(<ErrorSummary errors={[]} />)).toBe("");
  });

  test("can take focus and is read out", () => {
    const markup = renderToStaticMarkup(<ErrorSummary errors={[{ message: "The vote has closed" }]} />);
    expect(markup).toContain(`tabindex="-1"`);
    expect(markup).toContain(`role="alert"`);
    expect(markup).toContain("<li>The vote has closed</li>");
  });
});

describe("a disabled button", () => {
  test("says why, and is not a link even when it has an address", () => {
    const markup = renderToStaticMarkup(
      <Button href="/votes/new" isDisabled reason="No vote could end before the sunset.">
        Plan a vote
      </Button>,
    );
    const [, reasonId] = markup.match(/aria-describedby="([^"]+)"/) ?? [];
    expect(markup).toMatch(/<button[^>]*\sdisabled=""/);
    expect(markup).not.toContain("<a ");
    expect(markup).toContain(`id="${reasonId}">No vote could end before the sunset.`);
  });
});
