import type { DutyStanding } from "~/domain/response/duty-clock";
import { CouncilClock } from "../content/council-clock";
import { Tag } from "../content/tag";

/** When a council owes something and how that stands, with the Commissioner's part where the matter has gone there. */
export function DutyClock({ dueWords, standing }: { dueWords: string; standing: DutyStanding }) {
  const isEscalated = standing === "escalated";
  return (
    <div className="duty-clock">
      <CouncilClock dueWords={dueWords} standing={isEscalated ? "overdue" : standing}>
        {isEscalated && <Tag text="With the Commissioner" colour="magenta" />}
      </CouncilClock>
    </div>
  );
}
