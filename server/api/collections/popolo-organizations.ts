import { z } from "zod";
import { collection, inSql } from "../collection";
import { instant } from "../fields";

interface Row {
  id: string;
  name: string;
  classification: "council" | "parish";
  parentId: string | null;
  gss: string | null;
  founded: Date | null;
  dissolved: Date | null;
}

export const popoloOrganizations = collection({
  name: "popolo/organizations",
  title: "Organizations (Popolo)",
  one: "an organization",
  description:
    "Councils and parishes as organizations in the terms of Popolo, by identifier. A parish is there once it gathers support.",
  key: "id",
  filters: ["council", "parish"],
  item: z.object({
    id: z.string().describe("“council:” or “parish:” and the slug"),
    name: z.string(),
    classification: z.enum(["council", "parish"]),
    parent_id: z.string().nullable(),
    identifiers: z.array(z.object({ identifier: z.string(), scheme: z.string() })),
    founding_date: instant().nullable(),
    dissolution_date: instant().nullable().describe("Of a parish: when its powers end or ended"),
    links: z.array(z.object({ url: z.string(), note: z.string() })),
  }),
  async read(db, asked) {
    const { one, after, councilId, parishId } = inSql(asked);
    const rows = await db.$queryRaw<Row[]>`
      SELECT * FROM (
        SELECT 'council:' || slug AS id, name, 'council' AS classification, NULL AS "parentId", gss, NULL::timestamptz AS founded,
          NULL::timestamptz AS dissolved, id AS council_id, NULL::uuid AS parish_id
        FROM council
        UNION ALL
        SELECT 'parish:' || p.slug, p.name, 'parish', 'council:' || c.slug, NULL, p.active_from_at,
          coalesce(p.revoked_at, p.sunset_at), c.id, p.id
        FROM parish p JOIN council c ON c.id = p.council_id WHERE p.gathering_opened_at IS NOT NULL
      ) organization
      WHERE (${one}::text IS NULL OR id = ${one}) AND (${after}::text IS NULL OR id COLLATE "C" > ${after})
        AND (${councilId}::uuid IS NULL OR council_id = ${councilId}::uuid) AND (${parishId}::uuid IS NULL OR parish_id = ${parishId}::uuid)
      ORDER BY id COLLATE "C" LIMIT ${asked.take}`;
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      classification: row.classification,
      parent_id: row.parentId,
      identifiers: row.gss === null ? [] : [{ identifier: row.gss, scheme: "GSS" }],
      founding_date: row.founded?.toISOString() ?? null,
      dissolution_date: row.dissolved?.toISOString() ?? null,
      links: [
        { url: `/${row.classification === "council" ? "councils" : "parishes"}/${row.id.split(":")[1]}`, note: "Page" },
      ],
    }));
  },
});
