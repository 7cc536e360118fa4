/** 保険証利用登録: nobody has linked the certificate, or the link was taken back, and why. */
import { certificateWays, outcomeWords } from "@madoguchi/contract";
import { chargeByAge } from "./charge.ts";
import type { Row } from "./row.ts";

const registering = "どれもできないときは、被保険者資格申立書の記入をお願いしてください。";
const confirmation = "資格確認書をお持ちであれば、それで資格を確かめてください。";

export const linkRows = {
  unlinked: {
    title: outcomeWords.unlinked,
    owner: "patient",
    cause: () => "このカードは、健康保険証としての利用登録がされていません。",
    patientWords:
      "カードを保険証として使う登録が、まだのようです。登録はスマートフォンなどで数分でできます。",
    nextSteps: [
      confirmation,
      "お持ちでなければ、この窓口で利用登録ができます。マイナポータルとセブン銀行のATMでもできます。",
      "登録が済んだら、カードを一度離し、もう一度確認してください。",
      registering,
    ],
    charge: chargeByAge,
  },
  "unlinked-replaced": {
    title: `${outcomeWords.unlinked}（新しいカードへの引き継ぎ）`,
    owner: "patient",
    cause: () => "このカードの利用登録は、新しい電子証明書に引き継がれました。",
    patientWords:
      "新しいカードに登録が移っているようです。新しいカードをお持ちでしたら、見せていただけますか。",
    nextSteps: ["新しいカードをお持ちであれば、そのカードで確認してください。", ...certificateWays],
    charge: chargeByAge,
  },
  "unlinked-asked": {
    title: `${outcomeWords.unlinked}（登録の解除）`,
    owner: "patient",
    cause: () => "利用登録は、ご本人の申し出により解除されています。",
    patientWords:
      "保険証としての登録は解除されているようです。資格確認書をお持ちでしたら、見せていただけますか。",
    nextSteps: [
      confirmation,
      "もう一度使いたい方には、マイナポータルでの利用登録をご案内ください。",
      registering,
    ],
    charge: chargeByAge,
  },
  "unlinked-mistaken": {
    title: `${outcomeWords.unlinked}（登録の誤り）`,
    owner: "insurer",
    cause: () => "ほかの方の資格と結び付いていたため、利用登録が取り消されています。",
    patientWords:
      "保険の登録をやり直しているところです。カードの不具合ではありません。ほかの方法で確認します。",
    nextSteps: [
      ...certificateWays,
      "登録のやり直しは、加入している保険者へのお問い合わせをご案内ください。",
    ],
    charge: chargeByAge,
  },
  "unlinked-deceased": {
    title: `${outcomeWords.unlinked}（死亡の登録）`,
    owner: "insurer",
    cause: () => "亡くなられたという届け出により、利用登録が終わっています。誤りかもしれません。",
    patientWords: "保険の登録に、確かめたいところがあります。少しお時間をください。",
    nextSteps: [
      "カードの顔写真と生年月日で、ご本人であることを静かに確かめてください。",
      ...certificateWays,
      "登録の確認は、加入している保険者へのお問い合わせをご案内ください。",
    ],
    charge: chargeByAge,
  },
} as const satisfies Record<string, Omit<Row, "code">>;
