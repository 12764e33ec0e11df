import { z } from "zod";
import { byKey, collection } from "../collection";

export const councils = collection({
  name: "councils",
  title: "Councils",
  one: "a council",
  description: "Councils on the register, by the name in their address.",
  key: "slug",
  filters: ["council"],
  item: z.object({
    slug: z.string(),
    name: z.string(),
    gss: z.string().describe("Its code in the register of the Office for National Statistics"),
    formerGss: z.array(z.string()).describe("Codes that it had before"),
    kind: z.string(),
    population: z.int().nullable(),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("slug", asked);
    const rows = await db.council.findMany({
      ...page,
      where: { ...key, id: asked.councilId },
    });
    return rows.map(({ slug, name, gss, formerCodes, kind, population }) => ({
      slug,
      name,
      gss,
      formerGss: formerCodes,
      kind,
      population,
    }));
  },
});
