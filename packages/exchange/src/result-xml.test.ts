/** Read back by a parser that is not ours (saxes, strict), from the bytes as they lie in the folder. */
import { exampleAnswer, exampleCoverage, outcomes, validityCodes } from "@madoguchi/contract";
import type { Answer, Guidance } from "@madoguchi/contract";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import { fullAnswer, fullCoverage } from "./answers.fixture.ts";
import { resultXml } from "./result-xml.ts";
import type { FileEncoding } from "./written-file.ts";

const encodings = ["utf-8", "shift_jis"] as const;
const facilityCode = "1310000024";

type Read = { readonly paths: readonly string[]; readonly declared: string | undefined };

/** Every text with the path of its element, in the order of the document. @throws Error where it is not well-formed */
function read(bytes: Uint8Array, encoding: FileEncoding): Read {
  const parser = new SaxesParser({ fileName: "result.xml" });
  const open: string[] = [];
  const paths: string[] = [];
  let text = "";
  let declared: string | undefined;
  parser.on("xmldecl", ({ encoding: named }) => {
    declared = named;
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    open.push(name);
    text = "";
  });
  parser.on("text", (piece) => {
    text += piece;
  });
  parser.on("closetag", () => {
    if (text.trim() !== "") paths.push(`${open.slice(2).join("/")}=${text}`);
    open.pop();
    text = "";
  });
  parser.write(new TextDecoder(encoding, { fatal: true }).decode(bytes)).close();

  return { paths, declared };
}

function pathsOf(answer: Answer, encoding: FileEncoding = "utf-8"): readonly string[] {
  return read(resultXml(answer, { facilityCode, encoding }).bytes, encoding).paths;
}

const RESULT = "ResultList/ResultOfQualificationConfirmation";

test.each([
  ["utf-8", "UTF-8", "0"],
  ["shift_jis", "Shift_JIS", "1"],
] as const)(
  "every item of the answer stands in %s, in the order of the format",
  (encoding, name, code) => {
    const { bytes, lost } = resultXml(fullAnswer, { facilityCode, encoding });
    const { paths, declared } = read(bytes, encoding);
    expect(declared).toBe(name);
    expect(new TextDecoder("ascii").decode(bytes.subarray(0, 80))).toContain('standalone="no"');
    expect(lost).toEqual([]);
    expect(paths).toEqual([
      "ProcessExecutionTime=20261122090400",
      "QualificationConfirmationDate=20261122",
      "MedicalInstitutionCode=1310000016",
      "ArbitraryFileIdentifier=00000000000070008000000000000001",
      "ReferenceClassification=1",
      "SegmentOfResult=1",
      `CharacterCodeIdentifier=${code}`,
      "ProcessingResultStatus=1",
      "QualificationValidity=1",
      "QualificationConfirmSearchInfo/LimitApplicationCertificateRelatedConsFlg=1",
      ...[
        "InsuredCardClassification=01",
        "InsurerNumber=  138057",
        "InsuredCardSymbol=窓・12-34",
        "InsuredIdentificationNumber=0042",
        "InsuredBranchNumber=03",
        "PersonalFamilyClassification=2",
        "InsuredName=渡●　春子",
        "Name=渡●　一郎",
        "NameOfOther=WATANABE　ICHIRO",
        "NameKana=ﾜﾀﾅﾍﾞ ｲﾁﾛｳ",
        "NameOfOtherKana=ﾜﾀﾅﾍﾞ ｲﾁﾛｰ",
        "Sex1=1",
        "Birthdate=19540617",
        "Address=架空県窓口市見本町一丁目2番3号",
        "PostNumber=9990001",
        "QualificationDate=20210401",
        "DisqualificationDate=20261130",
        "InsuredCertificateIssuanceDate=20260801",
        "InsuredCardValidDate=20210401",
        "InsuredCardExpirationDate=20270731",
        "InsuredPartialContributionRatio=020",
        "PreschoolClassification=1",
        "ReasonOfLoss=03",
        "InsurerName=架空窓口市国民健康保険",
        "ElderlyRecipientCertificateInfo/ElderlyRecipientCertificateDate=20260715",
        "ElderlyRecipientCertificateInfo/ElderlyRecipientValidStartDate=20260801",
        "ElderlyRecipientCertificateInfo/ElderlyRecipientValidEndDate=20270731",
        "ElderlyRecipientCertificateInfo/ElderlyRecipientContributionRatio=010",
        "LimitApplicationCertificateRelatedConsFlg=1",
        "LimitApplicationCertificateRelatedConsTime=20261122090430",
        ...[
          "LimitApplicationCertificateClassification=02",
          "LimitApplicationCertificateClassificationFlag=B05",
          "LimitApplicationCertificateDate=20260720",
          "LimitApplicationCertificateValidStartDate=20260801",
          "LimitApplicationCertificateValidEndDate=20270731",
          "LimitApplicationCertificateLongTermDate=20260901",
        ].map((item) => `LimitApplicationCertificateRelatedInfo/${item}`),
        "SpecificDiseasesCertificateRelatedConsFlg=2",
        "SpecificDiseasesCertificateRelatedConsTime=20261122090430",
        ...[
          "SpecificDiseasesDiseaseCategory=1",
          "SpecificDiseasesCertificateDate=20240320",
          "SpecificDiseasesValidStartDate=20240401",
          "SpecificDiseasesSelfPay=10000",
          "SpecificDiseasesDiseaseCategory=3",
          "SpecificDiseasesValidStartDate=20250401",
          "SpecificDiseasesValidEndDate=20300331",
          "SpecificDiseasesSelfPay=0",
        ].map((item) => `SpecificDiseasesCertificateList/SpecificDiseasesCertificateInfo/${item}`),
      ].map((item) => `${RESULT}/${item}`),
    ]);
  },
);

