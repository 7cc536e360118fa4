import type { Problem, ProblemSlug } from "@madoguchi/contract";
import { problem as known, problemSlug } from "@madoguchi/contract";
import type { Trouble } from "./reason.ts";

type Buttons = Pick<Trouble, "action" | "otherAction">;

const retry: Buttons = { action: "try-again", otherAction: "next-patient" };
const reload: Buttons = { action: "reload" };
const unregistered: Buttons = { action: "register-again" };
const next: Buttons = { action: "next-patient" };
const byPin: Buttons = { action: "check-by-pin", otherAction: "next-patient" };

/** All words come with the problem; what the buttons do is ours. */
const buttons: Record<ProblemSlug, Buttons> = {
  "invalid-request": reload,
  "not-found": reload,
  "activation-refused": unregistered,
  "activation-used": unregistered,
  "activation-locked": unregistered,
  "signature-missing": reload,
  "signature-invalid": unregistered,
  "terminal-unknown": unregistered,
  "clock-skew": retry,
  "account-stopped": retry,
  "app-too-old": { action: "update", otherAction: "next-patient" },
  "facility-suspended": retry,
  "facility-closed": unregistered,
  "challenge-unknown": retry,
  "challenge-foreign": retry,
  "challenge-expired": retry,
  "challenge-used": retry,
  "challenge-other-purpose": retry,
  "card-signature-invalid": retry,
  "certificate-malformed": next,
  "certificate-wrong-purpose": reload,
  "certificate-unknown-issuer": next,
  "certificate-not-yet-valid": next,
  "face-record-malformed": byPin,
  "face-record-unknown-issuer": byPin,
  "face-record-forged": byPin,
  "face-record-other-person": byPin,
  "first-use-refused": { action: "correct-statement", otherAction: "next-patient" },
  "first-use-limit": next,
  "first-use-already-linked": next,
  "first-use-card-linked": next,
  "first-use-suspended": next,
  "consent-too-late": retry,
  "revocation-unknown": retry,
  "recheck-unknown": next,
  "recheck-other-month": next,
  "recheck-not-by-card": next,
  "recheck-nobody": next,
  "recheck-unlinked": next,
  "recheck-limit": next,
  "offline-foreign": next,
  "offline-too-old": next,
  "offline-from-future": next,
  "offline-other-content": next,
  "offline-answer-gone": next,
  "bulk-not-allowed": next,
  "bulk-waiting": next,
  "bulk-file-empty": next,
  "bulk-file-too-large": next,
  "bulk-unknown": next,
  "bulk-no-file": next,
  "too-many-requests": retry,
  unexpected: retry,
};

export function problemTrouble(problem: Problem): Trouble {
  const slug = problemSlug(problem);
  const { detail, owner, nextStep, instance } = problem;
  // A center from before it sent them leaves the words for the counter out.
  const { patientWords, nextSteps, charge } = {
    ...known(slug, { detail, owner, nextStep }),
    ...problem,
  };

  return {
    ...buttons[slug],
    title: problem.title,
    cause: detail,
    patientWords: patientWords ?? "",
    steps: nextSteps ?? [nextStep],
    ...(charge === undefined ? {} : { charge }),
    help: problem.type,
    ...(instance === undefined ? {} : { reference: `受付番号 ${instance}` }),
  };
}
