/** 限度額 and 特定疾病: what the patient chose at the counter, with or after a check, put on record. */
import { consentMinutes, consentScopes } from "@madoguchi/contract";
import type { CheckPurpose, ConsentAnswer, ConsentChoices, ProblemSlug } from "@madoguchi/contract";
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import {
  consentEnd,
  consentsOf,
  decide,
  putConsent,
  readKnown,
  standingsOf,
  tellsCertificates,
  withdrawConsent,
  withhold,
} from "../../coverage/index.ts";
import type { GivenConsent } from "../../coverage/index.ts";
import { atTerminal } from "../../terminals/index.ts";
import type { TerminalActor } from "../../terminals/index.ts";
import { findCheckRecord } from "../store/checks.ts";

export type ConsentChange = {
  readonly checkId: string;
  readonly personId: string;
  /** How the person was known when they chose. */
  readonly way: CheckPurpose;
  readonly choices: ConsentChoices;
};

/** @returns what is agreed to now */
export async function changeConsents(
  tx: Tx,
  center: Center,
  actor: TerminalActor,
  { checkId, personId, way, choices }: ConsentChange,
): Promise<readonly GivenConsent[]> {
  const { facilityId } = actor;
  const givenAt = center.clock.now();
  const endsAt = consentEnd(givenAt, center.config.consentValidity);
  for (const scope of consentScopes) {
    const choice = choices[scope];
    if (choice === undefined) continue;
    if (choice === "given") {
      const place = { personId, facilityId, scope };
      await putConsent(tx, { ...place, givenAt, endsAt, checkId, way, withdrawnAt: null });
    }
    const withdrew =
      choice === "declined" &&
      (await withdrawConsent(tx, { personId, facilityId, scope }, givenAt));
    await audit(tx, center.clock, {
      action:
        choice === "given" ? "consent.given" : withdrew ? "consent.withdrawn" : "consent.declined",
      actor: atTerminal(actor),
      facilityId,
      subject: { kind: "check", id: checkId },
      detail: { scope, way, ...(choice === "given" ? { endsAt: endsAt.toString() } : {}) },
    });
  }

  return consentsOf(tx, personId, facilityId);
}

export type ConsentResult =
  | { readonly kind: "changed"; readonly answer: ConsentAnswer }
  | { readonly kind: "refused"; readonly reason: Extract<ProblemSlug, "consent-too-late"> };

/** For a check that this terminal made a few minutes ago: the patient still stands there. */
export async function consentAfterCheck(
  center: Center,
  actor: TerminalActor,
  checkId: string,
  choices: ConsentChoices,
): Promise<ConsentResult> {
  return transaction(center.db, async (tx): Promise<ConsentResult> => {
    const now = center.clock.now();
    const record = await findCheckRecord(tx, { facilityId: actor.facilityId, id: checkId });
    if (
      !record ||
      record.personId === null ||
      record.terminalId !== actor.id ||
      Temporal.Instant.compare(now, record.checkedAt.add({ minutes: consentMinutes })) > 0
    ) {
      return { kind: "refused", reason: "consent-too-late" };
    }
    const { personId, purpose: way } = record;
    const [holder] = await readKnown(tx, [{ personId, knownAt: now }]);
    const { outcome, coverages } = decide(
      record.asOf,
      holder?.coverages ?? [],
      holder?.person ?? { suspendedAt: null },
    );
    // Where the registry has changed since, the answer on the screen is no longer the one to add to.
    if (outcome !== record.outcome || !tellsCertificates(outcome)) {
      return { kind: "refused", reason: "consent-too-late" };
    }
    const given = await changeConsents(tx, center, actor, { checkId, personId, way, choices });
    const consents = standingsOf(given, now);

    return { kind: "changed", answer: { coverages: withhold(coverages, consents), consents } };
  });
}
