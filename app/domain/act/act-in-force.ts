import type { Rules } from "./ruling";
import { ACT_VERSION } from "./s03-versions";

/** The Act's own figures, before any council's schedule: for questions that no council's schedule governs. */
export const actInForce: Rules = Object.freeze({
  actVersion: ACT_VERSION,
  scheduleVersion: 0,
  parameters: Object.freeze({}),
});
