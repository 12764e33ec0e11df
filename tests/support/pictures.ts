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
