/**
 * The answer as 資格確認結果 (OQSsiquc01res), in the order of its items. Left out are those that 資格確認限定型 does not know
 * (健診, 薬剤, 診療, 手術, 処方箋, 医療券), and 処理結果コード and 照会番号, which the center has none of.
 */
import { fileResult, limitCategoryWords } from "@madoguchi/contract";
import type { Answer, ConsentStanding, CoverageAnswer, PersonAnswer } from "@madoguchi/contract";
import { toHalfWidthKana, withFullWidthSpaces } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { compactDay, compactTime } from "./days.ts";
import { writtenIn } from "./written-file.ts";
import type { FileEncoding, WrittenFile } from "./written-file.ts";
import { xmlDocument } from "./xml.ts";
import type { XmlElement } from "./xml.ts";

const encodings = {
  "utf-8": { name: "UTF-8", code: "0" },
  shift_jis: { name: "Shift_JIS", code: "1" },
} as const satisfies Record<FileEncoding, { name: string; code: "0" | "1" }>;

/** @param facilityCode 医療機関コード of who asked, where the answer does not say it */
export function resultXml(
  answer: Answer,
  { facilityCode, encoding }: { facilityCode: string; encoding: FileEncoding },
): WrittenFile {
  const { name, code } = encodings[encoding];
  const text = xmlDocument(name, [
    "XmlMsg",
    [
      ["MessageHeader", headerOf(answer, facilityCode, code)],
      ["MessageBody", bodyOf(answer)],
    ],
  ]);

  return writtenIn(encoding, text);
}

function headerOf(answer: Answer, facilityCode: string, characterCode: "0" | "1"): XmlElement[] {
  const { checkId, checkedAt, asOf, facility } = answer;

  return [
    ["ProcessExecutionTime", timeOf(checkedAt)],
    ["QualificationConfirmationDate", dayOf(asOf)],
    ["MedicalInstitutionCode", facility?.code ?? facilityCode],
    ["ArbitraryFileIdentifier", checkId.replaceAll("-", "")],
    // マイナンバーカード: 再照会 rests on the earlier card too.
    ["ReferenceClassification", "1"],
    ["SegmentOfResult", "1"],
    ["CharacterCodeIdentifier", characterCode],
  ];
}

function bodyOf({ outcome, person, coverages, guidance, consents }: Answer): XmlElement[] {
  const { status, validity, message } = fileResult(outcome, guidance?.cause ?? null);
  const results = coverages.map((coverage): XmlElement => [
    "ResultOfQualificationConfirmation",
    [...qualificationOf(coverage, person), ...certificatesOf(coverage, consents)],
  ]);

  return [
    ["ProcessingResultStatus", status],
    ["ProcessingResultMessage", message],
    ["QualificationValidity", validity],
    [
      "QualificationConfirmSearchInfo",
      [["LimitApplicationCertificateRelatedConsFlg", limitFlag(consents?.limitCertificate)]],
    ],
    ["ResultList", results],
  ];
}

const sexCodes = { male: "1", female: "2", unset: "3" } as const;

function qualificationOf(coverage: CoverageAnswer, person: PersonAnswer | null): XmlElement[] {
  const { relationship, insuredName, preschool } = coverage;

  return [
    ["InsuredCardClassification", coverage.classification],
    // Six digits of 国民健康保険 stand at the right.
    ["InsurerNumber", coverage.insurerNumber.padStart(8, " ")],
    ["InsuredCardSymbol", coverage.symbol],
    ["InsuredIdentificationNumber", coverage.number],
    ["InsuredBranchNumber", coverage.branch],
    ["PersonalFamilyClassification", relationship === "insured" ? "1" : "2"],
    ["InsuredName", nameOf(insuredName)],
    ["Name", nameOf(person?.name)],
    ["NameOfOther", nameOf(person?.nameOther)],
    ["NameKana", kanaOf(person?.kana)],
    ["NameOfOtherKana", kanaOf(person?.kanaOther)],
    ["Sex1", person && sexCodes[person.sex]],
    ["Birthdate", dayOf(person?.birthDate)],
    ["Address", person?.address],
    ["PostNumber", person?.postalCode],
    ["QualificationDate", dayOf(coverage.qualifiedOn)],
    ["DisqualificationDate", dayOf(coverage.disqualifiedOn)],
    ["InsuredCertificateIssuanceDate", dayOf(coverage.issuedOn)],
    ["InsuredCardValidDate", dayOf(coverage.validFrom)],
    ["InsuredCardExpirationDate", dayOf(coverage.validTo)],
    ["InsuredPartialContributionRatio", ratioOf(coverage.copayTenths)],
    ["PreschoolClassification", preschool ? "1" : null],
    ["ReasonOfLoss", coverage.lossReason],
    ["InsurerName", coverage.insurerName],
  ];
}

