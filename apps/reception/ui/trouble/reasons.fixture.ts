/** Every reason that there is, for tests of all troubles. */
import { problem, problemSlugs } from "@madoguchi/contract";
import { linkTroubles } from "./link-troubles.ts";
import type { TroubleReason } from "./reason.ts";

const isLinkCode = (text: string): text is keyof typeof linkTroubles =>
  Object.hasOwn(linkTroubles, text);

export const linkReasons: readonly TroubleReason[] = Object.keys(linkTroubles)
  .filter(isLinkCode)
  .map((code) => ({ kind: "link", code }));

export const pinReasons: readonly TroubleReason[] = [
  { kind: "locked" },
  { kind: "verify-interrupted" },
  { kind: "left-verified" },
  { kind: "card", refusal: { kind: "not-my-number-card", reason: "no-jpki-application" } },
  {
    kind: "card",
    refusal: { kind: "not-my-number-card", reason: "no-authentication-certificate" },
  },
  { kind: "card", refusal: { kind: "unexpected", step: "reading", sw: 0x6f00 } },
];

export const faceReasons: readonly TroubleReason[] = [
  { kind: "card", refusal: { kind: "not-my-number-card", reason: "no-surface-application" } },
  { kind: "card", refusal: { kind: "not-my-number-card", reason: "no-face-record" } },
  { kind: "number-interrupted" },
  { kind: "number-locked" },
  ...(["malformed-record", "unknown-root", "forged", "other-card"] as const).map(
    (fault) => ({ kind: "face", fault }) as const,
  ),
  { kind: "not-the-holder" },
];

export const lineReasons: readonly TroubleReason[] = [
  { kind: "offline" },
  { kind: "foreign-context" },
];

export const problemReasons: readonly TroubleReason[] = problemSlugs.map((slug) => ({
  kind: "problem",
  problem: problem(slug),
}));

export const everyReason: readonly TroubleReason[] = [
  ...linkReasons,
  ...problemReasons,
  ...pinReasons,
  ...faceReasons,
  ...lineReasons,
];
