import { describe, expect, it } from "vitest";
import { freeSlug, isSlug, slugOf } from "~/domain/parish/slug";

describe("the address of a parish", () => {
  it.each([
    ["Millbrook Green", "millbrook-green"],
    ["St Mary’s & Île", "st-marys-ile"],
    ["  --  ", "parish"],
    ["🌻", "parish"],
    ["العربية", "parish"],
    ["New", "new-parish"],
    ["<b>Bold</b>", "b-bold-b"],
    [`${"long ".repeat(16)}name`, "long-long-long-long-long-long-long-long-long-long-long-long"],
  ])("of %s is %s", (name, slug) => {
    expect(slugOf(name)).toBe(slug);
    expect(isSlug(slug)).toBe(true);
  });

  it("takes the first number that is free", () => {
    expect(freeSlug("Mill", new Set())).toBe("mill");
    expect(freeSlug("Mill", new Set(["mill", "mill-2", "mill-4"]))).toBe("mill-3");
  });

  it.each(["", "Mill", "mill--green", "mill/green", "mill\u0000", "-mill"])("is never %j", (text) => {
    expect(isSlug(text)).toBe(false);
  });
});
