/**
 * What to say and do for every answer. One table for all outcomes: the screen, the API and the help page read it.
 * What to charge follows 厚生労働省保険局長通知 保発0710第1号（令和5年7月10日） and the same rule for 施術所.
 */
import type { CoverageAnswer, Guidance, Outcome, Remark } from "@madoguchi/contract";
import { formatDate, formatPhone, hasReplacementMark } from "@madoguchi/notation";
import type { Standing } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import { ageBand } from "../coverage/index.ts";
import type { AgeBand } from "../coverage/index.ts";

/** What is known beside the outcome. Each may be missing, and the words do without it. */
export type Facts = {
  readonly asOf: Temporal.PlainDate;
  readonly birthDate: Temporal.PlainDate | null;
  /** As the answer shows them. */
  readonly coverages: readonly CoverageAnswer[];
  /** Whose insurers can be called: those shown, unless something is registered that the answer does not show. */
  readonly registered?: readonly CoverageAnswer[];
  /** The certificate's last day, or the day on which it was revoked. */
  readonly certificateEndedOn: Temporal.PlainDate | null;
  /** Why the certificate was revoked. */
  readonly revocation?: string;
};

export type Trouble = Exclude<Outcome, "valid">;

type Advice = Omit<Guidance, "cause" | "charge"> & {
  readonly cause: (facts: Facts) => string;
  readonly charge?: (facts: Facts) => string;
};

export function guidanceFor(outcome: Outcome, facts: Facts): Guidance | null {
  if (outcome === "valid") {
    return null;
  }
  const { cause, charge, nextSteps, ...advice } = adviceFor(outcome, facts);

  return {
    ...advice,
    cause: cause(facts),
    nextSteps: advice.owner === "insurer" ? [...nextSteps, ...whomToCall(facts)] : nextSteps,
    charge: (charge ?? chargeByAge)(facts),
  };
}

/** 「架空電機健康保険組合の電話は、03-0000-1234（平日9時〜17時）です。」 */
function whomToCall({ coverages, registered = coverages }: Facts): string[] {
  const lines = registered.flatMap(({ insurerName, insurerContact }) => {
    if (!insurerContact) {
      return [];
    }
    const { telephone, hours } = insurerContact;

    return `${insurerName}の電話は、${formatPhone(telephone)}${hours === null ? "" : `（${hours}）`}です。`;
  });

  return [...new Set(lines)];
}

function adviceFor(outcome: Trouble, { coverages }: Facts): Advice {
  const reason = outcome === "invalid" ? coverages[0]?.lossReason : null;

  return (reason && byLossReason[reason]) || table[outcome];
}

const otherWays = [
  "患者さんのスマートフォンで、マイナポータルの資格情報の画面を確かめてください。",
  "資格情報のお知らせを、マイナンバーカードと一緒に確かめてください。",
  "どちらもないときは、被保険者資格申立書の記入をお願いしてください。",
] as const;

const certificateWays = [
  "資格確認書をお持ちであれば、それで資格を確かめてください。",
  ...otherWays,
] as const;

