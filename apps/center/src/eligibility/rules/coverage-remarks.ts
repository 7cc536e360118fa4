/** What to know of a coverage that holds: what ends soon, what is missing, what a claim would be returned for. */
import type { CoverageAnswer, PersonAnswer, Remark } from "@madoguchi/contract";
import { limitWords } from "@madoguchi/contract";
import { ageBand, formatDate, parseInsuredNumber, parseInsurerNumber } from "@madoguchi/notation";
import type { InsuredNumberProblem } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

/** Whoever comes once a month has one more visit before such an end, or none. */
const SOON = { days: 31 };

type Beside = { readonly asOf: Temporal.PlainDate; readonly person: PersonAnswer | null };

export function coverageRemarks(coverage: CoverageAnswer, beside: Beside): Remark[] {
  const remarks: readonly (Remark | null)[] = [
    coverageEnd(coverage, beside),
    limitEnd(coverage, beside),
    elderlyRemark(coverage, beside),
    numberRemark(coverage),
  ];

  return remarks.filter((remark) => remark !== null);
}

function coverageEnd({ classification, validTo }: CoverageAnswer, { asOf }: Beside): Remark | null {
  const isShort = classification === "03" || classification === "04";
  if (validTo === null || !(isShort || endsSoon(validTo, asOf))) {
    return null;
  }
  const kind = isShort ? "短期の資格です。有効期限は" : "資格の有効期限は";
  const text = `${kind}${dayWord(validTo)}です。次に来られたときは、必ず確認し直してください。`;

  return { kind: "coverage-ending", text };
}

function limitEnd({ limitCertificate: limit }: CoverageAnswer, { asOf }: Beside): Remark | null {
  if (!limit || !endsSoon(limit.validTo, asOf)) {
    return null;
  }
  const text = `${limitWords[limit.classification]}の有効期限は${dayWord(limit.validTo)}です。そのあとの受診では、区分を確認し直してください。`;

  return { kind: "certificate-ending", text };
}

/** From 70 to 74 the 高齢受給者証 says 2割 or 3割, and without one it is 3割. */
function elderlyRemark(
  { elderlyCertificate: elderly, copayTenths }: CoverageAnswer,
  { asOf, person }: Beside,
): Remark | null {
  if (elderly) {
    return endsSoon(elderly.validTo, asOf)
      ? {
          kind: "certificate-ending",
          text: `高齢受給者証の有効期限は${dayWord(elderly.validTo)}です。そのあとは、負担割合が変わることがあります。`,
        }
      : null;
  }
  const isElderly =
    person !== null && ageBand(Temporal.PlainDate.from(person.birthDate), asOf) === "from-70";

  return isElderly && copayTenths === 3
    ? {
        kind: "elderly-certificate-missing",
        text: "70歳から74歳の方ですが、高齢受給者証の登録がありません。お持ちであれば、書かれた負担割合で会計してください。",
      }
    : null;
}

const oddities: Record<InsuredNumberProblem, string> = {
  "number-empty": "番号が登録されていません。",
  "too-long": "記号か番号が、20文字より長く登録されています。",
  "symbol-seven-or-eight-digits": "記号が、協会けんぽの決まり（7桁か8桁の数字）と違います。",
  "symbol-digits": "記号に、この保険者では使わない文字があります。",
  "symbol-must-be-empty": "後期高齢者医療では使わない記号が、登録されています。",
  "number-eight-digits": "番号が、後期高齢者医療の決まり（8桁の数字）と違います。",
  "number-check-digit": "番号の末尾の検証番号が合いません。",
  "branch-two-digits": "枝番が、2桁の数字ではありません。",
  "branch-must-be-empty": "後期高齢者医療では使わない枝番が、登録されています。",
};

function numberRemark({ insurerNumber, symbol, number, branch }: CoverageAnswer): Remark | null {
  const insurer = parseInsurerNumber(insurerNumber);
  const insured =
    insurer.ok &&
    parseInsuredNumber(insurer.value, { symbol: symbol ?? "", number, branch: branch ?? "" });
  if (insured && insured.ok) {
    return null;
  }
  const oddity = insured ? oddities[insured.reason] : "保険者番号が、決まりの形ではありません。";

  return { kind: "odd-number", text: `${oddity}請求の前に、保険者にお確かめください。` };
}

function endsSoon(validTo: string | null, asOf: Temporal.PlainDate): validTo is string {
  return validTo !== null && validTo <= asOf.add(SOON).toString();
}

function dayWord(day: string): string {
  return formatDate(Temporal.PlainDate.from(day));
}
