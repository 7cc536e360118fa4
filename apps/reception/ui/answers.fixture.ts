/** Answers of every kind, about people who do not exist. */
import { exampleAnswer, exampleCoverage } from "@madoguchi/contract";
import type {
  Answer,
  ConsentAnswer,
  ConsentChoices,
  Consents,
  CoverageAnswer,
  Guidance,
  Outcome,
} from "@madoguchi/contract";

const coverage: CoverageAnswer = {
  ...exampleCoverage,
  limitCertificate: {
    classification: "01",
    category: "ウ",
    validFrom: "2026-08-01",
    validTo: "2027-07-31",
  },
};

export const validAnswer: Answer = { ...exampleAnswer, coverages: [coverage] };

const notGiven = { state: "none", givenAt: null, until: null } as const;
const given = { state: "given", givenAt: "2026-11-22T00:04:00Z", until: "2026-11-30" } as const;

/** Nobody has agreed to anything yet: the patient is asked. */
export const askingAnswer: Answer = {
  ...exampleAnswer,
  consents: { limitCertificate: notGiven, specificDiseases: notGiven },
};

/** What a center then answers about somebody with both certificates. */
export function consentAnswerOf(choices: ConsentChoices): ConsentAnswer {
  const consents: Consents = {
    limitCertificate: choices.limitCertificate === "given" ? given : notGiven,
    specificDiseases: choices.specificDiseases === "given" ? given : notGiven,
  };
  const limitCertificate = consents.limitCertificate === given ? coverage.limitCertificate : null;
  const specificDiseases =
    consents.specificDiseases === given
      ? [{ disease: "1" as const, validFrom: "2024-04-01", validTo: null, selfPay: 10_000 }]
      : [];

  return { coverages: [{ ...coverage, limitCertificate, specificDiseases }], consents };
}

/** Everything a result can hold at once. */
export const fullAnswer: Answer = {
  ...validAnswer,
  person: {
    name: "渡●　一郎",
    kana: "ワタナベ　イチロウ",
    sex: "male",
    birthDate: "1954-06-17",
    address: "架空県窓口市見本町一丁目2番3号",
    nameOther: null,
    kanaOther: null,
    postalCode: "9990001",
  },
  coverages: [
    {
      ...coverage,
      insurerNumber: "138057",
      insurerName: "架空窓口市国民健康保険",
      symbol: null,
      relationship: "dependent",
      insuredName: "渡●　春子",
      classification: "01",
      issuedOn: "2026-08-01",
      copayTenths: 2,
      validTo: "2027-07-31",
      elderlyCertificate: { copayTenths: 2, validFrom: "2026-08-01", validTo: "2027-07-31" },
      specificDiseases: [{ disease: "1", validFrom: "2024-04-01", validTo: null, selfPay: 10_000 }],
    },
  ],
  remarks: [
    {
      kind: "certificate-expiring",
      text: "電子証明書の有効期限は令和9年1月6日です。市区町村の窓口での更新をご案内ください。",
    },
    {
      kind: "unmappable-name",
      text: "氏名の「●」は、保険者のシステムで使えない文字です。フリガナと生年月日でご確認ください。",
    },
  ],
};

const guidance: Guidance = {
  cause:
    "登録された資格が見つかりません。転職や転居の直後は、保険者の登録が済んでいないことがあります。",
  owner: "insurer",
  patientWords:
    "保険の登録がまだ届いていないようです。ほかの方法で確認しますので、ご安心ください。",
  nextSteps: [
    "マイナポータルの資格画面を見せていただきます。",
    "「資格情報のお知らせ」とカードを見せていただきます。",
    "どちらもないときは、被保険者資格申立書に記入していただきます。",
  ],
  charge: "申立書があれば、申し出の割合で会計します。",
};

const ended: CoverageAnswer = {
  ...coverage,
  disqualifiedOn: "2026-10-01",
  lossReason: "03",
  limitCertificate: null,
};

const coverages = {
  valid: [coverage],
  invalid: [ended],
  "invalid-newer": [ended],
  none: [],
  multiple: [
    { ...coverage, limitCertificate: null },
    {
      ...coverage,
      insurerNumber: "138057",
      insurerName: "架空窓口市国民健康保険",
      symbol: null,
      number: "0042",
      limitCertificate: null,
    },
  ],
  suspended: [],
  unlinked: [],
  "certificate-expired": [],
  "certificate-revoked": [],
} satisfies Record<Outcome, CoverageAnswer[]>;

export function answerOf(outcome: Outcome): Answer {
  return outcome === "valid"
    ? validAnswer
    : {
        ...validAnswer,
        outcome,
        coverages: coverages[outcome],
        person: coverages[outcome].length > 0 || outcome === "none" ? validAnswer.person : null,
        guidance: { code: outcome, ...guidance },
      };
}