const table: Record<Trouble, Advice> = {
  none: {
    cause: () =>
      "この方の資格が登録されていません。転職や転居の直後は、保険者の登録が済んでいないことがあります。",
    owner: "insurer",
    patientWords:
      "保険の登録が、まだ済んでいないようです。ほかの方法で確認しますので、ご協力をお願いします。",
    nextSteps: [
      ...otherWays,
      "加入の手続きが済んでいるかは、勤務先か市区町村の国保の窓口へのお尋ねをご案内ください。",
    ],
  },
  invalid: {
    cause: ({ coverages }) =>
      `登録されている資格は${ending(coverages[0])}。新しい資格は、まだ登録されていません。`,
    owner: "insurer",
    patientWords:
      "登録されている保険は終わっています。最近、お勤め先やお住まいが変わりましたでしょうか。",
    nextSteps: [
      "新しい保険に入った方は、その資格を次のどれかで確かめてください。",
      ...otherWays,
      "手続きがまだの方には、新しい勤務先か市区町村の国保の窓口をご案内ください。",
    ],
  },
  "invalid-newer": {
    cause: ({ asOf, coverages }) => `今日有効な資格がありません。${newerDay(asOf, coverages)}`,
    owner: "insurer",
    patientWords:
      "新しい保険は登録されていますが、今日はまだ始まっていません。今日の保険を確認させてください。",
    nextSteps: [
      "新しい資格が始まる日を、患者さんの手元の書類と見比べてください。",
      ...otherWays,
      "日付が違うときは、新しい保険者へのお問い合わせをご案内ください。",
    ],
  },
  multiple: {
    cause: ({ coverages }) =>
      `有効な資格が${coverages.length || "複数"}つ登録されています。前の保険の喪失の届け出が、まだのようです。`,
    owner: "insurer",
    patientWords: "保険が2つ以上登録されています。今お使いの保険はどちらか、教えていただけますか。",
    nextSteps: [
      "表示された保険者のどれが今の保険かを、患者さんにお聞きください。",
      "マイナポータルの画面か資格情報のお知らせで、その保険の記号と番号を見比べてください。",
      "前の保険者への資格喪失の届け出を、患者さんにご案内ください。",
    ],
    charge: (facts) => sameCopay(facts.coverages) ?? chargeByAge(facts),
  },
  suspended: {
    cause: () => "保険者の登録と住民票の内容に違いがあり、照会を止めています。保険者が確認中です。",
    owner: "insurer",
    patientWords:
      "保険者が登録の内容を確認しているところです。カードの不具合ではありません。ほかの方法で確認します。",
    nextSteps: [
      ...otherWays,
      "照会の再開については、加入している保険者へのお問い合わせをご案内ください。",
    ],
  },
  unlinked: {
    cause: () => "このカードは、健康保険証としての利用登録がされていません。",
    owner: "patient",
    patientWords:
      "カードを保険証として使う登録が、まだのようです。登録はスマートフォンなどで数分でできます。",
    nextSteps: [
      "資格確認書をお持ちであれば、それで資格を確かめてください。",
      "お持ちでなければ、マイナポータルかセブン銀行のATMでの利用登録をご案内ください。",
      "登録が済んだら、カードを一度離し、もう一度確認してください。",
      "どれもできないときは、被保険者資格申立書の記入をお願いしてください。",
    ],
  },
  "certificate-expired": {
    cause: ({ certificateEndedOn }) =>
      `電子証明書の有効期限${inBrackets(certificateEndedOn)}から3か月が過ぎたため、確認できません。`,
    owner: "municipality",
    patientWords:
      "カードの中の電子証明書の期限が切れています。お住まいの市区町村の窓口で更新できます。",
    nextSteps: [
      ...certificateWays,
      "市区町村の窓口での電子証明書の更新をご案内ください。手数料はかかりません。",
    ],
  },
  "certificate-revoked": {
    cause: ({ certificateEndedOn, revocation }) =>
      revocation === undefined
        ? `この電子証明書は失効しています${inBrackets(certificateEndedOn)}。カードの再発行や返納のあとに起こります。`
        : `${revocation}${revokedOn(certificateEndedOn)}`,
    owner: "municipality",
    patientWords:
      "このカードの電子証明書は、今は使えない状態です。新しいカードをお持ちではないでしょうか。",
    nextSteps: [
      "新しいカードをお持ちであれば、そのカードで確認してください。",
      ...certificateWays,
      "市区町村の窓口でのカードの確認をご案内ください。",
    ],
  },
};

