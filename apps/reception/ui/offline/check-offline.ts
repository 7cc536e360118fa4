/** One check without the center: the card signs what this terminal wrote, and what it signed waits for the center. */
import { checkPin } from "@madoguchi/card";
import { problem, toBase64Url } from "@madoguchi/contract";
import type { Answer } from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { CheckEnd, OfflineParts } from "../check/check.ts";
import { operatorOf } from "../operator/at-counter.ts";
import { keptAnchors } from "./anchors.ts";
import { newOfflineChallenge } from "./entry.ts";
import { examine } from "./examine.ts";
import type { SeenCertificate } from "./examine.ts";
import { lastAnswer } from "./last-answers.ts";
import { openQueue } from "./queue.ts";

/** What is known without the center. */
export type OfflineCheck = {
  readonly entryId: string;
  readonly checkedAt: string;
  readonly certificate: SeenCertificate;
  /** This card's last answer here, where the facility keeps it. */
  readonly last: Answer | null;
  /** False where this device keeps nothing: then the center will never hear of it. */
  readonly isQueued: boolean;
};

/** VERIFY is sent once, with what the patient typed for it. */
export async function checkOffline(parts: OfflineParts): Promise<CheckEnd> {
  const { terminal } = parts.registration;
  const now = Temporal.Now.instant();
  const { entryId, checkedAt, context } = newOfflineChallenge(terminal, now);
  parts.onStep("opening");
  const result = await checkPin(parts.port, parts.readerId, { ...parts, challenge: context });
  if (result.kind !== "signed") return { kind: "card-declined", result };
  const { certificate, signature } = result;
  const { terminalId } = terminal;
  const anchors = await keptAnchors(terminalId).catch(() => []);
  const seen = await examine({ certificate, signature, context }, anchors, now);
  if (seen === null) {
    return {
      kind: "failed",
      reason: { kind: "problem", problem: problem("card-signature-invalid") },
    };
  }
  const last = await lastAnswer(terminalId, certificate).catch(() => null);
  const entry = {
    entryId,
    context: toBase64Url(context),
    certificate: toBase64Url(certificate),
    signature: toBase64Url(signature),
    operator: operatorOf(terminalId),
  };
  const isQueued = await openQueue(terminalId)
    .add({ entry, checkedAt, kana: last?.person?.kana ?? null })
    .then(
      () => true,
      () => false,
    );

  return {
    kind: "checked-offline",
    check: { entryId, checkedAt, certificate: seen, last, isQueued },
  };
}
