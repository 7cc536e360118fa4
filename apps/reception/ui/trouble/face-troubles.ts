/** What can come of 目視: the way on is always the PIN, or the papers. */
import type { SurfaceReason } from "@madoguchi/card";
import type { CardPlace } from "../../phone/card-place.ts";
import { layAgain } from "./lay-again.ts";
import { withoutCard } from "./without-card.ts";
import type { FaceFault, Trouble } from "./reason.ts";

const PIN_OR_PAPERS =
  "お写真では確認できませんでした。暗証番号か、別の方法で確認させてください。ご安心ください。";

const byPin = (title: string, cause: string, ...steps: readonly string[]): Trouble => ({
  title,
  cause,
  patientWords: PIN_OR_PAPERS,
  ...withoutCard([...steps, "暗証番号が分かるときは、「暗証番号で確認する」を押してください。"]),
  action: "check-by-pin",
  otherAction: "next-patient",
});

export const noSurface = {
  "no-surface-application": byPin(
    "券面の情報がありません",
    "このカードやスマートフォンには、券面の情報が入っていません。顔写真では確認できません。",
    "スマートフォンのときは、マイナンバーカードをお持ちでないかお尋ねください。",
  ),
  "no-face-record": byPin(
    "顔写真の情報がありません",
    "このカードのICチップには、券面の顔写真が入っていません。",
  ),
} satisfies Record<SurfaceReason, Trouble>;

export const faceFaults = {
  "malformed-record": byPin(
    "券面の情報を読み取れません",
    "カードのICチップにある券面の情報が、決まりの形式ではありません。",
  ),
  "unknown-root": byPin(
    "券面の情報の発行元を確認できません",
    "券面の情報に署名した発行元が、この窓口の信頼するものではありません。",
  ),
  forged: byPin(
    "券面の情報の署名が一致しません",
    "顔写真や生年月日が、発行されたときのものであることを確かめられません。写真は表示しません。",
  ),
  "other-card": byPin(
    "別のカードの券面の情報です",
    "カードのICチップが、券面の情報にある鍵を持っていません。写真は表示しません。",
  ),
} satisfies Record<FaceFault, Trouble>;

export const numberLocked: Trouble = byPin(
  "券面の番号がロックされています",
  "カードに印刷された番号を10回続けて間違えたため、カードが番号を受け付けません。",
  "解除は市区町村の窓口でできます。患者さんにご案内ください。",
);

const countFirst = {
  reader: "「顔写真で確認する」を選び直し、画面に出る「あと何回」を確かめてから入力します。",
  phone: "残りが1回のときは、番号を使う前にお知らせします。",
} satisfies Record<CardPlace, string>;

export function numberInterrupted(place: CardPlace): Trouble {
  const { patientWords, step } = layAgain[place];
  return {
    title: "番号の確認が途中で切れました",
    cause: "カードが番号を確かめている間に離れました。入力できる回数が1回減ったことがあります。",
    patientWords,
    steps: [step, countFirst[place]],
    action: "try-again",
    otherAction: "next-patient",
  };
}

export const notTheHolder: Trouble = {
  title: "ご本人と確認できません",
  cause:
    "顔写真と患者さんが一致しないと、入力されました。資格の確認は行われず、写真は消去されました。",
  patientWords:
    "お写真だけではご本人と確かめられませんでした。暗証番号か、別の書類で確認させてください。",
  steps: [
    "ご家族のカードと取り違えていないか、患者さんにお尋ねください。",
    "髪型や年月による違いのときは、暗証番号を入力していただければ確認できます。",
    "ほかの人のカードと分かったときは、使わずに、施設の責任者に知らせてください。",
    "別の書類でも確かめられないときは、施設の責任者に引き継いでください。",
  ],
  action: "check-by-pin",
  otherAction: "next-patient",
};
