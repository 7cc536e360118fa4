/** The fourteen people of the demo: what their cards hold and what each of them shows. All of them are made up (架空). */
import type { Personalisation } from "@madoguchi/virtual-card";
import type { Temporal } from "temporal-polyfill";

/** What is wrong, or about to be, with the certificate on the card. */
export type CertificateCondition =
  | "valid"
  | "expiringWithin3Months"
  | "expiredLessThan3Months"
  | "revoked";

export type DemoPerson = {
  /** Kebab-case; also the card's id. */
  readonly id: string;
  /** What this card shows, for the tray. */
  readonly title: string;
  /** As on the card: family name, full-width space, given name. */
  readonly name: string;
  /** As the insurer holds it, where its system lacks a character. */
  readonly nameAtInsurer?: string;
  readonly kana: string;
  readonly sex: "male" | "female";
  /** ISO 8601. */
  readonly birthDate: string;
  readonly address: string;
  readonly card: {
    readonly pin: string;
    readonly authCertificate: CertificateCondition;
    /** Left out: today's. */
    readonly generation?: NonNullable<Personalisation["generation"]>;
  };
  /** Nobody has linked the card yet: it is registered at the counter, once. */
  readonly unlinked?: true;
};

/** Where all of them live. No prefecture has the code 99. */
export const demoTown = {
  prefecture: "架空県",
  city: "窓口市",
  municipalityCode: "99201",
} as const;

/** Ages and certificate dates are right on `today`, whichever day that is. */
export function demoPeople(today: Temporal.PlainDate): readonly DemoPerson[] {
  const aged = (years: number) => today.subtract({ years, months: 5 }).toString();
  /** A certificate ends on a birthday, so its end decides on which day of the year a person was born. */
  const birthdayOn = (day: Temporal.PlainDate, age: number) =>
    day.subtract({ years: age }).toString();

  return [
    {
      id: "employee",
      title: "会社員 3割",
      name: "山田　花子",
      kana: "ヤマダ　ハナコ",
      sex: "female",
      birthDate: "1980-02-17",
      ...town("見本町一丁目２番３号"),
      card: valid,
    },
    {
      id: "child",
      title: "未就学のお子さん 2割",
      name: "佐藤　ひなた",
      kana: "サトウ　ヒナタ",
      sex: "male",
      birthDate: aged(3),
      ...town("見本町一丁目５番１号"),
      card: valid,
    },
    {
      id: "late-elderly",
      title: "75歳以上 後期高齢者 1割",
      name: "髙橋　清",
      kana: "タカハシ　キヨシ",
      sex: "male",
      birthDate: aged(82),
      ...town("例題町二丁目８番１１号"),
      card: valid,
    },
    {
      id: "elderly",
      title: "70〜74歳 高齢受給者証 2割",
      name: "𠮷田　和子",
      kana: "ヨシダ　カズコ",
      sex: "female",
      birthDate: aged(72),
      ...town("例題町三丁目４番２号"),
      card: valid,
    },
    {
      id: "limit-and-disease",
      title: "限度額と特定疾病（氏名に●）",
      name: "渡邉　一郎",
      nameAtInsurer: "渡●　一郎",
      kana: "ワタナベ　イチロウ",
      sex: "male",
      birthDate: aged(58),
      ...town("試験町四丁目１番６号"),
      card: valid,
    },
    {
      id: "inactive",
      title: "無効",
      name: "鈴木　健太",
      kana: "スズキ　ケンタ",
      sex: "male",
      birthDate: aged(34),
      ...town("試験町五丁目７番９号"),
      card: valid,
    },
    {
      id: "inactive-new-coverage",
      title: "無効（新しい資格あり）",
      name: "田中　美咲",
      kana: "タナカ　ミサキ",
      sex: "female",
      birthDate: aged(29),
      ...town("試験町六丁目３番８号"),
      card: valid,
    },
    {
      id: "no-coverage",
      title: "該当資格なし",
      name: "伊藤　翔",
      kana: "イトウ　ショウ",
      sex: "male",
      birthDate: aged(24),
      ...town("仮名町一丁目９番４号"),
      card: valid,
    },
    {
      id: "several-coverages",
      title: "複数該当",
      name: "中村　由美子",
      kana: "ナカムラ　ユミコ",
      sex: "female",
      birthDate: aged(47),
      ...town("仮名町二丁目２番７号"),
      card: valid,
    },
    {
      id: "expiring-certificate",
      title: "電子証明書の期限まで3か月以内（外国籍の方）",
      name: "ＧＡＲＣＩＡ　ＭＡＲＩＡ",
      kana: "ガルシア　マリア",
      sex: "female",
      birthDate: birthdayOn(today.add({ days: 45 }), 39),
      ...town("仮名町三丁目６番１０号"),
      card: { ...valid, authCertificate: "expiringWithin3Months" },
    },
    {
      id: "expired-certificate",
      title: "電子証明書の期限切れから3か月以内",
      name: "小林　大輔",
      kana: "コバヤシ　ダイスケ",
      sex: "male",
      birthDate: birthdayOn(today.subtract({ days: 45 }), 52),
      ...town("模擬町一丁目１番５号"),
      card: { ...valid, authCertificate: "expiredLessThan3Months" },
    },
    {
      id: "revoked-certificate",
      title: "電子証明書の失効",
      name: "加藤　明美",
      kana: "カトウ　アケミ",
      sex: "female",
      birthDate: aged(63),
      ...town("模擬町二丁目５番３号"),
      card: { ...valid, authCertificate: "revoked" },
    },
    {
      id: "next-generation",
      title: "次期カード（P-384、想定）",
      name: "清水　結衣",
      kana: "シミズ　ユイ",
      sex: "female",
      birthDate: aged(41),
      ...town("模擬町三丁目４番６号"),
      card: { ...valid, generation: "P-384" },
    },
    {
      id: "first-use",
      title: "保険証利用登録なし（この窓口で登録できる）",
      name: "山口　芽衣",
      kana: "ヤマグチ　メイ",
      sex: "female",
      birthDate: aged(31),
      ...town("模擬町四丁目２番１号"),
      card: valid,
      unlinked: true,
    },
  ];
}

const valid = { pin: "1234", authCertificate: "valid" } as const;

function town(street: string): { address: string } {
  return { address: `${demoTown.prefecture}${demoTown.city}${street}` };
}
