/** What is known for 被保険者資格申立書, in the words of the paper. Nothing is kept, and nothing leaves the screen but by the printer. */
import { nothingDeclared, sexWords } from "@madoguchi/contract";
import type {
  Answer,
  CoverageAnswer,
  DeclarationFacts,
  InsuranceKind,
  PersonAnswer,
} from "@madoguchi/contract";
import {
  ageBand,
  formatDate,
  hasReplacementMark,
  parseInsurerNumber,
  tokyoDate,
} from "@madoguchi/notation";
import type { InsurerKind } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";

/** Without an answer only the place and the day are known. */
export function declaredWithoutAnswer(
  facilityName: string | null,
  now: Temporal.Instant,
): DeclarationFacts {
  return { ...nothingDeclared, facilityName, receivedOn: formatDate(tokyoDate(now)) };
}

export function declaredBy(answer: Answer, facilityName: string): DeclarationFacts {
  const { person, asOf } = answer;
  const day = Temporal.PlainDate.from(asOf);

  return {
    ...nothingDeclared,
    facilityName,
    receivedOn: formatDate(day),
    ...(person && whoIs(person, day)),
    ...insurerOf(answer),
  };
}

/**
 * While nobody can be asked: by the last answer of this card, if it is kept. The insurance that held then most likely holds now; the
 * patient sees it on the paper before they sign.
 */
export function declaredOffline(
  last: Answer | null,
  facilityName: string,
  now: Temporal.Instant,
): DeclarationFacts {
  if (last === null) return declaredWithoutAnswer(facilityName, now);
  const today = { ...last, asOf: tokyoDate(now).toString() };
  const [coverage] = last.coverages;

  return {
    ...declaredBy(today, facilityName),
    ...(last.outcome === "valid" && coverage ? insurerNamed(coverage) : {}),
  };
}

function whoIs({ name, kana, sex, birthDate, address }: PersonAnswer, day: Temporal.PlainDate) {
  const birth = Temporal.PlainDate.from(birthDate);

  return {
    kana,
    // Whoever signs knows the character that the insurer's system does not.
    name: hasReplacementMark(name) ? null : name,
    birthDate: formatDate(birth, { weekday: false }),
    sex: sex === "unset" ? null : sexWords[sex],
    address: address !== null && hasReplacementMark(address) ? null : address,
    copay: copayByAge(birth, day),
  };
}

/** From 70 on it depends on the income, which the patient states. */
function copayByAge(birth: Temporal.PlainDate, day: Temporal.PlainDate): DeclarationFacts["copay"] {
  switch (ageBand(birth, day)) {
    case "preschool":
      return "2割";
    case "standard":
      return "3割";
    case "from-70":
    case "from-75":
      return null;
  }
}

/** Only an insurance whose renewal is awaited is likely to be today's; any other that is shown has ended, or is one of several. */
function insurerOf({ guidance, coverages: [coverage] }: Answer) {
  return guidance?.code === "invalid-validity-over" && coverage ? insurerNamed(coverage) : {};
}

function insurerNamed(coverage: CoverageAnswer) {
  const parsed = parseInsurerNumber(coverage.insurerNumber);

  return {
    insurerName: coverage.insurerName,
    insuranceKind: parsed.ok ? insuranceKinds[parsed.value.kind] : null,
  };
}

const insuranceKinds: Record<InsurerKind, InsuranceKind | null> = {
  "japan-health-insurance-association": "協会けんぽ・健康保険組合（勤務先）",
  "seamens-insurance": "協会けんぽ・健康保険組合（勤務先）",
  "day-labourers": "協会けんぽ・健康保険組合（勤務先）",
  "health-insurance-society": "協会けんぽ・健康保険組合（勤務先）",
  "retirees-of-society": "協会けんぽ・健康保険組合（勤務先）",
  "mutual-aid": "共済組合",
  "retirees-of-mutual-aid": "共済組合",
  "self-defence-forces": null,
  "national-health-insurance": "国民健康保険",
  "national-health-insurance-society": "国民健康保険",
  "retirees-of-national-health-insurance": "国民健康保険",
  "elderly-75": "後期高齢者医療",
};
