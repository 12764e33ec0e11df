import type { Ruling } from "~/domain/act/ruling";
import { foundersRuling } from "~/domain/act/s04-founders";
import { type CharterLine, charterLines } from "~/domain/parish/charter-words";
import type { ParishState } from "~/domain/parish/parish-state";
import { instantInWords, list } from "~/domain/time/words";
import type { Read } from "../persistence/db";
import { findParish } from "./find-parish";
import { type AskedElsewhere, findPowersAskedElsewhere } from "./find-powers-elsewhere";
import { loadCharter } from "./get-draft";

/** The charter of a parish as anybody may read it, in every state. */
export interface CharterPage {
  parish: { slug: string; name: string; state: ParishState; council: { slug: string; name: string } };
  /** Whether the founders are still writing. */
  isDraft: boolean;
  lines: CharterLine[];
  founders: string[];
  foundersRuling: Ruling | null;
  /** "the list of 2025". */
  boundaries: string;
  /** What happened to the charter so far, the first first. */
  events: { key: string; title: string; when: string }[];
  /** Other parishes that ask for the same powers on the same ground, while the council has not decided on this one. */
  askedElsewhere: AskedElsewhere[];
  versions: { actVersion: number; scheduleVersion: number } | null;
}

/** The charter of a parish; null when there is no such parish. */
export async function getCharter(db: Read, slug: string, now: Date): Promise<CharterPage | null> {
  const found = await findParish(db, slug, now);
  if (!found) return null;
  const { row, rules, state } = found;
  const charter = await loadCharter(db, found);
  const officeIds = [charter.convenorId, charter.deputyId].filter((id) => id !== null);
  const [founders, holders, wards] = await Promise.all([
    db.founder.findMany({
      where: { parishId: row.id },
      orderBy: [{ joinedAt: "asc" }, { personId: "asc" }],
      select: { person: { select: { name: true } } },
    }),
    db.person.findMany({ where: { id: { in: officeIds } }, select: { id: true, name: true } }),
    db.parishWard.findMany({ where: { parishId: row.id }, select: { ward: { select: { vintage: true } } } }),
  ]);
  const vintages = [...new Set(wards.map(({ ward }) => ward.vintage))].sort((one, other) => one - other);
  const isUndecided = ["draft", "gathering", "council_review"].includes(state);
  const events: CharterPage["events"] = [];
  const tell = (title: string, at: Date | null) => {
    if (at) events.push({ key: title, title, when: instantInWords(at) });
  };
  tell("The draft was started", row.createdAt);
  tell("Gathering of support opened, and the text was frozen", row.gatheringOpenedAt);
  tell("Enough residents supported it", row.gatheringMetAt);
  tell(
    row.declinedAt ? "The council gave no power" : "The council finished its review",
    row.reviewCompletedAt ?? row.declinedAt,
  );
  tell("Residents approved it", row.approvedAt);
  tell("Residents voted it down", row.rejectedAt);
  tell("The founders withdrew it", row.withdrawnAt);
  if (row.sunsetAt) {
    tell(row.sunsetAt <= now ? "The sun set on the parish" : "The sun sets on the parish", row.sunsetAt);
  }
  return {
    parish: {
      slug: row.slug,
      name: row.name,
      state,
      council: { slug: row.council.slug, name: row.council.name },
    },
    isDraft: state === "draft",
    lines: charterLines(charter, {
      council: row.council.name,
      nameOf: (id) => holders.find((person) => person.id === id)?.name ?? "Somebody who has left",
    }),
    founders: founders.map(({ person }) => person.name),
    foundersRuling: rules && founders.length > 0 ? foundersRuling(rules, { founders: founders.length }) : null,
    boundaries: vintages.length > 0 ? `the list of ${list(vintages.map(String))}` : "",
    events,
    askedElsewhere: isUndecided
      ? await findPowersAskedElsewhere(db, {
          parishId: row.id,
          wardIds: found.wardIds,
          powers: charter.powers.map((power) => power.catalogueId),
          now,
        })
      : [],
    versions: rules && { actVersion: rules.actVersion, scheduleVersion: rules.scheduleVersion },
  };
}
