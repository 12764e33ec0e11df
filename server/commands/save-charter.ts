import type { Charter, CharterContent, CharterPart } from "~/domain/parish/founding";
import type { Actor } from "~/domain/permissions/actor";
import { isIdentifier } from "~/domain/record/identifier";
import { list } from "~/domain/time/words";
import { type Tx, toDateColumn } from "../persistence/db";
import type { Draft } from "../queries/get-draft";
import { changeDraft, type DraftChange, type DraftPlan } from "./change-draft";
import type { Context } from "./context";
import { invalid, type Outcome, type Refused } from "./outcome";

/** The parts that are text and figures; who holds office is for `setOffice`. */
export type WrittenPart = Exclude<CharterPart, "offices">;

/** One part of a charter with its new content. */
export type CharterChange = { [Part in WrittenPart]: { part: Part } & CharterContent[Part] }[WrittenPart];

/**
 * Saves one part of a draft charter.
 *
 * Answers whether anything changed. Refuses as `changeDraft` does; wards of another council, or an area without the founder's own ward
 * (s6, s4); a term outside the Act (s11); a power that is never given (s14); and a part with gaps, each beside its field (s5).
 */
export async function saveCharter(
  context: Context,
  actor: Actor,
  input: DraftChange & { change: CharterChange },
): Promise<Outcome<{ isChanged: boolean }>> {
  const { change } = input;
  return changeDraft(context, actor, change.part, input, (tx, draft, _now, present) =>
    plan(tx, present, draft, change),
  );
}

async function plan(
  tx: Tx,
  actor: Actor,
  draft: Draft,
  change: CharterChange,
): Promise<DraftPlan | { refused: Refused }> {
  const { charter } = draft;
  const parishId = draft.found.row.id;
  const update = (data: Parameters<Tx["parish"]["update"]>[0]["data"]) => async () => {
    await tx.parish.update({ where: { id: parishId }, data });
  };
  switch (change.part) {
    case "aim": {
      const { name, problem, endPoint } = change;
      return { charter: { ...charter, name, problem, endPoint }, write: update({ name, problem, endPoint }) };
    }
    case "area":
      return planArea(tx, actor, draft, change.wardIds);
    case "term": {
      const { startsOn, termMonths } = change;
      return {
        charter: { ...charter, startsOn, termMonths },
        write: update({ startsOn: startsOn && toDateColumn(startsOn), termMonths }),
      };
    }
    case "actions": {
      const { priorityActions } = change;
      return {
        charter: { ...charter, priorityActions },
        write: async () => {
          await tx.priorityAction.deleteMany({ where: { parishId } });
          await tx.priorityAction.createMany({
            data: priorityActions.map(({ dueOn, ...action }, index) => {
              if (dueOn === null) throw new Error("a priority action without a day passed the checks");
              return { ...action, dueOn: toDateColumn(dueOn), parishId, position: index + 1 };
            }),
          });
        },
      };
    }
    case "powers": {
      const catalogueIds = [...change.catalogueIds];
      const powers = catalogueIds.map(
        (catalogueId) =>
          charter.powers.find((power) => power.catalogueId === catalogueId) ?? {
            catalogueId,
            scope: "",
            budgetYearPence: 0,
          },
      );
      return {
        charter: { ...charter, powers },
        write: async () => {
          await tx.powerRequest.deleteMany({ where: { parishId, catalogueId: { notIn: catalogueIds } } });
          await tx.powerRequest.createMany({
            data: catalogueIds.map((catalogueId) => ({ parishId, catalogueId, scope: "" })),
            skipDuplicates: true,
          });
        },
      };
    }
    case "scopes": {
      const powers = charter.powers.map(
        (power) => change.scopes.find((scope) => scope.catalogueId === power.catalogueId) ?? power,
      );
      return {
        charter: { ...charter, powers },
        write: async () => {
          for (const { catalogueId, scope, budgetYearPence } of powers) {
            await tx.powerRequest.update({
              where: { parishId_catalogueId: { parishId, catalogueId } },
              data: { scope, budgetYearPence: BigInt(budgetYearPence) },
            });
          }
        },
      };
    }
    case "money": {
      const { amountPence, moneyType, moneyPurpose } = change;
      return {
        charter: { ...charter, amountPence, moneyType, moneyPurpose },
        write: update({ moneyAskedPence: BigInt(amountPence), moneyType, moneyPurpose }),
      };
    }
    case "publicity": {
      const { ordinaryPublicity, spendingPublicity } = change;
      return {
        charter: { ...charter, ordinaryPublicity, spendingPublicity },
        write: update({ ordinaryPublicity, spendingPublicity }),
      };
    }
    case "sunset": {
      const { receiverName, receiverTakes } = change;
      return { charter: { ...charter, receiverName, receiverTakes }, write: update({ receiverName, receiverTakes }) };
    }
  }
}

async function planArea(
  tx: Tx,
  actor: Actor,
  draft: Draft,
  wardIds: readonly string[],
): Promise<DraftPlan | { refused: Refused }> {
  const { row } = draft.found;
  const wards = await tx.ward.findMany({
    where: { id: { in: wardIds.filter((id) => isIdentifier(id)) } },
    select: { id: true, name: true, gss: true, electorate: true, councilId: true },
    orderBy: { name: "asc" },
  });
  const no = (message: string, section: "s4" | "s6" = "s6") => ({
    refused: { ...invalid([{ field: "wardIds", message }]).refused, section },
  });
  if (wards.length < wardIds.length) return no("One of the wards chosen does not exist. Choose from the list.");
  const strange = wards.filter((ward) => ward.councilId !== row.councilId).map((ward) => ward.name);
  if (strange.length > 0) {
    return {
      refused: {
        code: "refused_by_act",
        section: "s6",
        message: areaMessage(strange, row.council.name),
        errors: [{ field: "wardIds", message: areaMessage(strange, row.council.name) }],
      },
    };
  }
  const home = actor.residency;
  if (wards.length > 0 && home?.confirmedAt && home.councilId === row.councilId && !wardIds.includes(home.wardId)) {
    const own = await tx.ward.findUniqueOrThrow({ where: { id: home.wardId }, select: { name: true } });
    return no(`The area must include your own ward, ${own.name}, because founders live in the area.`, "s4");
  }
  return {
    charter: { ...draft.charter, wards } satisfies Charter,
    write: async () => {
      await tx.parishWard.deleteMany({ where: { parishId: row.id, wardId: { notIn: [...wardIds] } } });
      await tx.parishWard.createMany({
        data: wardIds.map((wardId) => ({ parishId: row.id, wardId })),
        skipDuplicates: true,
      });
    },
  };
}

function areaMessage(strange: readonly string[], council: string): string {
  const are = strange.length === 1 ? "is not a ward" : "are not wards";
  return `${list(strange)} ${are} of ${council}. A parish lies inside one council's area: choose wards of ${council} only.`;
}
