import type { LoaderFunctionArgs } from "@remix-run/node";
import { readBook } from "#server/container";
import { throwRefused } from "#server/http/respond";
import { canonical } from "~/domain/record/canonical";

/** The whole minute book: one line an entry, each spelled exactly as it was hashed, with its hash. */
export async function loader({ context, params }: LoaderFunctionArgs) {
  const parish = await context.app.db.parish.findUnique({
    where: { slug: params.slug ?? "" },
    select: { id: true, slug: true },
  });
  if (!parish) throwRefused({ code: "not_found", message: "There is no parish at this address." });
  const book = await readBook(context.app.db, parish);
  return new Response(book.map((entry) => `${canonical({ ...entry })}\n`).join(""), {
    headers: {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Cache-Control": "no-cache",
      "Access-Control-Allow-Origin": "*",
    },
  });
}
