import type { OrderKind } from "../act/s16-suspension";

/** How an order of a council stands. */
export type OrderStanding = "announced" | "in_force" | "withdrawn" | "reinstated" | "set_aside";

/** A council's order that suspends or revokes a power or a parish, as everybody may read it. */
export interface OrderView {
  id: string;
  kind: OrderKind;
  /** Empty when it is about the whole parish. */
  powerId: string | null;
  /** The power's plain name, or "The whole parish". */
  about: string;
  standing: OrderStanding;
  ground: string;
  explanation: string;
  reasons: string;
  orderedBy: string;
  orderedAt: string;
  takesEffect: string;
  /** Whether it took effect, or ended before that. */
  tookEffect: boolean;
  ended: { at: string; by: string; reasons: string } | null;
  appeal: AppealView | null;
}

/** What the parish brought before the Commissioner, and what became of it. */
export interface AppealView {
  at: string;
  by: string;
  reasons: string;
  /** Null while the Commissioner has not decided. */
  found: { finding: "upheld" | "set_aside"; at: string; by: string; reasons: string } | null;
}
