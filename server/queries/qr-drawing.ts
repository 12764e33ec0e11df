import { encode } from "uqr";

/** The empty border that the standard asks for, in squares. */
const border = 4;

/**
 * Draws a QR code: its width in squares, with the border, and the dark squares as the path of an SVG, one bar for each run of them.
 *
 * @param text such as an address; on a screen nothing gets torn or dirty, so few and large squares matter more than spare ones
 */
export function qrDrawing(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: "L", boostEcc: true, border });
  const bars = data.flatMap((row, y) =>
    [
      ...row
        .map((isDark) => (isDark ? "#" : " "))
        .join("")
        .matchAll(/#+/g),
    ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  return { size, path: bars.join("") };
}
