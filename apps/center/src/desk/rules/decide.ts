import type { OfficeRight } from "../../accounts/index.ts";

/** What each decision on a case needs. To give back for mending is no decision of the end. */
export const decisionRights = {
  approve: "cases.decide",
  return: "cases.handle",
  refuse: "cases.decide",
} as const satisfies Record<string, OfficeRight>;
