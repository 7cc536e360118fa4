/** The form that says all there is to say of a programme, and what it means. */
import { deadline, startOfDay, tokyoDate } from "@madoguchi/notation";
import {
  bareYen,
  choiceField,
  dateField,
  optionalDateField,
  readForm,
  textField,
  yenField,
} from "@madoguchi/platform";
import type { FormResult, FormValues } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { isFacilityKind } from "../facilities/index.ts";
import { papersField, papersForm } from "./papers-form.ts";
import { isItemKind, lastDayBefore } from "./rules/programme.ts";
import type { Programme, ProgrammeTerms } from "./rules/programme.ts";

const MOST_YEN_DIGITS = 13;

const number = (label: string, least: number, most: number) =>
  z
    .string({ error: `${label}を入力してください。` })
    .transform((text) => text.normalize("NFKC").trim())
    .refine(
      (text) => /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most,
      `${label}は${least}から${most}までの数字で入力してください。`,
    )
    .transform(Number);

/** Checkboxes, one at least. */
function kinds(label: string, isKnown: (text: string) => boolean) {
  const problem = `${label}を1つ以上選んでください。`;

  return z
    .string({ error: problem })
    .transform((text) => text.split("\n").filter(isKnown))
    .refine((chosen) => chosen.length > 0, problem);
}

const budget = z
  .string()
  .default("")
  .transform(bareYen)
  .refine(
    (text) => text === "" || (/^\d+$/.test(text) && text.length <= MOST_YEN_DIGITS),
    "予算は数字だけで入力してください。例：31000000",
  )
  .transform((text) => (text === "" ? null : Number(text)))
  .refine((yen) => yen !== 0, "予算は1円以上で入力してください。定めがなければ空けてください。");

/** 「10.95」 in hundredths of a per cent. */
const interest = z
  .string()
  .default("")
  .transform((text) => text.normalize("NFKC").replaceAll(/[%\s]/g, ""))
  .refine(
    (text) => text === "" || /^\d{1,2}(\.\d{1,2})?$/.test(text),
    "加算金の率は、小数第2位までの数字で入力してください。例：10.95",
  )
  .transform((text) => {
    if (text === "") return null;
    const [whole = "0", parts = ""] = text.split(".");

    return Number(whole) * 100 + Number(parts.padEnd(2, "0"));
  });

const schema = z
  .object({
    code: z
      .string({ error: "補助事業の記号を入力してください。" })
      .transform((text) => text.normalize("NFKC").trim())
      .refine(
        (text) => /^[a-z][a-z0-9-]{1,39}$/.test(text),
        "記号は、英小文字で始まる2文字から40文字までの英小文字、数字、ハイフンで入力してください。",
      ),
    name: textField("名称", 100),
    legalBasis: textField("根拠", 200),
    effectiveFrom: dateField("この版の始まりの日"),
    facilityKinds: kinds("対象の施設", isFacilityKind),
    itemKinds: kinds("対象の品目", (text) => isItemKind(text) && text !== "other"),
    rateNumerator: number("補助率の分子", 1, 1000),
    rateDenominator: number("補助率の分母", 1, 1000),
    capYen: yenField("上限").refine((yen) => yen > 0, "上限は1円以上で入力してください。"),
    roundingYen: yenField("端数処理の単位").refine(
      (yen) => yen > 0,
      "端数処理の単位は1円以上で入力してください。",
    ),
    rounding: choiceField("端数処理", ["down", "nearest", "up"]),
    tax: choiceField("消費税", ["included", "excluded"]),
    purchaseFrom: optionalDateField("購入日の始まり"),
    purchaseUntil: optionalDateField("購入日の終わり"),
    intakeFrom: dateField("受付の始まりの日"),
    intakeUntil: dateField("受付の最後の日"),
    times: choiceField("申請の回数", ["once", "again"]),
    budgetYen: budget,
    whenExhausted: choiceField("予算がなくなったとき", ["close", "queue"]),
    repaymentInterest: interest,
    approvalsRequired: number("承認する人の数", 2, 5),
    correctionDays: number("直しの日数", 1, 90),
    retentionYears: number("書類を保管する年数", 1, 30),
    papers: papersField,
  })
  .refine(({ rateNumerator, rateDenominator }) => rateNumerator <= rateDenominator, {
    path: ["rateNumerator"],
    message: "補助率が1を超えています。分子は分母以下で入力してください。",
  })
  .refine(({ purchaseFrom, purchaseUntil }) => !isLater(purchaseFrom, purchaseUntil), {
    path: ["purchaseUntil"],
    message: "購入日の終わりが、始まりより前です。",
  })
  .refine(({ intakeFrom, intakeUntil }) => !isLater(intakeFrom, intakeUntil), {
    path: ["intakeUntil"],
    message: "受付の最後の日が、始まりの日より前です。",
  });

function isLater(one: Temporal.PlainDate | null, other: Temporal.PlainDate | null): boolean {
  return one !== null && other !== null && Temporal.PlainDate.compare(one, other) > 0;
}

export function readProgramme(values: FormValues): FormResult<ProgrammeTerms> {
  const form = readForm(schema, values);
  if (!form.ok) return form;
  const { tax, times, repaymentInterest, intakeFrom, intakeUntil, ...rest } = form.value;

  return {
    ok: true,
    values: form.values,
    value: {
      ...rest,
      taxIncluded: tax === "included",
      oncePerFacility: times === "once",
      repaymentInterestBp: repaymentInterest,
      intakeFrom: startOfDay(intakeFrom),
      intakeUntil: deadline(intakeUntil),
    },
  };
}

/** What the form shows of a version, to be changed into the next one. */
export function programmeForm(programme: Programme): FormValues {
  return {
    code: programme.code,
    name: programme.name,
    legalBasis: programme.legalBasis,
    facilityKinds: programme.facilityKinds.join("\n"),
    itemKinds: programme.itemKinds.join("\n"),
    rateNumerator: String(programme.rateNumerator),
    rateDenominator: String(programme.rateDenominator),
    capYen: String(programme.capYen),
    roundingYen: String(programme.roundingYen),
    rounding: programme.rounding,
    tax: programme.taxIncluded ? "included" : "excluded",
    ...dayFields("purchaseFrom", programme.purchaseFrom),
    ...dayFields("purchaseUntil", programme.purchaseUntil),
    ...dayFields("intakeFrom", tokyoDate(programme.intakeFrom)),
    ...dayFields("intakeUntil", lastDayBefore(programme.intakeUntil)),
    times: programme.oncePerFacility ? "once" : "again",
    budgetYen: programme.budgetYen === null ? "" : String(programme.budgetYen),
    whenExhausted: programme.whenExhausted,
    repaymentInterest:
      programme.repaymentInterestBp === null
        ? ""
        : (programme.repaymentInterestBp / 100).toFixed(2),
    approvalsRequired: String(programme.approvalsRequired),
    correctionDays: String(programme.correctionDays),
    retentionYears: String(programme.retentionYears),
    ...papersForm(programme.papers),
  };
}

function dayFields(name: string, day: Temporal.PlainDate | null): FormValues {
  return {
    [`${name}.year`]: day ? String(day.year) : "",
    [`${name}.month`]: day ? String(day.month) : "",
    [`${name}.day`]: day ? String(day.day) : "",
  };
}
