import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";

/**
 * A page as React pipes it, in one piece and without null bytes. React 18 pads each of its pieces with them where a character of several bytes
 * does not fit at the end (facebook/react 24985); a browser shows them inside a text box, and would send them back with what was typed.
 *
 * @param pipe writes the page to a stream, and ends that
 */
export async function wholePage(pipe: (to: PassThrough) => unknown): Promise<Uint8Array<ArrayBuffer>> {
  const page = new PassThrough();
  const whole = buffer(page);
  pipe(page);
  const bytes = await whole;
  return bytes.includes(0) ? bytes.filter((byte) => byte !== 0) : bytes;
}
