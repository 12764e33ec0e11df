import { toDateColumn, toJson } from "#server/persistence/db";
import { actInForce } from "~/domain/act/act-in-force";
import { allow } from "~/domain/act/ruling";
import { addDays, civilDateOf } from "~/domain/time/civil";
import { makePerson } from "../../prisma/scenarios/places-and-people";
import { type Chamber, type Decision, makeChamber, makeCharterInReview, makeDecision } from "./council";
import { argue, makeNeighbourhood, type Neighbourhood, proposalText, putAndSecond, putForward } from "./proposals";
import { makeVote, type World, worldStart } from "./world";

/** What people wrote that nobody else may read: each stands in a row that is hidden, unfinished or not decided. */
export const unpublished = {
  hiddenArgument: "Unpublished argument that was hidden",
  hiddenEvidence: "Unpublished picture that was hidden",
  hiddenReport: "Unpublished report that was hidden",
  hiddenComment: "Unpublished comment that was hidden",
  draft: "Unpublished draft of a proposal",
  verdict: "Unpublished note of an officer on a power",
  askedPerson: "Unpublished Person Asked",
  supporter: "Unpublished Supporter",
} as const;

export interface PublicWorld {
  chamber: Chamber;
  decision: Decision;
  place: Neighbourhood;
  /** A vote that is open and shows its turnout only, one that is sealed, and one that has closed. */
  votes: { turnout: string; sealed: string; closed: string };
}

