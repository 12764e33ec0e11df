import { s01 } from "./s01-simulated-status";
import { s02 } from "./s02-interpretation";
import { s03 } from "./s03-versions";
import { s04 } from "./s04-founders";
import { s05 } from "./s05-charter";
import { s06 } from "./s06-area";
import { s07 } from "./s07-overlap";
import { s08 } from "./s08-supporters";
import { s09 } from "./s09-council-review";
import { s10 } from "./s10-charter-vote";
import { s11 } from "./s11-term";
import { s12 } from "./s12-register";
import { s13 } from "./s13-tiers";
import { s14 } from "./s14-never-delegable";
import { s15 } from "./s15-trial-powers";
import { s16 } from "./s16-suspension";
import { s17 } from "./s17-who-may-propose";
import { s18 } from "./s18-content";
import { s19 } from "./s19-admissibility";
import { s20 } from "./s20-seconders";
import { s21 } from "./s21-notice";
import { s22 } from "./s22-deliberation";
import { s23 } from "./s23-attention-limit";
import { s24 } from "./s24-roll";
import { s25 } from "./s25-window";
import { s26 } from "./s26-publicity";
import { s27 } from "./s27-one-person-one-vote";
import { s28 } from "./s28-secrecy";
import { s29 } from "./s29-majority";
import { s30 } from "./s30-participation-floor";
import { s31 } from "./s31-methods";
import { s32 } from "./s32-receipts";
import { s33 } from "./s33-conflict-of-interest";
import { s34 } from "./s34-clock";
import { s35 } from "./s35-answer";
import { s36 } from "./s36-coded-grounds";
import { s37 } from "./s37-silence";
import { s38 } from "./s38-commitments";
import { s39 } from "./s39-outcome-review";
import { s40 } from "./s40-expiry";
import { s41 } from "./s41-last-safe-day";
import { s42 } from "./s42-mid-term-review";
import { s43 } from "./s43-renewal";
import { s44 } from "./s44-winding-up";
import { s45 } from "./s45-handover";
import { s46 } from "./s46-archive";
import { s47 } from "./s47-typed-money";
import { s48 } from "./s48-open-ledger";
import { s49 } from "./s49-gifts";
import { s50 } from "./s50-commissioner";
import { s51 } from "./s51-amending";
import { s52 } from "./s52-data";
import { s53 } from "./s53-convenors-office";
import type { Parameter, Section } from "./section";

/** The parts of the Act, in order. */
export const parts: readonly { number: number; title: string }[] = [
  { number: 1, title: "Preliminary" },
  { number: 2, title: "Founding a parish" },
  { number: 3, title: "Powers" },
  { number: 4, title: "Proposals" },
  { number: 5, title: "Votes" },
  { number: 6, title: "The council's duty" },
  { number: 7, title: "Sunset" },
  { number: 8, title: "Money" },
  { number: 9, title: "The Commissioner and this Act" },
];

/** Every section of the Act, in order. */
export const sections: readonly Section[] = [
  ...[s01, s02, s03],
  ...[s04, s05, s06, s07, s08, s09, s10, s11],
  ...[s12, s13, s14, s15, s16],
  ...[s17, s18, s19, s20, s21, s22, s23],
  ...[s24, s25, s26, s27, s28, s29, s30, s31, s32, s33],
  ...[s34, s35, s36, s37, s38, s39],
  ...[s40, s41, s42, s43, s44, s45, s46],
  ...[s47, s48, s49],
  ...[s50, s51, s52, s53],
];

const byId: ReadonlyMap<string, Section> = new Map(sections.map((one) => [one.id, one]));

/** The section with an id such as `s29`, or null when the Act has none. */
export function sectionOf(id: string): Section | null {
  return byId.get(id) ?? null;
}

/** Every parameter of the Act, in the order of the sections. */
export const parameters: readonly Parameter[] = sections.flatMap((one) => one.parameters);

const byName: ReadonlyMap<string, Parameter> = new Map(parameters.map((one) => [one.name, one]));

/** The parameter of a name, or null when the Act has none. */
export function parameterOf(name: string): Parameter | null {
  return byName.get(name) ?? null;
}
