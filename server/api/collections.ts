import type { Collection } from "./collection";
import { actParameters } from "./collections/act-parameters";
import { actSections } from "./collections/act-sections";
import { argumentsMade } from "./collections/arguments";
import { commitments } from "./collections/commitments";
import { councils } from "./collections/councils";
import { duties } from "./collections/duties";
import { handovers } from "./collections/handovers";
import { matters } from "./collections/matters";
import { measurements } from "./collections/measurements";
import { midTermReviews } from "./collections/mid-term-reviews";
import { minutes } from "./collections/minutes";
import { orders } from "./collections/orders";
import { outcomeReviews } from "./collections/outcome-reviews";
import { outcomes } from "./collections/outcomes";
import { parishes } from "./collections/parishes";
import { popoloMotions, popoloVoteEvents } from "./collections/popolo-decisions";
import { popoloOrganizations } from "./collections/popolo-organizations";
import { popoloMemberships, popoloPersons } from "./collections/popolo-people";
import { powerRequests } from "./collections/power-requests";
import { powerReviews } from "./collections/power-reviews";
import { powers } from "./collections/powers";
import { proposals } from "./collections/proposals";
import { recounts } from "./collections/recounts";
import { responses } from "./collections/responses";
import { reviewComments } from "./collections/review-comments";
import { schedules } from "./collections/schedules";
import { votes } from "./collections/votes";
import { wards } from "./collections/wards";

/** Everything that is public, as collections, in the order in which it is listed. A new one is a file beside the others and a line here. */
export const collections: readonly Collection[] = [
  councils,
  wards,
  schedules,
  parishes,
  powerRequests,
  powers,
  proposals,
  argumentsMade,
  votes,
  duties,
  responses,
  commitments,
  measurements,
  midTermReviews,
  reviewComments,
  outcomeReviews,
  outcomes,
  powerReviews,
  orders,
  matters,
  recounts,
  handovers,
  minutes,
  actSections,
  actParameters,
  popoloOrganizations,
  popoloPersons,
  popoloMemberships,
  popoloMotions,
  popoloVoteEvents,
];
