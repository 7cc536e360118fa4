/** Which facility somebody means: its kind and its code, as ten digits, as three pieces, or as a 登録記号番号. */
import {
  PREFECTURES,
  facilityCodeMessage,
  foldListedCode,
  hasValidCheckDigit,
  isFeeSchedule,
  parseFacilityCodeParts,
} from "@madoguchi/notation";
import { feeScheduleOf, isFacilityKind, readFacilityCode } from "./kinds.ts";
import type { CodeReading, FacilityKind } from "./kinds.ts";

export type FacilityIdentity = {
  readonly kind: FacilityKind;
  readonly code: string;
  readonly prefectureCode: string;
};

export type IdentityReading =
  | { readonly ok: true; readonly value: FacilityIdentity }
  | {
      readonly ok: false;
      /** By field, in the order of the fields. */
      readonly errors: Readonly<Record<string, string>>;
      /** Ten digits whose check digit is wrong: it can be shown how it is worked out. */
      readonly unchecked: string | null;
    };

type IdentityValues = Readonly<Record<string, string | undefined>>;

const CODE_MISSING = "医療機関コード（施術所は登録記号番号）を入力してください。";

/** @param values of the fields `kind`, `code`, `prefecture`, `feeSchedule` and `number`, as typed */
export function readIdentity(values: IdentityValues): IdentityReading {
  const { kind = "" } = values;
  if (!isFacilityKind(kind)) {
    const codeMissing = typedCode(values) === "" && typedNumber(values) === "";

    return refusal({
      kind: "施設の種類を選んでください。",
      ...(codeMissing ? { code: CODE_MISSING } : {}),
    });
  }
  const whole = typedCode(values);
  const number = typedNumber(values);
  if (whole === "" && (number === "" || kind === "treatment")) {
    return refusal({ code: CODE_MISSING });
  }
  if (whole === "") {
    return fromParts(kind, values, number);
  }
  const reading = readFacilityCode(kind, whole);
  if (!reading.ok) {
    return refusal({ code: reading.message }, uncheckedOf(kind, whole));
  }

  return number === "" || kind === "treatment" || reading.code.endsWith(number)
    ? accepted(kind, reading)
    : refusal({
        number: "上のコードと番号が違います。どちらか一方だけを入力してください。",
      });
}

function typedCode(values: IdentityValues): string {
  const code = values["code"]?.trim() ?? "";

  return isSevenOfParts(values) ? "" : code;
}

function typedNumber(values: IdentityValues): string {
  return foldListedCode((isSevenOfParts(values) ? values["code"] : values["number"]) ?? "");
}

/** Seven digits typed as the code, beside the prefecture that they lack. */
function isSevenOfParts({ code = "", prefecture = "", number = "" }: IdentityValues): boolean {
  return prefecture !== "" && number.trim() === "" && /^\d{7}$/.test(foldListedCode(code));
}

function fromParts(kind: FacilityKind, values: IdentityValues, number: string): IdentityReading {
  const { prefecture = "" } = values;
  const feeSchedule = feeScheduleOf(kind) ?? values["feeSchedule"] ?? "";
  const missing = {
    ...(PREFECTURES.some(({ code }) => code === prefecture)
      ? {}
      : { prefecture: "都道府県を選んでください。" }),
    ...(isFeeSchedule(feeSchedule) ? {} : { feeSchedule: "点数表を選んでください。" }),
  };
  if (Object.keys(missing).length > 0) {
    return refusal(missing);
  }
  const parsed = parseFacilityCodeParts({ prefecture, feeSchedule, number });
  if (!parsed.ok) {
    return refusal(
      {
        number:
          parsed.reason === "length"
            ? "番号は7桁です。検証番号（最後の1桁）まで入力してください。"
            : facilityCodeMessage(parsed.reason),
      },
      uncheckedOf(kind, prefecture + feeSchedule + number),
    );
  }

  return {
    ok: true,
    value: { kind, code: parsed.value.code, prefectureCode: parsed.value.prefecture.code },
  };
}

function uncheckedOf(kind: FacilityKind, text: string): string | null {
  const digits = foldListedCode(text);

  return kind !== "treatment" && /^\d{10}$/.test(digits) && !hasValidCheckDigit(digits)
    ? digits
    : null;
}

function accepted(
  kind: FacilityKind,
  { code, prefectureCode }: Extract<CodeReading, { ok: true }>,
): IdentityReading {
  return { ok: true, value: { kind, code, prefectureCode } };
}

function refusal(
  errors: Readonly<Record<string, string>>,
  unchecked: string | null = null,
): IdentityReading {
  return { ok: false, errors, unchecked };
}
