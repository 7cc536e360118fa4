/** What the registry can say. The order and the words of the steps follow 保発0710第1号（令和5年7月10日）. */
import { copayWord, otherWays, outcomeWords } from "@madoguchi/contract";
import type { CoverageAnswer } from "@madoguchi/contract";
import { formatDate } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { chargeAsRegistered, chargeByAge, commonTenths } from "./charge.ts";
import { endedByValidity } from "./registry-state.ts";
import type { Facts, Row } from "./row.ts";

const valid = {
  owner: "reception",
  patientWords: "資格を確認できました。ありがとうございます。",
  charge: chargeAsRegistered,
} as const;

const sameFace = "画面の氏名、フリガナ、生年月日で、ご本人の資格か確かめてください。";

const invalid = {
  title: outcomeWords.invalid,
  owner: "insurer",
  cause: ({ coverages }: Facts) =>
    `登録されている資格は${ending(coverages[0])}。新しい資格は、まだ登録されていません。`,
  charge: chargeByAge,
} as const;

const newPlace = "手続きがまだの方には、新しい勤務先か市区町村の国保の窓口をご案内ください。";

const multiple = {
  title: outcomeWords.multiple,
  owner: "insurer",
  cause: ({ coverages }: Facts) =>
    `有効な資格が${coverages.length || "複数"}つ登録されています。前の保険の喪失の届け出が、まだのようです。`,
  patientWords: "保険が2つ以上登録されています。今お使いの保険はどちらか、教えていただけますか。",
  nextSteps: [
    "表示された保険者のどれが今の保険かを、患者さんにお聞きください。",
    "マイナポータルの画面か資格情報のお知らせで、その保険の記号と番号を見比べてください。",
    "前の保険者への資格喪失の届け出を、患者さんにご案内ください。",
  ],
} as const;