/** A world in which every collection of the public API has something in it, and in which there is something to keep back. */
export async function makePublicWorld(world: World): Promise<PublicWorld> {
  const { db } = world.app;
  const chamber = await makeChamber(world);
  const decision = await makeDecision(world, chamber, {
    costPence: 12_300n,
    measureOn: addDays(civilDateOf(worldStart), 90),
  });
  const charter = await makeCharterInReview(world, chamber);
  const place = await makeNeighbourhood(world);
  const now = await world.app.now();
  const officer = {
    officerId: chamber.officer.personId as string,
    officerName: "Sam Officer",
    officerPost: "Head of parks",
  };
  const byOfficer = { byId: officer.officerId, byName: officer.officerName, byPost: officer.officerPost };
  const { parishId, proposalId } = decision;

  await db.schedule.create({
    data: {
      councilId: chamber.councilId,
      version: 1,
      commencesAt: now,
      madeAt: now,
      parameters: { answerDays: 28 },
      reason: "It suits us.",
    },
  });
  await db.response.create({
    data: {
      dutyId: decision.dutyId,
      answer: "modify",
      reasons: "We would plant it in spring and not in autumn.",
      modifiedText: "The verge is planted in spring.",
      ...officer,
      at: now,
      consentUntil: new Date(now.getTime() + 86_400_000),
      ruling: toJson(allow(actInForce, { sections: ["s35"], sentence: "The council answered." })),
    },
  });
  await db.duty.update({ where: { id: decision.dutyId }, data: { answeredAt: now } });
  const commitment = await db.commitment.create({
    data: {
      proposalId,
      what: "Plant the verge",
      owner: "Head of parks",
      originalDueOn: toDateColumn(civilDateOf(now)),
      dueOn: toDateColumn(addDays(civilDateOf(now), 9)),
      madeAt: now,
    },
  });
  const commitmentId = commitment.id;
  await db.milestone.create({
    data: {
      commitmentId,
      what: "Buy the plants",
      dueOn: toDateColumn(addDays(civilDateOf(now), 3)),
      addedAt: now,
    },
  });
  const step = await db.commitmentStep.create({
    data: {
      commitmentId,
      kind: "noted",
      text: "The plants are here.",
      byName: "Sam Officer",
      byPost: "Head of parks",
      at: now,
    },
  });
  const pictures = [
    { stepId: step.id, hash: "a".repeat(64), alt: "Six plants", hiddenAt: null },
    { stepId: step.id, hash: "b".repeat(64), alt: unpublished.hiddenEvidence, hiddenAt: now },
    { stepId: null, hash: "c".repeat(64), alt: unpublished.hiddenEvidence, hiddenAt: null },
  ];
  for (const picture of pictures) {
    const evidence = await db.evidence.create({
      data: {
        commitmentId,
        mime: "image/png",
        bytes: Buffer.from("picture"),
        size: 7,
        ...picture,
        byId: byOfficer.byId,
        at: now,
      },
    });
    // The last one is shown by a report alone, and that is hidden.
    if (picture.stepId === null) {
      await db.deliveryReport.create({
        data: {
          commitmentId,
          personId: chamber.resident.personId as string,
          isDone: false,
          text: unpublished.hiddenReport,
          evidenceId: evidence.id,
          at: now,
          hiddenAt: now,
          hiddenReason: "It shows a child.",
        },
      });
    }
  }
  const action = await db.priorityAction.create({
    data: {
      parishId,
      position: 9,
      action: "Plant every verge",
      measure: "Verges planted",
      baseline: "0",
      target: "12",
      dueOn: toDateColumn(addDays(civilDateOf(now), 90)),
    },
  });
  await db.measurement.create({
    data: {
      priorityActionId: action.id,
      measuredOn: toDateColumn(civilDateOf(now)),
      value: 3.5,
      source: "Walked and counted",
      ...byOfficer,
      at: now,
    },
  });
  const termStartsOn = toDateColumn(civilDateOf(now));
  await db.midTermReview.create({
    data: {
      parishId,
      termStartsOn,
      finding: "Half way there.",
      figures: { measures: [] },
      ...byOfficer,
      publishedAt: now,
    },
  });
  const resident = chamber.resident.personId as string;
  for (const [text, hiddenAt] of [
    ["Well done to all.", null],
    [unpublished.hiddenComment, now],
  ] as const) {
    await db.reviewComment.create({
      data: {
        parishId,
        termStartsOn,
        authorId: resident,
        isEvidence: false,
        isObserver: true,
        text,
        at: now,
        hiddenAt,
      },
    });
  }
  await db.outcomeReview.create({
    data: {
      proposalId,
      outcome: "keep",
      measured: "40 bees",
      finding: "It works.",
      byId: officer.officerId,
      byName: "Sam Officer",
      at: now,
    },
  });
  const power = await db.power.findFirstOrThrow({ where: { parishId }, select: { id: true } });
  await db.powerReview.create({
    data: { powerId: power.id, outcome: "keep", finding: "It works.", conditions: "", ...byOfficer, at: now },
  });
  const order = await db.suspension.create({
    data: {
      parishId,
      kind: "suspend",
      ground: "unsafe",
      reasons: "The verge is a danger to all who pass it.",
      ...officer,
      noticeAt: now,
      takesEffectAt: addTo(now, 20),
    },
  });
  await db.appeal.create({
    data: { suspensionId: order.id, reasons: "It is not.", byId: resident, byName: "Cleo Convenor", at: now },
  });
  const asked = await makePerson(db, { name: unpublished.askedPerson });
  await db.handoverItem.create({
    data: {
      parishId,
      kind: "record",
      subject: "record",
      name: "The record of the parish",
      personId: asked.id,
      sunsetAt: addTo(now, 300),
      askedById: resident,
      askedByName: "Cleo Convenor",
      askedAt: now,
    },
  });
  // What is not finished or was taken away.
  await db.powerRequest.update({
    where: { id: charter.requests.litter },
    data: {
      decision: "refuse",
      ground: "unsafe",
      reasons: unpublished.verdict,
      conditions: unpublished.verdict,
      officerName: unpublished.verdict,
    },
  });
  const supporter = await makePerson(db, { name: unpublished.supporter });
  await db.supporter.create({ data: { parishId: charter.parishId, personId: supporter.id, at: now } });
  await db.proposal.create({
    data: {
      parishId: place.parishId,
      number: -1,
      authorId: place.author.personId as string,
      title: unpublished.draft,
      change: unpublished.draft,
      createdAt: now,
    },
  });
  const { id } = await putAndSecond(world, place);
  await argue(world, place.author, id, "It costs nothing and helps everybody.");
  const hidden = await argue(world, place.neighbour, id, unpublished.hiddenArgument);
  await db.argument.update({ where: { id: hidden }, data: { hiddenAt: now, hiddenReason: "It names a neighbour." } });
  // Texts that a spreadsheet would run, and one that has to be quoted.
  await putForward(
    world,
    place,
    proposalText(place, { title: '=HYPERLINK("https://example.org")', place: 'Mill Lane, by the "Swan"' }),
  );
  const voteOf = async (publicity: "turnout" | "sealed") =>
    (await makeVote(world, { parishId: place.parishId, opensAt: now, closesAt: addTo(now, 3), publicity })).id;
  const closed = await db.vote.findFirstOrThrow({ where: { parishId }, select: { id: true } });
  await db.recount.create({
    data: {
      voteId: closed.id,
      parishId,
      agrees: true,
      report: [{ verdict: "holds", words: "Every ballot is in the log." }],
      counts: { for: 3, against: 1, abstain: 0 },
      root: "d".repeat(64),
      ballotFile: "e".repeat(64),
      byId: officer.officerId,
      byName: "Sam Officer",
      at: now,
    },
  });
  const votes = { turnout: await voteOf("turnout"), sealed: await voteOf("sealed"), closed: closed.id };
  await world.app.settle();
  for (const voteId of [votes.turnout, votes.sealed]) {
    await world.app.desk.cast(place.residents[0] as string, { voteId, choice: "for", request: crypto.randomUUID() });
  }
  return { chamber, decision, place, votes };
}

function addTo(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * 86_400_000);
}
