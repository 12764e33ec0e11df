import { Transformer } from "@napi-rs/image";
import type { Picture } from "../../prisma/scenarios/wexcombe/pictures";
import type { SentEvidence } from "../evidence/take-evidence";

/** A picture of an example district as somebody would send it with a form: a PNG and what it shows in words. */
export async function drawPicture({ drawing, alt }: Picture): Promise<SentEvidence> {
  return { bytes: await Transformer.fromSvg(drawing).png(), alt };
}