function certificatesOf(coverage: CoverageAnswer, consents: Answer["consents"]): XmlElement[] {
  const { elderlyCertificate: elderly, limitCertificate: limit, specificDiseases } = coverage;

  return [
    [
      "ElderlyRecipientCertificateInfo",
      elderly && [
        ["ElderlyRecipientCertificateDate", dayOf(elderly.issuedOn)],
        ["ElderlyRecipientValidStartDate", dayOf(elderly.validFrom)],
        ["ElderlyRecipientValidEndDate", dayOf(elderly.validTo)],
        ["ElderlyRecipientContributionRatio", ratioOf(elderly.copayTenths)],
      ],
    ],
    ["LimitApplicationCertificateRelatedConsFlg", limitFlag(consents?.limitCertificate)],
    ["LimitApplicationCertificateRelatedConsTime", timeOf(consents?.limitCertificate.givenAt)],
    [
      "LimitApplicationCertificateRelatedInfo",
      limit && [
        ["LimitApplicationCertificateClassification", limit.classification],
        ["LimitApplicationCertificateClassificationFlag", categoryCode(limit.category)],
        ["LimitApplicationCertificateDate", dayOf(limit.issuedOn)],
        ["LimitApplicationCertificateValidStartDate", dayOf(limit.validFrom)],
        ["LimitApplicationCertificateValidEndDate", dayOf(limit.validTo)],
        ["LimitApplicationCertificateLongTermDate", dayOf(limit.longTermFrom)],
      ],
    ],
    ["SpecificDiseasesCertificateRelatedConsFlg", diseaseFlag(consents?.specificDiseases)],
    ["SpecificDiseasesCertificateRelatedConsTime", timeOf(consents?.specificDiseases.givenAt)],
    [
      "SpecificDiseasesCertificateList",
      specificDiseases.map((each): XmlElement => [
        "SpecificDiseasesCertificateInfo",
        [
          ["SpecificDiseasesDiseaseCategory", each.disease],
          ["SpecificDiseasesCertificateDate", dayOf(each.issuedOn)],
          ["SpecificDiseasesValidStartDate", dayOf(each.validFrom)],
          ["SpecificDiseasesValidEndDate", dayOf(each.validTo)],
          ["SpecificDiseasesSelfPay", String(each.selfPay)],
        ],
      ]),
    ],
  ];
}

/** 0 未同意, 1 同意. */
function limitFlag(standing: ConsentStanding | undefined): "0" | "1" | null {
  if (standing === undefined) return null;

  return standing.state === "given" ? "1" : "0";
}

const diseaseFlags = { none: "0", given: "1", expired: "2" } as const satisfies Record<
  ConsentStanding["state"],
  string
>;

function diseaseFlag(standing: ConsentStanding | undefined): "0" | "1" | "2" | null {
  return standing === undefined ? null : diseaseFlags[standing.state];
}

const categoryCodes: ReadonlyMap<string, string> = new Map(
  Object.entries(limitCategoryWords).map(([code, word]) => [word, code]),
);

function categoryCode(word: string): string | undefined {
  return categoryCodes.get(word);
}

/** 「030」 is 3割. */
function ratioOf(tenths: number): string {
  return `0${tenths}0`;
}

function nameOf(name: string | null | undefined): string | null {
  return name === null || name === undefined ? null : withFullWidthSpaces(name);
}

function kanaOf(kana: string | null | undefined): string | null {
  return kana === null || kana === undefined ? null : toHalfWidthKana(withFullWidthSpaces(kana));
}

function dayOf(day: string | null | undefined): string | null {
  return day === null || day === undefined ? null : compactDay(day);
}

function timeOf(instant: string | null | undefined): string | null {
  return instant === null || instant === undefined
    ? null
    : compactTime(Temporal.Instant.from(instant));
}
