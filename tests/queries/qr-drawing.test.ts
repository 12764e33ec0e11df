import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { qrDrawing } from "#server/queries/qr-drawing";

const address = "https://parish.example.org/votes/7d1f0a52-6b0e-4a55-9d5e-3f2a1c0b9e8d";

/** The squares that a drawing paints dark, as a picture of lines. */
function painted({ size, path }: { size: number; path: string }): string[] {
  const rows = Array.from({ length: size }, () => Array<string>(size).fill(" "));
  const drawn = path.replace(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g, (_, x, y, width, back) => {
    expect(back, "a bar ends where it began").toBe(width);
    rows[Number(y)]?.fill("#", Number(x), Number(x) + Number(width));
    return "";
  });
  expect(drawn, "nothing else is in the path").toBe("");
  return rows.map((row) => row.join(""));
}

describe("the drawing of a QR code", () => {
  it("paints each dark square of the code, and no other", () => {
    const { data } = encode(address, { ecc: "L", boostEcc: true, border: 4 });
    expect(painted(qrDrawing(address))).toEqual(data.map((row) => row.map((isDark) => (isDark ? "#" : " ")).join("")));
  });

  it("leaves four squares empty all round, and has its marks in three corners", () => {
    const { size, path } = qrDrawing(address);
    const rows = painted({ size, path });
    expect([...rows.slice(0, 4), ...rows.slice(-4)].join("").trim()).toBe("");
    expect(rows.every((row) => /^ {4}.* {4}$/.test(row))).toBe(true);
    const mark = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"];
    const corner = (x: number, y: number) => rows.slice(y, y + 7).map((row) => row.slice(x, x + 7));
    const far = size - 4 - 7;
    expect([corner(4, 4), corner(far, 4), corner(4, far)]).toEqual([mark, mark, mark]);
  });

  it("takes the longest address that a website is likely to have", () => {
    expect(qrDrawing(`https://${"a".repeat(200)}.example.org/votes/${crypto.randomUUID()}`).size).toBeLessThan(80);
  });
});
