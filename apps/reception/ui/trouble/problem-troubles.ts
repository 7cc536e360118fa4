import type { Problem, ProblemSlug } from "@madoguchi/contract";
import { problemSlug } from "@madoguchi/contract";
import type { CardPlace } from "../../phone/card-place.ts";
import { layAgain } from "./lay-again.ts";
import { otherWays } from "./other-ways.ts";
import type { Trouble, TroubleAction } from "./reason.ts";

const WAIT = "確認に少しお時間をいただいています。少々お待ちください。";
const OTHER_WAY = "ただいま機械で確認できないため、別の方法で確認します。ご安心ください。";
const MUNICIPALITY =
  "カードの電子証明書を読み取れませんでした。市区町村の窓口で調べてもらうことができます。今日は別の方法で確認します。";
const FACELESS =
  "お写真では確認できませんでした。暗証番号か、別の方法で確認させてください。ご安心ください。";

type Words = {
  /** Left out: the same card is asked for again. */
  readonly patientWords?: string;
  readonly action: TroubleAction;
  readonly otherAction?: TroubleAction;
  /** Whether the counter cannot wait until this is mended, and has to go on without the card. */
  readonly otherWays: boolean;
};

const retry: Words = { action: "try-again", otherWays: false };
const blocked: Words = { patientWords: OTHER_WAY, action: "try-again", otherWays: true };
const unregistered: Words = { patientWords: OTHER_WAY, action: "register-again", otherWays: true };
const municipality: Words = {
  patientWords: MUNICIPALITY,
  action: "next-patient",
  otherWays: true,
};

const faceless: Words = {
  patientWords: FACELESS,
  action: "check-by-pin",
  otherAction: "next-patient",
  otherWays: true,
};

const otherRegistration: Words = {
  patientWords:
    "今日はこの窓口で登録できませんでした。カードの不具合ではありません。保険は別の方法で確認します。",
  action: "next-patient",
  otherWays: true,
};

/** Cause and next step come with the problem; what to say to the patient and what the button does are ours. */
const words = {
  "invalid-request": { ...blocked, action: "reload" },
  "not-found": { ...blocked, action: "reload" },
  "activation-refused": unregistered,
  "activation-used": unregistered,
  "activation-locked": unregistered,
  "signature-missing": { ...blocked, action: "reload" },
  "signature-invalid": unregistered,
  "terminal-unknown": unregistered,
  "clock-skew": blocked,
  "account-stopped": blocked,
  "challenge-unknown": retry,
  "challenge-foreign": retry,
  "challenge-expired": retry,
  "challenge-used": retry,
  "challenge-other-purpose": retry,
  "card-signature-invalid": retry,
  "certificate-malformed": municipality,
  "certificate-wrong-purpose": { ...blocked, action: "reload" },
  "certificate-unknown-issuer": {
    patientWords: "マイナンバーカードをお持ちでしたら、見せていただけますか。",
    action: "next-patient",
    otherWays: true,
  },
  "certificate-not-yet-valid": municipality,
  "face-record-malformed": faceless,
  "face-record-unknown-issuer": faceless,
  "face-record-forged": faceless,
  "face-record-other-person": faceless,
  "first-use-refused": {
    ...otherRegistration,
    action: "correct-statement",
    otherAction: "next-patient",
  },
  "first-use-limit": otherRegistration,
  "first-use-already-linked": otherRegistration,
  "first-use-card-linked": retry,
  "first-use-suspended": otherRegistration,
  "consent-too-late": retry,
  "revocation-unknown": { ...blocked, patientWords: WAIT },
  "too-many-requests": { patientWords: WAIT, action: "try-again", otherWays: false },
  unexpected: blocked,
} satisfies Record<ProblemSlug, Words>;

export function problemTrouble(problem: Problem, place: CardPlace): Trouble {
  const own: Words = words[problemSlug(problem)];
  const { patientWords = layAgain[place].patientWords, action, otherAction, otherWays: goOn } = own;

  return {
    title: problem.title,
    cause: problem.detail,
    patientWords,
    steps: goOn ? [problem.nextStep, ...otherWays] : [problem.nextStep],
    action,
    ...(otherAction === undefined ? {} : { otherAction }),
    ...(problem.instance === undefined ? {} : { reference: `受付番号 ${problem.instance}` }),
  };
}
