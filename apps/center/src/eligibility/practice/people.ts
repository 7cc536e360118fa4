/** Whom a situation of the table is practised with: people who do not exist, registered so that the situation is theirs today. */
import type { CoverageAnswer, PersonAnswer } from "@madoguchi/contract";
import { checkDigit, startOfDay } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Holder } from "../../coverage/index.ts";
import type { Because, RegistryState, Terms } from "../rules/registry-state.ts";
import type { Age } from "../rules/row.ts";

type PracticeAge = Exclude<Age, "unknown">;

/** Of an age at which nobody comes near its ends on any day of the year. */
const people = {
  preschool: { name: "練習　ひなた", kana: "レンシュウ　ヒナタ", sex: "female", years: 4 },
  standard: { name: "練習　花子", kana: "レンシュウ　ハナコ", sex: "female", years: 46 },
  "from-70": { name: "練習　和子", kana: "レンシュウ　カズコ", sex: "female", years: 72 },
  "from-75": { name: "練習　清", kana: "レンシュウ　キヨシ", sex: "male", years: 80 },
} as const satisfies Record<
  PracticeAge,
  Pick<PersonAnswer, "name" | "kana" | "sex"> & { years: number }
>;

const classifications = { usual: "01", "short-term": "03", "all-paid": "05" } as const satisfies {
  [Term in Terms]: CoverageAnswer["classification"];
};

const copays = { preschool: 2, standard: 3, "from-70": 2, "from-75": 1 } as const satisfies Record<
  PracticeAge,
  number
>;

const contact = { telephone: "0300000000", hours: "平日9時〜17時" };

/** @param age of nobody in particular where the table knows none */
export function holderIn(registry: RegistryState, age: Age, asOf: Temporal.PlainDate): Holder {
  const of = age === "unknown" ? "standard" : age;
  const { years, ...person } = people[of];
  const suspendedAt =
    registry.outcome === "suspended" ? startOfDay(asOf.subtract({ days: 10 })) : null;

  return {
    person: {
      ...person,
      id: `practice-${of}`,
      birthDate: asOf.subtract({ years, months: 6 }).with({ day: 17 }).toString(),
      address: "架空県窓口市練習町一丁目2番3号",
      suspendedAt,
    },
    coverages: coveragesIn(registry, of, asOf),
  };
}

function coveragesIn(
  registry: RegistryState,
  age: PracticeAge,
  asOf: Temporal.PlainDate,
): CoverageAnswer[] {
  const own = coverageOf(age, asOf);
  const inDays = (days: number) => asOf.add({ days }).toString();
  const period = { validFrom: inDays(-100), validTo: inDays(200) };
  switch (registry.outcome) {
    case "valid":
      return [
        {
          ...own,
          classification: classifications[registry.terms],
          ...(registry.terms === "short-term" && { validTo: inDays(60) }),
          copayTenths: age === "from-70" && !registry.elderlyCertificate ? 3 : own.copayTenths,
          elderlyCertificate: registry.elderlyCertificate ? { copayTenths: 2, ...period } : null,
          // Registered for all of them, and told to whom the patient agrees.
          limitCertificate: { classification: "01", category: limitCategory(age), ...period },
          specificDiseases:
            registry.terms === "usual" && age === "standard"
              ? [{ disease: "1", validFrom: inDays(-900), validTo: null, selfPay: 10_000 }]
              : [],
        },
      ];
    case "invalid":
      return [{ ...own, ...endings(asOf)[registry.because] }];
    case "invalid-newer":
      return [
        { ...own, ...endings(asOf).other },
        { ...other(age, asOf), qualifiedOn: inDays(30), validFrom: inDays(30) },
      ];
    case "multiple":
      return [
        own,
        {
          ...other(age, asOf),
          copayTenths: registry.copay === "same" ? own.copayTenths : own.copayTenths === 3 ? 2 : 3,
        },
      ];
    case "none":
      return [];
    case "suspended":
      return [own];
  }
}

function endings(asOf: Temporal.PlainDate) {
  const disqualifiedOn = asOf.subtract({ days: 60 }).toString();

  return {
    died: { disqualifiedOn, lossReason: "01" },
    assistance: { disqualifiedOn, lossReason: "02" },
    "other-insurance": { disqualifiedOn, lossReason: "03" },
    other: { disqualifiedOn, lossReason: "99" },
    "validity-over": { validTo: asOf.subtract({ days: 20 }).toString() },
  } as const satisfies { [Reason in Because]: Partial<CoverageAnswer> };
}

function limitCategory(age: PracticeAge): string {
  return age === "from-70" || age === "from-75" ? "低所得Ⅱ" : "ウ";
}

function coverageOf(age: PracticeAge, asOf: Temporal.PlainDate): CoverageAnswer {
  const from = asOf.subtract({ years: 3 }).toString();
  const usual: CoverageAnswer = {
    insurerNumber: insurerNumber("0113001"),
    insurerName: "練習健康保険協会（架空）",
    insurerContact: contact,
    symbol: "12345678",
    number: "901",
    branch: "00",
    relationship: "insured",
    insuredName: null,
    classification: "01",
    qualifiedOn: from,
    disqualifiedOn: null,
    lossReason: null,
    validFrom: from,
    validTo: null,
    copayTenths: copays[age],
    preschool: age === "preschool",
    elderlyCertificate: null,
    limitCertificate: null,
    specificDiseases: [],
  };
  if (age === "preschool") {
    return { ...usual, branch: "02", relationship: "dependent", insuredName: "練習　健太" };
  }

  return age === "from-75"
    ? {
        ...usual,
        insurerNumber: insurerNumber("3913010"),
        insurerName: "練習後期高齢者医療広域連合（架空）",
        symbol: null,
        number: `1234567${checkDigit("1234567")}`,
        branch: null,
      }
    : usual;
}

/** The insurance that somebody moves to, or has besides. */
function other(age: PracticeAge, asOf: Temporal.PlainDate): CoverageAnswer {
  return {
    ...coverageOf(age === "from-75" ? "from-70" : age, asOf),
    insurerNumber: insurerNumber("13805", 6),
    insurerName: "練習市国民健康保険（架空）",
    symbol: null,
    number: "0042",
    copayTenths: copays[age],
  };
}

function insurerNumber(payload: string, digits: 6 | 8 = 8): string {
  const number = payload + checkDigit(payload);
  if (number.length !== digits) throw new RangeError(`not ${digits} digits: ${number}`);

  return number;
}