/** 喪失事由 that call for other words than 無効 in general. */
const byLossReason: Partial<Record<NonNullable<CoverageAnswer["lossReason"]>, Advice>> = {
  "01": {
    cause: () =>
      "保険者の登録では、この方は亡くなられたことになっています。登録の誤りかもしれません。",
    owner: "insurer",
    patientWords: "保険の登録に、確かめたいところがあります。少しお時間をください。",
    nextSteps: [
      "カードの顔写真と生年月日で、ご本人であることを静かに確かめてください。",
      ...otherWays,
      "登録の確認は、加入している保険者へのお問い合わせをご案内ください。",
    ],
  },
  "02": {
    cause: ({ coverages }) => `登録されている資格は、生活保護の開始により${ending(coverages[0])}。`,
    owner: "municipality",
    patientWords: "医療券のことで確認させてください。福祉事務所から何か受け取っておられますか。",
    nextSteps: [
      "医療券か福祉事務所への連絡で、医療扶助を確かめてください。",
      "生活保護が終わり、新しい保険に入った方は、その資格を次のどれかで確かめてください。",
      ...otherWays,
    ],
    charge: () => "医療券を確かめられたときは、そこに書かれた本人支払額です。",
  },
};

const copayOf: Record<AgeBand, string> = {
  preschool: "2割",
  standard: "3割",
  "from-70": "申し立てのあった割合（1〜3割）",
  "from-75": "申し立てのあった割合（1〜3割）",
};

function chargeByAge({ asOf, birthDate }: Facts): string {
  const copay = birthDate
    ? copayOf[ageBand(birthDate, asOf)]
    : "3割（未就学のお子さんは2割、70歳以上の方は1〜3割）";

  return `画面や書面で資格を確かめられたときは、その負担割合です。申立書のときは、${copay}です。`;
}

/** Whichever it is, the patient pays the same. */
function sameCopay(coverages: readonly CoverageAnswer[]): string | null {
  const [copay, ...others] = new Set(coverages.map((each) => each.copayTenths));

  return copay === undefined || others.length > 0
    ? null
    : `どの資格でも負担割合は同じで、${copay}割です。請求先は、今の保険を確かめてから決めてください。`;
}

/** 「、令和8年9月1日（火）に喪失しています」. */
function ending(coverage: CoverageAnswer | undefined): string {
  const { disqualifiedOn = null, validTo = null } = coverage ?? {};
  const written = (day: string) => formatDate(Temporal.PlainDate.from(day));
  if (validTo !== null && (disqualifiedOn === null || validTo < disqualifiedOn)) {
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

function revokedOn(day: Temporal.PlainDate | null): string {
  return day ? `失効した日は${formatDate(day)}です。` : "";
}

function inBrackets(day: Temporal.PlainDate | null): string {
  return day ? `（${formatDate(day, { weekday: false })}）` : "";
}

/** Something to know although the answer stands. */
export function remarksFor(
  certificate: {
    readonly standing: Standing;
    readonly lastDay: Temporal.PlainDate;
    readonly usableUntil: Temporal.PlainDate;
  },
  name: string | null,
): Remark[] {
  const remarks: Remark[] = [];
  const lastDay = formatDate(certificate.lastDay);
  if (certificate.standing === "expiring") {
    remarks.push({
      kind: "certificate-expiring",
      text: `電子証明書の有効期限は${lastDay}です。患者さんに、市区町村の窓口での更新をご案内ください。`,
    });
  }
  if (certificate.standing === "expired-grace") {
    remarks.push({
      kind: "certificate-expired-grace",
      text: `電子証明書の有効期限（${lastDay}）が過ぎています。資格の確認は${formatDate(certificate.usableUntil)}までできます。患者さんには、市区町村の窓口での更新をご案内ください。`,
    });
  }
  if (name !== null && hasReplacementMark(name)) {
    remarks.push({
      kind: "unmappable-name",
      text: "氏名の「●」は、保険者のシステムで使えない文字です。フリガナと生年月日でご本人か確認してください。",
    });
  }

  return remarks;
}
