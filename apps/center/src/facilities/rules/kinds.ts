/** 医療機関等: what kinds there are and by which code each is known. */
import {
  facilityCodeMessage,
  parseFacilityCode,
  parseRegistrationNumber,
  registrationNumberMessage,
} from "@madoguchi/notation";

/** Who may use 資格確認限定型 (厚生労働省の手引きと施術所向け案内による対象). */
export const facilityKinds = {
  medical: "医科診療所・病院",
  dental: "歯科診療所",
  pharmacy: "薬局",
  treatment: "施術所（柔道整復・あん摩マッサージ指圧・はり・きゅう）",
  checkup: "健診等実施機関",
  midwifery: "助産所",
} as const;

export type FacilityKind = keyof typeof facilityKinds;

export const facilityKindOptions = Object.entries(facilityKinds).map(([value, label]) => ({
  value,
  label,
}));

export function isFacilityKind(text: string): text is FacilityKind {
  return Object.hasOwn(facilityKinds, text);
}

export function facilityKindName(kind: string): string {
  return isFacilityKind(kind) ? facilityKinds[kind] : kind;
}

/** What the code of a facility of this kind is called. */
export function codeName(kind: string): "医療機関コード" | "登録記号番号" {
  return kind === "treatment" ? "登録記号番号" : "医療機関コード";
}

export type CodeReading =
  | { readonly ok: true; readonly code: string; readonly prefectureCode: string }
  | { readonly ok: false; readonly message: string };

const FEE_SCHEDULE_OF: Partial<Record<FacilityKind, string>> = {
  medical: "1",
  dental: "3",
  pharmacy: "4",
};

/** The 点数表 that a kind's code must have; undefined where several will do. */
export function feeScheduleOf(kind: FacilityKind): string | undefined {
  return FEE_SCHEDULE_OF[kind];
}

/** 施術所 are known by their 登録記号番号, all others by a ten-digit code with a check digit. */
export function readFacilityCode(kind: FacilityKind, text: string): CodeReading {
  if (kind === "treatment") {
    const parsed = parseRegistrationNumber(text);

    return parsed.ok
      ? { ok: true, code: parsed.value.code, prefectureCode: parsed.value.digits.slice(0, 2) }
      : { ok: false, message: registrationNumberMessage(parsed.reason) };
  }
  const parsed = parseFacilityCode(text);
  if (!parsed.ok) {
    return { ok: false, message: facilityCodeMessage(parsed.reason) };
  }
  const expected = FEE_SCHEDULE_OF[kind];
  if (expected !== undefined && parsed.value.feeSchedule !== expected) {
    return {
      ok: false,
      message: `3桁目の点数表の番号が、${facilityKinds[kind]}の「${expected}」ではありません。施設の種類とコードを確かめてください。`,
    };
  }

  return { ok: true, code: parsed.value.code, prefectureCode: parsed.value.prefecture.code };
}
