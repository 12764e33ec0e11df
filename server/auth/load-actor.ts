import { type Actor, type HeldRole, type Office, stranger } from "~/domain/permissions/actor";
import type { Read } from "../persistence/db";
import { networkOf } from "./network-of";

interface ActorRow {
  id: string;
  name: string;
  email: string | null;
  ward_id: string | null;
  council_id: string | null;
  confirmed_at: Date | null;
  is_aged16: boolean | null;
  roles: HeldRole[];
  offices: { parishId: string; office: Office }[];
}

/**
 * Everything a person holds at this instant: residency, roles and offices. A stranger when there is no such person.
 * Every page asks this first, so it is one statement. Nothing of it is kept between requests: a role that ended a moment ago is held no more.
 *
 * @param clientAddress where the request came from; only its network goes further
 */
export async function loadActor(db: Read, personId: string | null, clientAddress?: string): Promise<Actor> {
  if (!personId) return stranger;
  const rows = await db.$queryRaw<ActorRow[]>`
    SELECT person.id, person.name, person.email, home.ward_id, ward.council_id, home.confirmed_at, home.is_aged16,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'councilId', council_id, 'post', post, 'mayAppoint', may_appoint)
          ORDER BY from_at, id), '[]')
        FROM role WHERE person_id = person.id AND ended_at IS NULL) AS roles,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('parishId', parish_id, 'office', office)), '[]')
        FROM parish_office WHERE person_id = person.id AND ended_at IS NULL) AS offices
    FROM person
    LEFT JOIN residency home ON home.person_id = person.id AND home.ended_at IS NULL AND home.refused_at IS NULL
    LEFT JOIN ward ON ward.id = home.ward_id
    WHERE person.id = ${personId}::uuid
    LIMIT 1`;
  const row = rows[0];
  if (!row) return stranger;
  return {
    personId: row.id,
    name: row.name,
    email: row.email ?? "",
    residency:
      row.ward_id !== null && row.council_id !== null
        ? {
            wardId: row.ward_id,
            councilId: row.council_id,
            confirmedAt: row.confirmed_at,
            isAged16: row.is_aged16 === true,
          }
        : null,
    roles: row.roles,
    offices: row.offices,
    network: networkOf(clientAddress ?? ""),
  };
}
