/** Situations of the counter that are told as they are, and those of the patient's window alone. */
const ofCounter = [
  "lay",
  "reading",
  "last-try",
  "locked",
  "asking",
  "numbers",
  "photo",
  "first-use",
  "moved",
  "other-card",
  "take",
] as const;
export type CounterSituation = (typeof ofCounter)[number];

export const ownSituations = ["done", "thanks", "staff", "rest", "desk", "lost"] as const;
export type OwnSituation = (typeof ownSituations)[number];

export const shownSituations = [...ofCounter, ...ownSituations] as const;
export type ShownSituation = (typeof shownSituations)[number];
