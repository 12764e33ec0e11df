import { deflateSync } from "node:zlib";
import { Transformer } from "@napi-rs/image";

/** A JPEG whose camera wrote down where it was, held on its side, and left a mark that no cleaned file may hold. */
export async function taggedJpeg(width: number, height: number, mark: string): Promise<Buffer> {
  const plain = await Transformer.fromRgbaPixels(Buffer.alloc(width * height * 4, 128), width, height).jpeg(80);
  const tiff = Buffer.alloc(52);
  tiff.write("II*\0", 0, "latin1");
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(2, 8);
  // Orientation 6: to be turned by a quarter.
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(6, 18);
  // Where the list about the place begins.
  tiff.writeUInt16LE(0x8825, 22);
  tiff.writeUInt16LE(4, 24);
  tiff.writeUInt32LE(1, 26);
  tiff.writeUInt32LE(38, 30);
  tiff.writeUInt16LE(1, 38);
  tiff.writeUInt16LE(1, 40);
  tiff.writeUInt16LE(2, 42);
  tiff.writeUInt32LE(2, 44);
  tiff.write("N\0", 48, "latin1");
  const exif = segment(Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff, Buffer.from(mark)]));
  const xmp = segment(Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${mark}</x:xmpmeta>`));
  return Buffer.concat([plain.subarray(0, 2), exif, xmp, plain.subarray(2), Buffer.from(mark)]);
}

function segment(body: Buffer): Buffer {
  const length = body.length + 2;
  return Buffer.concat([Buffer.of(0xff, 0xe1, length >> 8, length & 0xff), body]);
}

/** A small PNG that says it has this many pixels a side. */
export function bombPng(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head[8] = 8;
  head[9] = 2;
  const chunk = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length);
    return Buffer.concat([length, Buffer.from(type), body, Buffer.alloc(4)]);
  };
  const signature = Buffer.of(137, 80, 78, 71, 13, 10, 26, 10);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.alloc(64)))]);
}

/**
 * A PDF of one page written by hand, so that it can be wrong.
 *
 * @param more further objects; the list of parts names the first of them, whatever comes after it
 * @param root what the trailer says the catalogue is
 */
export function handmadePdf(more: readonly string[], root = "1 0 R"): Buffer {
  const objects = [
    "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj",
    "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj",
    "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj",
    ...more,
  ];
  const free = "0000000000 65535 f \n";
  let text = "%PDF-1.4\n";
  const rows = objects.map((object) => {
    const row = `${String(text.length).padStart(10, "0")} 00000 n \n`;
    text += `${object}\n`;
    return row;
  });
  const parts = [free, ...rows.slice(0, 3), free, rows[3] ?? free];
  const trailer = `trailer\n<< /Size 6 /Root ${root} >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 6\n${parts.join("")}${trailer}`, "latin1");
}
