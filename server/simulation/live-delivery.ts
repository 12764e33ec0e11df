import type { Picture } from "../../prisma/scenarios/wexcombe/pictures";
import { importMeasurements } from "../commands/measure-outcome";
import { type Progress, recordProgress } from "../commands/record-progress";
import { reportDelivery } from "../commands/report-delivery";
import { answerReport } from "../commands/tend-delivery";
import { drawPicture } from "./draw-picture";
import type { LivingProposal } from "./live-proposal";
import { account, actorOf, known, must, officerOf } from "./town";

/** How a promise of the council is kept, in days from today. */
export interface DeliveryDays {
  underWay?: { on: number; words: string };
  /** Steps on the way. */
  milestones?: readonly { on: number; what: string; dueOn: number; doneOn?: number }[];
  noted?: readonly { on: number; words: string; picture?: Picture }[];
  moved?: { on: number; dueOn: number; words: string };
  done?: { on: number; words: string; picture?: Picture };
  /** What residents say of it, and what the council answers. */
  reports?: readonly Reported[];
  /** Figures that were measured, imported as one list. */
  measured?: { on: number; by: string; figures: readonly { on: number; value: number; source: string }[] };
}

interface Reported {
  on: number;
  /** An example account. */
  by: string;
  isDone: boolean;
  text: string;
  picture?: Picture;
  answered?: { on: number; words: string };
}

/** Plans how a promise about a proposal is kept, by the commands that the council and residents would use. */
export function liveDelivery(living: LivingProposal, days: DeliveryDays): void {
  const { town, plan, dutyId, parish, proposalId, title } = living;
  const { history } = town;
  const { db, context } = town.app;
  const commitmentId = async () =>
    known(await db.commitment.findFirst({ where: { proposalId } }), `commitment on ${title}`).id;

  async function record(progress: Progress, picture?: Picture): Promise<void> {
    const file = picture ? await drawPicture(picture) : null;
    const officer = await officerOf(town, parish.council);
    must(`progress of ${title}`, await recordProgress(context, officer, { dutyId: await dutyId(), progress, file }));
  }

  plan(days.underWay?.on, 15, () => record({ step: "under_way", words: days.underWay?.words ?? "" }));

  for (const { on, what, dueOn, doneOn } of days.milestones ?? []) {
    plan(on, 16, async () => {
      await record({ step: "milestone_added", commitmentId: await commitmentId(), what, dueOn: history.day(dueOn) });
    });
    plan(doneOn, 10, async () => {
      const milestone = known(
        await db.milestone.findFirst({ where: { commitmentId: await commitmentId(), what } }),
        what,
      );
      await record({ step: "milestone_done", commitmentId: await commitmentId(), milestoneId: milestone.id });
    });
  }

  for (const { on, words, picture } of days.noted ?? []) {
    plan(on, 17, async () => record({ step: "noted", commitmentId: await commitmentId(), words }, picture));
  }

  plan(days.moved?.on, 15, async () => {
    const { words, dueOn } = known(days.moved, "move");
    await record({ step: "moved", commitmentId: await commitmentId(), dueOn: history.day(dueOn), words });
  });

  plan(days.done?.on, 16, async () => {
    const { words, picture } = known(days.done, "end");
    await record({ step: "done", commitmentId: await commitmentId(), words }, picture);
  });

  for (const { on, by, isDone, text, picture, answered } of days.reports ?? []) {
    const personId = () => account(town, by);
    plan(on, 18, async () => {
      const file = picture ? await drawPicture(picture) : null;
      const report = { commitmentId: await commitmentId(), isDone, text, file };
      must(`a report on ${title}`, await reportDelivery(context, await actorOf(town, personId()), report));
    });
    plan(answered?.on, 9, async () => {
      const report = known(
        await db.deliveryReport.findFirst({ where: { commitmentId: await commitmentId(), personId: personId() } }),
        `report on ${title}`,
      );
      const answer = { commitmentId: await commitmentId(), shownId: report.id, answer: answered?.words ?? "" };
      must("an answer", await answerReport(context, await officerOf(town, parish.council), answer));
    });
  }

  plan(days.measured?.on, 14, async () => {
    const { by, figures } = known(days.measured, "figures");
    const csv = figures.map(({ on, value, source }) => `${history.day(on)},${value},"${source}"`).join("\n");
    const list = { proposalId, csv, isPreview: false };
    const read = must(
      `figures of ${title}`,
      await importMeasurements(context, await actorOf(town, account(town, by)), list),
    );
    if (read.added !== figures.length) throw new Error(`figures of ${title}: ${JSON.stringify(read.lines)}`);
  });
}
