import type { Figure } from "~/domain/act/ruling";
import type { DutyStanding } from "~/domain/response/duty-clock";
import { Card } from "../content/card";
import { Tag } from "../content/tag";
import { ClockArithmetic } from "./clock-arithmetic";
import { DutyClock } from "./duty-clock";

export interface DocketItemProps {
  href: string;
  kindWords: string;
  title: string;
  parish: { name: string };
  received: string;
  clock: { dueWords: string; standing: DutyStanding };
  /** What happens next, in one sentence. */
  next: string;
  figures: readonly Figure[];
}

/** One thing on a council's docket: when it is due, how it stands, and what happens next. */
export function DocketItem({ href, kindWords, title, parish, received, clock, next, figures }: DocketItemProps) {
  return (
    <Card
      title={title}
      href={href}
      headingLevel={2}
      above={<Tag text={kindWords} colour="grey" />}
      meta={`${parish.name}, received on ${received}`}
    >
      <DutyClock {...clock} />
      <p className="govuk-body">{next}</p>
      <ClockArithmetic figures={figures} />
    </Card>
  );
}