export const registryRows = {
  valid: {
    ...valid,
    title: outcomeWords.valid,
    cause: () => "今日有効な資格が、1つ登録されています。",
    nextSteps: [sameFace, "資格の内容を、レセコンの登録と見比べてください。"],
  },
  "valid-short-term": {
    ...valid,
    title: `${outcomeWords.valid}（短期の資格）`,
    cause: () => "今日有効な資格が1つあります。有効期限の短い、短期の資格です。",
    nextSteps: [
      sameFace,
      "資格の内容と有効期限を、レセコンの登録と見比べてください。",
      "次に来られたときも、その日の資格を確認してください。",
    ],
  },
  "valid-all-paid": {
    title: `${outcomeWords.valid}（特別療養費）`,
    owner: "insurer",
    cause: () => "特別療養費の対象の方です。窓口では、費用の全額（10割）をいただきます。",
    patientWords:
      "今日は費用の全額をお預かりする登録になっています。払い戻しは、保険者の窓口でご相談いただけます。",
    nextSteps: [
      sameFace,
      "費用の全額をいただき、領収書と明細書をお渡しください。",
      "請求は、通常のレセプトと分けて、特別療養費として作成してください。",
      "施術所では、受領委任で扱えるかを保険者に確かめてください。",
    ],
    charge: () => "10割（費用の全額）です。患者さんは、あとで保険者に特別療養費を申請できます。",
  },
  invalid: {
    ...invalid,
    patientWords:
      "登録されている保険は終わっています。最近、お勤め先やお住まいが変わりましたでしょうか。",
    nextSteps: [
      "新しい保険に入った方は、その資格を次のどれかで確かめてください。",
      ...otherWays,
      newPlace,
    ],
  },
  "invalid-other-insurance": {
    ...invalid,
    title: `${outcomeWords.invalid}（ほかの保険に加入）`,
    cause: ({ coverages }) =>
      `ほかの医療保険に入られ、前の資格は${ending(coverages[0])}。新しい資格の登録は、まだ届いていません。`,
    patientWords:
      "新しい保険に変わられたようです。新しい保険の分かるものを、何かお持ちでしょうか。",
    nextSteps: [
      "新しい保険者がどこかを、患者さんにお聞きください。",
      ...otherWays,
      "登録がいつ済むかは、新しい勤務先か保険者へのお尋ねをご案内ください。",
    ],
    callsNobody: true,
  },
  "invalid-validity-over": {
    ...invalid,
    title: `${outcomeWords.invalid}（有効期間の終わり）`,
    cause: ({ coverages }) =>
      `登録されている資格は${ending(coverages[0])}。更新の登録が済んでいないことがあります。`,
    patientWords:
      "保険の更新の登録が、まだ届いていないようです。ほかの方法で確認しますので、ご協力をお願いします。",
    nextSteps: [
      ...otherWays,
      "更新が済んでいるかは、加入している保険者へのお問い合わせをご案内ください。",
    ],
  },
  "invalid-died": {
    ...invalid,
    title: `${outcomeWords.invalid}（死亡の登録）`,
    cause: () =>
      "保険者の登録では、この方は亡くなられたことになっています。登録の誤りかもしれません。",
    patientWords: "保険の登録に、確かめたいところがあります。少しお時間をください。",
    nextSteps: [
      "カードの顔写真と生年月日で、ご本人であることを静かに確かめてください。",
      ...otherWays,
      "登録の確認は、加入している保険者へのお問い合わせをご案内ください。",
    ],
  },
  "invalid-assistance": {
    ...invalid,
    title: `${outcomeWords.invalid}（生活保護の開始）`,
    owner: "municipality",
    cause: ({ coverages }) => `登録されている資格は、生活保護の開始により${ending(coverages[0])}。`,
    patientWords: "医療券のことで確認させてください。福祉事務所から何か受け取っておられますか。",
    nextSteps: [
      "医療券か福祉事務所への連絡で、医療扶助を確かめてください。",
      "生活保護が終わり、新しい保険に入った方は、その資格を次のどれかで確かめてください。",
      ...otherWays,
    ],
    charge: () =>
      "医療券を確かめられたときは、そこに書かれた本人支払額です。ないときは、福祉事務所に確かめてから決めてください。",
  },
  "invalid-newer": {
    title: outcomeWords["invalid-newer"],
    owner: "insurer",
    cause: ({ asOf, coverages }) => `今日有効な資格がありません。${newerDay(asOf, coverages)}`,
    patientWords:
      "新しい保険は登録されていますが、今日はまだ始まっていません。今日の保険を確認させてください。",
    nextSteps: [
      "新しい資格が始まる日を、患者さんの手元の書類と見比べてください。",
      ...otherWays,
      "日付が違うときは、新しい保険者へのお問い合わせをご案内ください。",
    ],
    charge: chargeByAge,
  },
  none: {
    title: outcomeWords.none,
    owner: "insurer",
    cause: () =>
      "この方の資格が登録されていません。転職や転居の直後は、保険者の登録が済んでいないことがあります。",
    patientWords:
      "保険の登録が、まだ済んでいないようです。ほかの方法で確認しますので、ご協力をお願いします。",
    nextSteps: [
      ...otherWays,
      "加入の手続きが済んでいるかは、勤務先か市区町村の国保の窓口へのお尋ねをご案内ください。",
    ],
    charge: chargeByAge,
  },
  multiple: { ...multiple, charge: chargeByAge },
  "multiple-same-copay": {
    ...multiple,
    title: `${outcomeWords.multiple}（負担割合は同じ）`,
    charge: ({ coverages }) => {
      const tenths = commonTenths(coverages);
      const copay = tenths === null ? "" : `、${copayWord(tenths)}`;

      return `どの資格でも負担割合は同じで${copay}です。請求先は、今の保険を確かめてから決めてください。`;
    },
  },
  suspended: {
    title: outcomeWords.suspended,
    owner: "insurer",
    cause: () => "保険者の登録と住民票の内容に違いがあり、照会を止めています。保険者が確認中です。",
    patientWords:
      "保険者が登録の内容を確認しているところです。カードの不具合ではありません。ほかの方法で確認します。",
    nextSteps: [
      ...otherWays,
      "照会の再開については、加入している保険者へのお問い合わせをご案内ください。",
    ],
    charge: chargeByAge,
  },
} as const satisfies Record<string, Omit<Row, "code">>;

/** 「、令和8年9月1日（火）に喪失しています」. */
function ending(coverage: CoverageAnswer | undefined): string {
  const { disqualifiedOn = null, validTo = null } = coverage ?? {};
  const written = (day: string | null) => day && formatDate(Temporal.PlainDate.from(day));
  if (endedByValidity(coverage)) {
    return `、有効期間が${written(validTo)}で終わっています`;
  }

  return disqualifiedOn === null
    ? "、終わっています"
    : `、${written(disqualifiedOn)}に喪失しています`;
}

function newerDay(asOf: Temporal.PlainDate, coverages: readonly CoverageAnswer[]): string {
  const newer = coverages.find(
    ({ qualifiedOn, validFrom }) => qualifiedOn > asOf.toString() || validFrom > asOf.toString(),
  );
  if (!newer) {
    return "新しい資格は、これから始まります。";
  }
  const from = newer.qualifiedOn > newer.validFrom ? newer.qualifiedOn : newer.validFrom;

  return `新しい資格は${formatDate(Temporal.PlainDate.from(from))}から始まります。`;
}
