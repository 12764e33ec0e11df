import { z } from "zod";
import { collection, inSql } from "../collection";
import { instant } from "../fields";

// Only people who act, or acted, in a public post. Their identifiers are made for this purpose alone: nothing else in the database or on the
// site is known by them.

export const popoloPersons = collection({
  name: "popolo/persons",
  title: "Persons (Popolo)",
  one: "a person",
  description:
    "People who act or acted in a public post, by identifier, in the terms of Popolo. Residents are not here.",
  key: "id",
  filters: [],
  item: z.object({ id: z.guid().describe("Made for Popolo alone"), name: z.string() }),
  async read(db, asked) {
    const { one, after } = inSql(asked);
    return db.$queryRaw<{ id: string; name: string }[]>`
      SELECT * FROM (
        SELECT md5('popolo person ' || p.id)::uuid::text AS id, p.name FROM person p
        WHERE EXISTS (SELECT FROM role r WHERE r.person_id = p.id AND r.kind <> 'operator')
          OR EXISTS (SELECT FROM parish_office o WHERE o.person_id = p.id)
      ) person
      WHERE (${one}::text IS NULL OR id = ${one}) AND (${after}::text IS NULL OR id COLLATE "C" > ${after})
      ORDER BY id COLLATE "C" LIMIT ${asked.take}`;
  },
});

interface Row {
  id: string;
  personId: string;
  name: string;
  role: string;
  kind: string;
  organizationId: string | null;
  from: Date;
  until: Date | null;
}

export const popoloMemberships = collection({
  name: "popolo/memberships",
  title: "Memberships (Popolo)",
  one: "a membership",
  description:
    "Who holds or held which public post where and for how long, by identifier, in the terms of Popolo: officers, councillors and the Commissioner, convenors and deputies.",
  key: "id",
  filters: ["council", "parish"],
  item: z.object({
    id: z.guid(),
    person_id: z.guid(),
    person: z.object({ name: z.string() }),
    organization_id: z.string().nullable().describe("Null for the Commissioner, who belongs to no council"),
    role: z.enum(["officer", "councillor", "commissioner", "convenor", "deputy"]),
    label: z.string().describe("The post as the public sees it"),
    start_date: instant(),
    end_date: instant().nullable(),
  }),
  async read(db, asked) {
    const { one, after, councilId, parishId } = inSql(asked);
    const rows = await db.$queryRaw<
      (Row & { kind: "officer" | "councillor" | "commissioner" | "convenor" | "deputy" })[]
    >`
      SELECT m.id::text, md5('popolo person ' || p.id)::uuid::text AS "personId", p.name, m.role, m.kind,
        m.organization_id AS "organizationId", m.from_at AS "from", m.ended_at AS until
      FROM (
        SELECT r.id, r.person_id, r.post AS role, r.kind::text, 'council:' || c.slug AS organization_id, r.from_at, r.ended_at, r.council_id,
          NULL::uuid AS parish_id
        FROM role r LEFT JOIN council c ON c.id = r.council_id WHERE r.kind <> 'operator'
        UNION ALL
        SELECT o.id, o.person_id, initcap(o.office::text), o.office::text, 'parish:' || q.slug, o.from_at, o.ended_at, q.council_id, q.id
        FROM parish_office o JOIN parish q ON q.id = o.parish_id
      ) m JOIN person p ON p.id = m.person_id
      WHERE (${one}::uuid IS NULL OR m.id = ${one}::uuid) AND (${after}::uuid IS NULL OR m.id > ${after}::uuid)
        AND (${councilId}::uuid IS NULL OR m.council_id = ${councilId}::uuid) AND (${parishId}::uuid IS NULL OR m.parish_id = ${parishId}::uuid)
      ORDER BY m.id LIMIT ${asked.take}`;
    return rows.map((row) => ({
      id: row.id,
      person_id: row.personId,
      person: { name: row.name },
      organization_id: row.organizationId,
      role: row.kind,
      label: row.role,
      start_date: row.from.toISOString(),
      end_date: row.until?.toISOString() ?? null,
    }));
  },
});
