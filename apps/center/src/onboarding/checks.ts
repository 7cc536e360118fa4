/** What the system checks of an application before an official does: each finding with its evidence. */
import { FEE_SCHEDULES, formatDate, isFeeSchedule, prefectureByCode } from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import { facilityKindName, isFacilityKind, readFacilityCode } from "../facilities/index.ts";
import type { Facility } from "../facilities/index.ts";
import { eligibilitiesFor, eligibilityNames } from "./form.ts";
import type { ApplicationContent } from "./form.ts";

/** `look`: nothing is proved wrong, but a person should look. */
export type Finding = {
  readonly key: string;
  readonly title: string;
  readonly result: "right" | "look" | "wrong";
  readonly evidence: string;
};

/**
 * @param alike other facilities with the same telephone number, or the same name in the same prefecture
 * @param today in Tokyo
 */
export function findingsOf(
  facility: Facility,
  content: ApplicationContent | null,
  alike: readonly Facility[],
  today: Temporal.PlainDate,
): readonly Finding[] {
  return [
    codeFinding(facility),
    ...(content ? [reasonFinding(facility, content), startFinding(content, today)] : []),
    alikeFinding(alike),
  ];
}

function codeFinding({ kind, code }: Facility): Finding {
  const title = kind === "treatment" ? "登録記号番号" : "医療機関コード";
  const reading = isFacilityKind(kind)
    ? readFacilityCode(kind, code)
    : ({ ok: false, message: "施設の種類が分かりません。" } as const);
  if (!reading.ok) {
    return { key: "code", title, result: "wrong", evidence: reading.message };
  }
  const prefecture = prefectureByCode(reading.prefectureCode)?.name ?? "不明";
  const schedule = code.charAt(2);
  if (kind === "treatment" || !isFeeSchedule(schedule)) {
    return {
      key: "code",
      title,
      result: prefecture === "不明" ? "look" : "right",
      evidence: `登録記号番号 ${code} は決まりの形です（都道府県：${prefecture}）。検証番号はありません。`,
    };
  }

  return {
    key: "code",
    title,
    result: "right",
    evidence: `${code} の検証番号が合っています（${prefecture}、${FEE_SCHEDULES[schedule]}）。`,
  };
}

function reasonFinding({ kind }: Facility, { eligibility }: ApplicationContent): Finding {
  const fits =
    isFacilityKind(kind) && eligibilitiesFor(kind).some((possible) => possible === eligibility);

  return {
    key: "reason",
    title: "施設の種類と理由",
    result: fits ? "right" : "wrong",
    evidence: `${facilityKindName(kind)}は「${eligibilityNames[eligibility]}」に${fits ? "当てはまります" : "当てはまりません"}。`,
  };
}

function startFinding({ plannedStartOn }: ApplicationContent, today: Temporal.PlainDate): Finding {
  const past = Temporal.PlainDate.compare(plannedStartOn, today) < 0;

  return {
    key: "start",
    title: "運用を始める予定の日",
    result: past ? "look" : "right",
    evidence: past
      ? `予定の日（${formatDate(plannedStartOn)}）が過ぎています。`
      : `予定の日まで${today.until(plannedStartOn).total("days")}日あります。`,
  };
}

function alikeFinding(alike: readonly Facility[]): Finding {
  return {
    key: "duplicate",
    title: "重複",
    result: alike.length > 0 ? "look" : "right",
    evidence:
      alike.length > 0
        ? `電話番号か名称が同じ施設があります：${alike.map(({ name, code }) => `${name}（${code}）`).join("、")}。併設の施設のこともあります。`
        : "コード、電話番号、名称が同じ施設は、ほかにありません。",
  };
}
