/** The center as a practice knows it: what it would answer was fetched before, and no call of practice leaves this device. */
import { consentScopes, encodeContext, problem, toBase64Url } from "@madoguchi/contract";
import type {
  Answer,
  CallResult,
  Challenge,
  CheckPurpose,
  ConsentAnswer,
  PracticePatient,
  PracticeStage,
  Terminal,
} from "@madoguchi/contract";
import { Temporal } from "temporal-polyfill";
import type { DeskParts } from "../check/desk.ts";

type PracticeClientParts = {
  readonly patient: PracticePatient;
  readonly terminal: Terminal;
  readonly isOffline: boolean;
};

export function practiceClient({
  patient,
  terminal,
  isOffline,
}: PracticeClientParts): DeskParts["client"] {
  let isRegistered = false;

  async function unlessRefused<T>(
    stages: readonly PracticeStage[],
    answer: () => T,
  ): Promise<CallResult<T>> {
    const { refusal } = patient;
    if (isOffline) return { ok: false, kind: "offline" };
    if (refusal !== null && stages.includes(refusal.stage)) {
      return { ok: false, kind: "problem", problem: refusal.problem };
    }

    return { ok: true, value: answer() };
  }
  const answerBy = (purpose: CheckPurpose) => () =>
    played(isRegistered && patient.afterFirstUse ? patient.afterFirstUse : patient.answer, purpose);

  return {
    self: async () => ({ ok: true, value: terminal }),
    challenge: (_identity, purpose = "pinCheck") =>
      unlessRefused(["challenge"], () => challengeTo(terminal, purpose)),
    check: () => unlessRefused(["card"], answerBy("pinCheck")),
    checkVisually: () => unlessRefused(["card", "visualCheck"], answerBy("visualCheck")),
    firstUse: () =>
      unlessRefused(["card", "firstUse"], () => {
        isRegistered = true;

        return answerBy("pinCheck")();
      }),
    consent: async (_identity, _checkId, { consents }) => {
      const { agreed } = patient;
      if (agreed === null)
        return { ok: false, kind: "problem", problem: problem("consent-too-late") };

      return unlessRefused(["consents"], () => chosenOf(patient.answer, agreed, consents));
    },
  };
}

function played(answer: Answer, purpose: CheckPurpose): Answer {
  const checkedAt = Temporal.Now.instant().toString();

  return { ...answer, purpose, checkId: crypto.randomUUID(), checkedAt };
}

/** Of each scope as the patient chose, and as it was where they were not asked. */
function chosenOf(
  asked: Answer,
  agreed: NonNullable<PracticePatient["agreed"]>,
  choices: Parameters<DeskParts["client"]["consent"]>[2]["consents"],
): ConsentAnswer {
  const given = new Set(consentScopes.filter((scope) => choices[scope] === "given"));
  const before = asked.consents ?? agreed.consents;
  const consentOf = (scope: (typeof consentScopes)[number]) => {
    if (given.has(scope)) return agreed.consents[scope];

    return choices[scope] === "declined"
      ? ({ state: "none", givenAt: null, until: null } as const)
      : before[scope];
  };
  const consents = {
    limitCertificate: consentOf("limitCertificate"),
    specificDiseases: consentOf("specificDiseases"),
  };

  return {
    consents,
    coverages: agreed.coverages.map((coverage) => ({
      ...coverage,
      ...(consents.limitCertificate.state !== "given" && { limitCertificate: null }),
      ...(consents.specificDiseases.state !== "given" && { specificDiseases: [] }),
    })),
  };
}

function challengeTo(
  { facilityCode, terminalId }: Terminal,
  purpose: Parameters<DeskParts["client"]["challenge"]>[1] = "pinCheck",
): Challenge {
  const challengeId = crypto.randomUUID();
  const now = Temporal.Now.instant();
  const context = encodeContext({
    protocol: "madoguchi/check/v1",
    purpose,
    facilityCode,
    terminalId,
    challengeId,
    nonce: toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
    issuedAt: now.toString(),
  });

  return {
    challengeId,
    context: toBase64Url(context),
    expiresAt: now.add({ minutes: 2 }).toString(),
  };
}
