import type { LoaderFunctionArgs } from "@remix-run/node";
import { getEvidenceFile } from "#server/container";
import { hasTag } from "#server/http/feed-file";
import { throwRefused } from "#server/http/respond";
import { proposalNumber } from "~/forms/proposal";

/** A picture or paper of a commitment, while it is public. Nothing in it can run: not here, and not where it is saved. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const number = proposalNumber(params.number);
  const file =
    number === null
      ? null
      : await getEvidenceFile(context.app.db, {
          parishSlug: params.slug ?? "",
          number,
          commitmentId: params.id ?? "",
          fileId: params.fileId ?? "",
        });
  if (!file) throwRefused({ code: "not_found", message: "There is no file at this address." });
  const tag = `"${file.hash}"`;
  // What an address holds never changes, but it may be hidden: a browser that has it asks each time whether it may still show it.
  const headers = { "Cache-Control": "private, no-cache", ETag: tag };
  if (hasTag(request.headers.get("If-None-Match"), tag)) return new Response(null, { status: 304, headers });
  const isPaper = file.mime === "application/pdf";
  return new Response(file.bytes, {
    headers: {
      "Content-Type": file.mime,
      "Content-Length": String(file.bytes.length),
      "Content-Disposition": isPaper ? `attachment; filename="${file.hash.slice(0, 12)}.pdf"` : "inline",
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
}
