/** What is typed off the card: three fields, read and checked here before any number is sent, for the card counts each. */
import { verificationNumberB } from "@madoguchi/card";
import type { EraName } from "@madoguchi/card";

export const eras = ["令和", "平成", "昭和", "大正", "明治"] as const satisfies readonly EraName[];

/** As typed. */
export type PrintedDates = {
  readonly era: EraName;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly expiryYear: string;
};

export type Printed = PrintedDates & { readonly securityCode: string };

export type PrintedField = "birthDate" | "expiryYear" | "securityCode";
export type PrintedErrors = Partial<Record<PrintedField, string>>;

export type PrintedResult =
  /** 照合番号B, 14 ASCII digits. Whoever uses them wipes them. */
  | { readonly kind: "number"; readonly digits: Uint8Array }
  | { readonly kind: "mend"; readonly errors: PrintedErrors };

/** The field with whose name an error is told; the three are told together. */
export const printedLabels = {
  birthDate: "生年月日",
  expiryYear: "有効期限の年",
  securityCode: "セキュリティコード",
} as const satisfies Record<PrintedField, string>;

const messages = {
  birthDate: {
    empty: "カードの「生」の前にある生年月日を、年・月・日とも入力してください。",
    wrong: "この日付は、この元号にありません。元号と年・月・日をカードと見比べてください。",
  },
  expiryYear: {
    empty: "カードの「まで有効」の前にある西暦の年を、4桁で入力してください。",
    wrong: "有効期限の年は、2016以後の4桁の西暦です。カードと見比べてください。",
  },
  securityCode: {
    empty: "顔写真の下にある4桁の数字を入力してください。",
    wrong: "セキュリティコードは4桁の数字です。16桁の番号とは別のものです。",
  },
} as const satisfies Record<PrintedField, { empty: string; wrong: string }>;

/** Full-width digits are digits. 「元」 is the first year of an era. */
export function readPrinted(typed: Printed): PrintedResult {
  const text = (value: string) => value.normalize("NFKC").trim();
  const number = (value: string) => (/^\d{1,4}$/u.test(value) ? Number(value) : Number.NaN);
  const parts = [typed.year, typed.month, typed.day].map(text);
  const [year = "", month = "", day = ""] = parts;
  const expiryYear = text(typed.expiryYear);
  const securityCode = text(typed.securityCode);
  const facts = {
    birthDate: {
      era: typed.era,
      year: year === "元" ? 1 : number(year),
      month: number(month),
      day: number(day),
    },
    expiryYear: number(expiryYear),
    securityCode,
  };
  const isEmpty = {
    birthDate: parts.includes(""),
    expiryYear: expiryYear === "",
    securityCode: securityCode === "",
  };
  const errors: PrintedErrors = {};
  for (const field of ["birthDate", "expiryYear", "securityCode"] as const) {
    if (isEmpty[field]) errors[field] = messages[field].empty;
    else if (isWrong(field, facts)) errors[field] = messages[field].wrong;
  }
  const result = verificationNumberB(facts);

  return result.kind === "number" && Object.keys(errors).length === 0
    ? result
    : { kind: "mend", errors };
}

type Facts = Parameters<typeof verificationNumberB>[0];

/** Each field is judged with the others known to be right: the rule itself names only the first wrong one. */
function isWrong(field: PrintedField, facts: Facts): boolean {
  const right: Facts = { birthDate: "1980-02-17", expiryYear: 2035, securityCode: "0000" };

  return verificationNumberB({ ...right, [field]: facts[field] }).kind !== "number";
}
