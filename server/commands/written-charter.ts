import type { Charter, CharterPart } from "~/domain/parish/founding";
import type { Plain } from "~/domain/record/canonical";
import type { Draft } from "../queries/get-draft";

/** The charter as the minute book keeps it from the opening of gathering on. Names only those who are to hold office. */
export function writtenCharter({ charter, founders, found }: Draft) {
  const nameOf = (id: string | null) => founders.find((founder) => founder.id === id)?.name ?? "";
  return {
    ...partsOf(charter).aim,
    council: found.row.council.name,
    ...partsOf(charter).area,
    ...partsOf(charter).term,
    ...partsOf(charter).actions,
    ...partsOf(charter).powers,
    ...partsOf(charter).money,
    convenor: nameOf(charter.convenorId),
    deputy: nameOf(charter.deputyId),
    ...partsOf(charter).publicity,
    receiver: { name: charter.receiverName, takes: charter.receiverTakes },
  };
}

/**
 * One part of a draft as the minute book keeps it. Nobody is named: who is to hold office and who receives what is left may still change, and
 * a minute book is for ever. Their names are written when gathering opens.
 */
export function writtenPart(charter: Charter, part: CharterPart): { [key: string]: Plain } {
  return partsOf(charter)[part];
}

function partsOf(charter: Charter) {
  const powers = {
    powers: charter.powers.map((power) => power.catalogueId),
    asked: charter.powers.map((power) => ({ ...power })),
  };
  return {
    aim: { name: charter.name, problem: charter.problem, endPoint: charter.endPoint },
    area: { wards: charter.wards.map(({ gss, name, electorate }) => ({ code: gss, name, electorate })) },
    term: { startsOn: charter.startsOn, termMonths: charter.termMonths },
    actions: { priorityActions: charter.priorityActions.map((action) => ({ ...action })) },
    powers,
    scopes: powers,
    money: { money: { pence: charter.amountPence, type: charter.moneyType, purpose: charter.moneyPurpose } },
    offices: {},
    publicity: { publicity: { ordinary: charter.ordinaryPublicity, spending: charter.spendingPublicity } },
    sunset: {},
  } satisfies Record<CharterPart, { [key: string]: Plain }>;
}
