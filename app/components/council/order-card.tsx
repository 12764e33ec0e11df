import type { ReactNode } from "react";
import type { OrderStanding, OrderView } from "~/domain/response/order-view";
import { SummaryList } from "../content/summary-list";
import { Tag, type TagColour } from "../content/tag";

const standings: Record<OrderStanding, { words: string; colour: TagColour }> = {
  announced: { words: "Announced", colour: "yellow" },
  in_force: { words: "In force", colour: "red" },
  withdrawn: { words: "Withdrawn", colour: "grey" },
  reinstated: { words: "Ended by the council", colour: "grey" },
  set_aside: { words: "Set aside by the Commissioner", colour: "grey" },
};

export interface OrderCardProps {
  order: OrderView;
  headingLevel?: 2 | 3;
  /** Where it happened, before the rest. */
  where?: ReactNode;
  /** What the reader can do about it. */
  children?: ReactNode;
}

/** A council's order to suspend or take back, with its reasons, the appeal and what the Commissioner found. */
export function OrderCard({ order, headingLevel = 3, where, children }: OrderCardProps) {
  const Heading = `h${headingLevel}` as const;
  const { appeal, ended } = order;
  const found = appeal?.found;
  const rows = [
    { key: "Ground", value: `${order.ground}. ${order.explanation}` },
    { key: "Reasons", value: order.reasons },
    { key: "Ordered by", value: `${order.orderedBy}, ${order.orderedAt}` },
    { key: effectWords(order), value: order.takesEffect },
    ...(appeal ? [{ key: "Appeal", value: `${appeal.by}, ${appeal.at}: ${appeal.reasons}` }] : []),
    ...(found
      ? [
          {
            key: "What the Commissioner found",
            value: `${found.finding === "upheld" ? "Upheld" : "Set aside"} by ${found.by}, ${found.at}: ${found.reasons}`,
          },
        ]
      : []),
    ...(ended && order.standing !== "set_aside"
      ? [{ key: "Ended", value: `${ended.by}, ${ended.at}: ${ended.reasons}` }]
      : []),
  ];
  const { words, colour } = standings[order.standing];
  return (
    <article className="card">
      <div className="card__above">
        <Tag text={words} colour={colour} />{" "}
        {appeal && !found && <Tag text="Before the Commissioner" colour="magenta" />}
      </div>
      <Heading className="card__title">
        {order.kind === "suspend" ? "Suspension" : "Revocation"}: {order.about}
      </Heading>
      {where && <p className="card__meta">{where}</p>}
      <SummaryList rows={rows} />
      {children}
    </article>
  );
}

function effectWords({ tookEffect, ended }: OrderView): string {
  if (tookEffect) return "In force from";
  return ended ? "Was to take effect" : "Takes effect";
}
