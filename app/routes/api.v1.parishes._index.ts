import type { LoaderFunctionArgs } from "@remix-run/node";
import { listParishes } from "#server/container";
import { apiAnswer, apiRefused } from "#server/http/api";

/** Parishes by slug, a hundred at a time; `?after=` takes the slug that `next` answered. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const { app } = context;
  const after = new URL(request.url).searchParams.get("after");
  if (after && !(await app.db.parish.findUnique({ where: { slug: after }, select: { id: true } }))) {
    return apiRefused({ code: "not_found", message: "There is no parish with the slug given as after." });
  }
  const page = await listParishes(app.db, await app.now(), { after, size: 100 });
  return apiAnswer({
    parishes: page.parishes.map(({ slug, name, state }) => ({ slug, name, state })),
    next: page.next,
  });
}
