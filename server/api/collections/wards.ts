import { z } from "zod";
import { byKey, collection, placeColumns } from "../collection";
import { day, on, place } from "../fields";

export const wards = collection({
  name: "wards",
  title: "Wards",
  one: "a ward",
  description: "Wards of councils, of which the area of every parish is made, by their codes.",
  key: "gss",
  filters: ["council", "parish"],
  item: z.object({
    gss: z.string().describe("Its code in the register of the Office for National Statistics"),
    name: z.string(),
    formerGss: z.array(z.string()).describe("Codes that it had before"),
    council: place(),
    boundaryYear: z.int().describe("Year of the list that its name and boundary come from"),
    electorate: z.int().nullable(),
    electorateSource: z.string().nullable(),
    electorateOn: day().nullable(),
  }),
  async read(db, asked) {
    const { key, ...page } = byKey("gss", asked);
    const rows = await db.ward.findMany({
      ...page,
      where: {
        ...key,
        councilId: asked.councilId,
        ...(asked.parishId === undefined ? {} : { parishes: { some: { parishId: asked.parishId } } }),
      },
      include: { council: placeColumns },
    });
    return rows.map((row) => ({
      gss: row.gss,
      name: row.name,
      formerGss: row.formerCodes,
      council: row.council,
      boundaryYear: row.vintage,
      electorate: row.electorate,
      electorateSource: row.electorateSource,
      electorateOn: on(row.electorateOn),
    }));
  },
});
