import type { CardRefusal, Step, SurfaceReason } from "@madoguchi/card";
import type { CardPlace } from "../../phone/card-place.ts";
import { noSurface } from "./face-troubles.ts";
import { layAgain } from "./lay-again.ts";
import { REISSUE } from "./link-troubles.ts";
import { withoutCard } from "./without-card.ts";
import type { Trouble } from "./reason.ts";

export const locked: Trouble = {
  title: "暗証番号がロックされています",
  cause: "暗証番号を3回続けて間違えたため、カードが暗証番号を受け付けません。",
  patientWords:
    "暗証番号がロックされています。お住まいの市区町村の窓口で解除できます。今日は別の方法で確認しますので、ご安心ください。",
  ...withoutCard(
    ["カードに印刷された番号とお写真で確認できます。「顔写真で確認する」を押してください。"],
    ["カードはお返しし、市区町村の窓口での暗証番号の再設定をご案内ください。"],
  ),
  action: "check-visually",
  otherAction: "next-patient",
};

const tryMayBeGone = "入力できる回数が1回減ったことがあります。";

const countFirst = {
  reader: "画面に出る「あと何回」を確かめてから、暗証番号を入力していただきます。",
  phone: "残りが1回のときは、暗証番号を使う前にお知らせします。",
} satisfies Record<CardPlace, string>;

export function verifyInterrupted(place: CardPlace): Trouble {
  const { patientWords, step } = layAgain[place];
  return {
    title: "暗証番号の確認が途中で切れました",
    cause: `カードが暗証番号を確かめている間に離れました。${tryMayBeGone}`,
    patientWords,
    steps: [step, countFirst[place]],
    action: "try-again",
    otherAction: "next-patient",
  };
}

export function leftVerified(place: CardPlace): Trouble {
  const { patientWords, step } = layAgain[place];
  return {
    title: "ほかのアプリの確認が残っています",
    cause: "ほかのアプリで入力された暗証番号が、カードに残っています。安全のため、止めました。",
    patientWords,
    steps: ["カードを使うほかのアプリを閉じ、カードを一度離していただきます。", step],
    action: "try-again",
    otherAction: "next-patient",
  };
}

const notMyNumberCard = {
  "no-jpki-application": {
    title: "マイナンバーカードではありません",
    cause: "このカードには、マイナンバーカードのしるしがありません。",
    patientWords: "マイナンバーカードをお持ちでしたら、見せていただけますか。",
    ...withoutCard([
      "運転免許証や診察券など、ほかのカードではないかお確かめください。",
      "カードが重なっているときは、マイナンバーカードだけにしていただきます。",
    ]),
    action: "try-again",
    otherAction: "next-patient",
  },
  "no-authentication-certificate": {
    title: "確認に使う電子証明書がありません",
    cause: "このカードには、利用者証明用の電子証明書が入っていません。",
    patientWords:
      "カードに、確認に使う電子証明書が入っていないようです。市区町村の窓口で入れることができます。",
    ...withoutCard([], ["患者さんに、市区町村の窓口での電子証明書の発行をご案内ください。"]),
    action: "next-patient",
  },
  ...noSurface,
} satisfies Record<
  (CardRefusal & { kind: "not-my-number-card" })["reason"] | SurfaceReason,
  Trouble
>;

const stepCodes = { reading: "R", verifying: "V", signing: "S" } satisfies Record<Step, string>;

export function cardTrouble(
  refusal: CardRefusal | CardRefusal<SurfaceReason>,
  place: CardPlace,
): Trouble {
  const { patientWords, step } = layAgain[place];
  switch (refusal.kind) {
    case "not-my-number-card":
      return notMyNumberCard[refusal.reason];
    case "unexpected":
      return {
        title: "カードから思いがけない返事がありました",
        cause: `カードの返事が、決まりのどれにも当てはまりません。資格の確認は行われていません。${refusal.step === "verifying" ? tryMayBeGone : ""}`,
        patientWords,
        ...withoutCard(
          [
            step,
            "続くときは、職員のカードなど別のカードで試してみてください。",
            "別のカードが読めるときは、今日はカードを使わずに、次の順で確認します。",
          ],
          [REISSUE],
        ),
        action: "try-again",
        otherAction: "next-patient",
        reference: `カードの返事 ${stepCodes[refusal.step]}-${refusal.sw.toString(16).toUpperCase().padStart(4, "0")}`,
      };
  }
}
