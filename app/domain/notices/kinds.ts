/** Every kind of notice, with the word that stands above it in a list. */
export const noticeKinds = {
  support_reached: "Support",
  vote_noticed: "Notice of a vote",
  vote_opened: "Vote",
  vote_closing: "Vote",
  vote_decided: "Decision",
  council_answered: "The council",
  council_late: "The council",
  powers: "Powers",
  commissioner: "The Commissioner",
  review_published: "Review",
  delivery: "Delivery",
  trial_ends: "Power on trial",
  sunset_near: "Sunset",
  handover: "Handover",
  briefing: "Briefing",
} as const;

export type NoticeKind = keyof typeof noticeKinds;