describe("each answer", () => {
  const guidance: Guidance = {
    cause: "保険者の登録と住民票の内容に違いがあります。照会を止めています。",
    owner: "insurer",
    patientWords: "確認します。",
    nextSteps: ["保険者に確かめてください。"],
    charge: "3割です。",
  };

  test.each(outcomes)("%s says its validity, or an error in words, never both", (outcome) => {
    const paths = pathsOf({ ...exampleAnswer, outcome, coverages: [], person: null, guidance });
    const validity = validityCodes[outcome];
    const said = paths.filter((path) => /^(?:ProcessingResult|QualificationValidity)/u.test(path));
    if (validity === null) {
      expect(said[0]).toBe("ProcessingResultStatus=2");
      expect(said[1]).toMatch(
        /^ProcessingResultMessage=.+。保険者の登録と住民票の内容に違いがあります。$/u,
      );
      expect(said).toHaveLength(2);
    } else {
      expect(said).toEqual(["ProcessingResultStatus=1", `QualificationValidity=${validity}`]);
    }
    expect(paths.some((path) => path.startsWith("ResultList"))).toBe(false);
  });

  test("複数該当 holds every candidate, and what nobody knows has no element", () => {
    const { symbol: _symbol, ...rest } = exampleCoverage;
    const paths = pathsOf({
      ...exampleAnswer,
      outcome: "multiple",
      coverages: [
        exampleCoverage,
        { ...rest, symbol: null, branch: null, insurerNumber: "39131016" },
      ],
    });
    const numbers = paths.filter((path) => path.includes("/InsurerNumber="));
    expect(numbers).toEqual([
      `${RESULT}/InsurerNumber=01130012`,
      `${RESULT}/InsurerNumber=39131016`,
    ]);
    expect(paths.filter((path) => path.includes("/InsuredCardSymbol="))).toHaveLength(1);
    expect(paths.join()).not.toMatch(/ConsFlg|Elderly|Preschool|undefined|null/u);
    expect(paths[2]).toBe(`MedicalInstitutionCode=${facilityCode}`);
  });

  test("a category that the format has no code for is left out", () => {
    const limitCertificate = {
      classification: "01",
      category: "新区分",
      validFrom: "2026-08-01",
      validTo: null,
    } as const;
    const paths = pathsOf({ ...exampleAnswer, coverages: [{ ...fullCoverage, limitCertificate }] });
    expect(paths.join()).not.toContain("ClassificationFlag");
    expect(paths.join()).toContain("LimitApplicationCertificateClassification=01");
  });
});

