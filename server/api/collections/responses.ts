import { z } from "zod";
import type { Ruling } from "~/domain/act/ruling";
import { answers } from "~/domain/act/s35-answer";
import { groundOf } from "~/domain/act/s36-coded-grounds";
import type { AnswerEffect } from "~/domain/response/council-answer";
import { effectOf, findDuties } from "../../queries/find-duty";
import { answerWords } from "../../queries/get-council-answer";
import { collection, inTime } from "../collection";
import { at, ground, instant, place, proposalOf, ruling, rulingOf } from "../fields";

const stateWords: Readonly<Record<AnswerEffect, string>> = {
  stands: "It stands and is to be carried out",
  pending: "The seconders are asked whether they agree to the change",
  rejected: "The answer is no",
  objected: "The Commissioner decides on the objection",
  unbound: "The objection is good, so the decision does not bind the council",
  overruled: "The objection is not good, so the council is to commit",
} as const;

export const responses = collection({
  name: "responses",
  title: "Answers of councils",
  one: "an answer of a council",
  description:
    "What councils answered to decisions of parishes, with their grounds and reasons, in the order of the answers.",
  key: "id",
  at: (item) => item.at,
  filters: ["council", "parish", "state", "since"],
  since: "when it was given",
  item: z.object({
    id: z.guid(),
    duty: z.guid().describe("What it answers"),
    council: place(),
    parish: place(),
    proposal: proposalOf().nullable(),
    answer: z.enum(answers),
    answerWords: z.string(),
    state: z
      .enum(["stands", "pending", "rejected", "objected", "unbound", "overruled"])
      .describe("What it has come to"),
    stateWords: z.string(),
    ground: ground().describe("The coded ground (section 36)"),
    reasons: z.string(),
    modifiedText: z.string().describe("What the council would do instead"),
    officer: z.string(),
    post: z.string(),
    at: instant(),
    isLate: z.boolean(),
    consentUntil: instant().nullable().describe("Until when the seconders could agree to a change"),
    consents: z.int(),
    refusals: z.int(),
    ruling: ruling(),
  }),
  async read(db, asked) {
    const { when, page } = inTime("at", asked);
    const { parishId, councilId } = asked;
    const rows = await db.response.findMany({
      ...page,
      where: {
        AND: when,
        ...(parishId === undefined && councilId === undefined ? {} : { duty: { parishId, councilId } }),
      },
      select: { dutyId: true },
    });
    const found = await findDuties(db, { id: { in: rows.map(({ dutyId }) => dutyId) } });
    const dutyOf = new Map(found.map((duty) => [duty.row.id, duty]));
    return rows.flatMap(({ dutyId }) => {
      const duty = dutyOf.get(dutyId);
      const response = duty?.row.response;
      const state = duty && effectOf(duty, asked.now);
      if (!duty || !response || !state) return [];
      const { council, parish, proposal, answerBy } = duty.row;
      const named = groundOf(response.ground ?? "");
      const consents = response.consents.filter(({ isConsent }) => isConsent).length;
      return [
        {
          id: response.id,
          duty: dutyId,
          council: { slug: council.slug, name: council.name },
          parish: { slug: parish.slug, name: parish.name },
          proposal: proposal && { id: proposal.id, number: proposal.number, title: proposal.title },
          answer: response.answer,
          answerWords: answerWords[response.answer],
          state,
          stateWords: stateWords[state],
          ground: named && { code: named.code, name: named.name },
          reasons: response.reasons,
          modifiedText: response.modifiedText,
          officer: response.officerName,
          post: response.officerPost,
          at: at(response.at),
          isLate: response.at >= answerBy,
          consentUntil: at(response.consentUntil),
          consents,
          refusals: response.consents.length - consents,
          ruling: rulingOf(response.ruling as unknown as Ruling),
        },
      ];
    });
  },
});
