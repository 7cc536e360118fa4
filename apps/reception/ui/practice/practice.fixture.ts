/** Some of the patients that a center would give. */
import { problem } from "@madoguchi/contract";
import type { Outcome, PracticePatient } from "@madoguchi/contract";
import { answerOf, askingAnswer, consentAnswerOf, validAnswer } from "../answers.fixture.ts";

const none = { variant: "", agreed: null, refusal: null, afterFirstUse: null } as const;

function patientOf(code: string, outcome: Outcome, title: string): PracticePatient {
  return { ...none, id: code, part: "資格の答え", title, code, answer: answerOf(outcome) };
}

export const practicePatients: readonly PracticePatient[] = [
  {
    ...patientOf("valid", "valid", "有効"),
    variant: "就学後から69歳",
    answer: askingAnswer,
    agreed: consentAnswerOf({ limitCertificate: "given", specificDiseases: "given" }),
  },
  patientOf("invalid-other-insurance", "invalid", "無効（ほかの保険に加入）"),
  {
    ...patientOf("unlinked", "unlinked", "保険証利用登録なし"),
    part: "保険証利用登録",
    afterFirstUse: validAnswer,
  },
  {
    ...patientOf("certificate-expired", "certificate-expired", "電子証明書の有効期限切れ"),
    part: "電子証明書",
  },
  {
    ...patientOf("revocation-unknown", "valid", "失効の確認ができません"),
    part: "電子証明書",
    refusal: { stage: "card", problem: problem("revocation-unknown") },
  },
];