describe("characters", () => {
  const nameIn = (name: string, encoding: FileEncoding) => {
    const person = {
      name,
      kana: "ヤマダ",
      sex: "unset",
      birthDate: "1980-02-17",
      address: name,
    } as const;
    const { bytes, lost } = resultXml({ ...exampleAnswer, person }, { facilityCode, encoding });
    const { paths } = read(bytes, encoding);
    const address = paths.find((path) => path.includes("/Address="))?.split("/Address=")[1] ?? "";
    return { address, lost };
  };

  test("第3水準 stays where the encoding has it, and is ● where it has not", () => {
    expect(nameIn("髙﨑德①㈱", "shift_jis")).toEqual({ address: "髙﨑德①㈱", lost: [] });
    expect(nameIn("俱剝𠮷野草彅剛", "shift_jis")).toEqual({
      address: "●●●野草彅剛",
      lost: ["俱", "剝", "𠮷"],
    });
    expect(nameIn("俱剝𠮷野", "utf-8")).toEqual({ address: "俱剝𠮷野", lost: [] });
    expect(nameIn("邊\u{e0101}か\u3099", "shift_jis")).toEqual({ address: "邊が", lost: [] });
  });

  test("what XML forbids is ● in either, half a surrogate pair too", () => {
    for (const encoding of encodings) {
      expect(nameIn("山\u0000田\ud842花\ufffe子\u001b", encoding).address).toBe("山●田●花●子●");
    }
  });

  test("whatever a name holds, a strict parser reads the file, and only what is missing has changed", () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(..."<>&\"'%]]>\u0000\t\r\n\u007f\u0085\u2028 　●"),
        fc.constantFrom(
          "𠮷",
          "髙",
          "﨑",
          "剝",
          "ｶﾞ",
          "\ud842",
          "\udfb7",
          "🍣",
          "\u{2f800}",
          "邊\u{e0100}",
        ),
        fc.integer({ min: 0x4e00, max: 0x9fff }).map((code) => String.fromCodePoint(code)),
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, (typed) => {
        for (const encoding of encodings) {
          const { address, lost } = nameIn(typed, encoding);
          const expected = Array.from(typed.replaceAll(/[\t\r\n]+/gu, " "), (character) =>
            isKept(character, encoding) ? character : "●",
          );
          if (encoding === "utf-8") expect(address).toBe(shown(expected.join("")));
          // A selector leaves and a voicing mark joins; nothing else changes the length.
          expect([...address].length).toBeLessThanOrEqual(expected.length);
          expect(lost.every((character) => !isKept(character, "shift_jis"))).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  /** An address of spaces alone is no text to the reader of this test. */
  const shown = (text: string) => (text.trim() === "" ? "" : text);

  function isKept(character: string, encoding: FileEncoding): boolean {
    if (!character.isWellFormed()) return false;
    const isXml = !/[\p{Cc}\u{fffe}\u{ffff}]/u.test(character);
    if (encoding === "utf-8" || !isXml) return isXml;
    return decodesTo.has(character);
  }
});

/** What the platform's own decoder can make of CP932's bytes, but for 外字, which have no shape of their own. */
const decodesTo = new Set<string>();
{
  const decoder = new TextDecoder("shift_jis");
  const add = (...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    if (!/\p{Co}/u.test(character)) decodesTo.add(character);
  };
  for (let code = 0; code < 0x80; code += 1) add(code);
  for (let kana = 0xa1; kana < 0xe0; kana += 1) add(kana);
  for (let lead = 0x81; lead < 0xfd; lead += 1) {
    for (let trail = 0x40; trail < 0xfd; trail += 1) add(lead, trail);
  }
}
