/** Answers with everything in them, about people who do not exist. */
import { exampleAnswer, exampleCoverage } from "@madoguchi/contract";
import type { Answer, CoverageAnswer } from "@madoguchi/contract";

export const fullCoverage: CoverageAnswer = {
  ...exampleCoverage,
  classification: "01",
  insurerNumber: "138057",
  insurerName: "架空窓口市国民健康保険",
  symbol: "窓・12-34",
  number: "0042",
  branch: "03",
  relationship: "dependent",
  insuredName: "渡● 春子",
  disqualifiedOn: "2026-11-30",
  lossReason: "03",
  issuedOn: "2026-08-01",
  validTo: "2027-07-31",
  copayTenths: 2,
  preschool: true,
  elderlyCertificate: {
    copayTenths: 1,
    issuedOn: "2026-07-15",
    validFrom: "2026-08-01",
    validTo: "2027-07-31",
  },
  limitCertificate: {
    classification: "02",
    category: "低所得Ⅱ",
    issuedOn: "2026-07-20",
    validFrom: "2026-08-01",
    validTo: "2027-07-31",
    longTermFrom: "2026-09-01",
  },
  specificDiseases: [
    {
      disease: "1",
      issuedOn: "2024-03-20",
      validFrom: "2024-04-01",
      validTo: null,
      selfPay: 10_000,
    },
    { disease: "3", validFrom: "2025-04-01", validTo: "2030-03-31", selfPay: 0 },
  ],
};

const given = { state: "given", givenAt: "2026-11-22T00:04:30Z", until: "2026-11-30" } as const;

export const fullAnswer: Answer = {
  ...exampleAnswer,
  facility: { code: "1310000016", name: "架空はり灸院" },
  person: {
    name: "渡● 一郎",
    kana: "ワタナベ イチロウ",
    sex: "male",
    birthDate: "1954-06-17",
    address: "架空県窓口市見本町一丁目2番3号",
    nameOther: "WATANABE ICHIRO",
    kanaOther: "ワタナベ　イチロー",
    postalCode: "9990001",
  },
  coverages: [fullCoverage],
  consents: {
    limitCertificate: given,
    specificDiseases: { ...given, state: "expired", until: "2026-10-31" },
  },
};
