/** One coverage and one answer as they usually are, about somebody who does not exist: for tests and for documentation. */
import type { Answer, CoverageAnswer } from "./answer.ts";

/** As its insurer registered it. */
export const exampleRegistered: Omit<
  CoverageAnswer,
  "insurerName" | "classification" | "issuedOn"
> = {
  insurerNumber: "01130012",
  symbol: "12345678",
  number: "901",
  branch: "00",
  relationship: "insured",
  insuredName: null,
  qualifiedOn: "2021-04-01",
  disqualifiedOn: null,
  lossReason: null,
  validFrom: "2021-04-01",
  validTo: null,
  copayTenths: 3,
  preschool: false,
  elderlyCertificate: null,
  limitCertificate: null,
  specificDiseases: [],
};

export const exampleCoverage: CoverageAnswer = {
  ...exampleRegistered,
  insurerName: "全国健康保険協会 東京支部",
};

export const exampleAnswer: Answer = {
  checkId: "00000000-0000-7000-8000-000000000001",
  checkedAt: "2026-11-22T00:04:00Z",
  purpose: "pinCheck",
  asOf: "2026-11-22",
  outcome: "valid",
  person: {
    name: "山田　花子",
    kana: "ヤマダ　ハナコ",
    sex: "female",
    birthDate: "1980-02-17",
    address: null,
  },
  coverages: [exampleCoverage],
  guidance: null,
  remarks: [],
};
