/** What the system checks of an application before an official does: each finding with its evidence. */
import {
  FEE_SCHEDULES,
  formatDate,
  isFeeSchedule,
  prefectureByCode,
  tokyoDate,
} from "@madoguchi/notation";
import { Temporal } from "temporal-polyfill";
import {
  facilityKindName,
  isFacilityKind,
  readFacilityCode,
  standingNames,
  standingOn,
  statedTargetName,
} from "../facilities/index.ts";
import type { Facility } from "../facilities/index.ts";
import { eligibilitiesFor, eligibilityNames } from "./form.ts";
import type { ApplicationContent } from "./form.ts";
import type { EarlierDecision, FacilityWithPhone } from "./store/checks.ts";

/** `look`: nothing is proved wrong, but a person should look. */
export type Finding = {
  readonly key: string;
  readonly title: string;
  readonly result: "right" | "look" | "wrong";
  readonly evidence: string;
};

/** What is known elsewhere: other facilities, other applications, other facilities of the same person. */
export type Elsewhere = {
  /** With the same telephone number, or the same name in the same prefecture. */
  readonly alike: readonly Facility[];
  readonly samePhone: readonly FacilityWithPhone[];
  readonly earlier: readonly EarlierDecision[];
  /** For which the person who handed it in acts as well. */
  readonly samePerson: readonly FacilityWithPhone[];
};

/** @param today in Tokyo */
export function findingsOf(
  facility: Facility,
  content: ApplicationContent | null,
  { alike, samePhone, earlier, samePerson }: Elsewhere,
  today: Temporal.PlainDate,
): readonly Finding[] {
  return [
    codeFinding(facility),
    ...(content ? [reasonFinding(facility, content), startFinding(content, today)] : []),
    standingFinding(facility, today),
    alikeFinding(alike),
    phoneFinding(samePhone),
    personFinding(samePerson),
    earlierFinding(earlier),
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

function reasonFinding(facility: Facility, { eligibility }: ApplicationContent): Finding {
  const { kind, statedTarget } = facility;
  const fits =
    isFacilityKind(kind) && eligibilitiesFor(kind).some((possible) => possible === eligibility);
  const differs = statedTarget !== null && statedTarget !== eligibility;
  const said = differs
    ? `登録のときは「${statedTargetName(facility) ?? statedTarget}」と答えています。`
    : "";

  return {
    key: "reason",
    title: "施設の種類と理由",
    result: fits ? (differs ? "look" : "right") : "wrong",
    evidence: `${facilityKindName(kind)}は「${eligibilityNames[eligibility]}」に${fits ? "当てはまります" : "当てはまりません"}。${said}`,
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

function standingFinding(facility: Facility, today: Temporal.PlainDate): Finding {
  const standing = standingOn(facility, today);

  return {
    key: "standing",
    title: "施設の届出",
    result: standing === "open" ? "right" : "look",
    evidence:
      standing === "open"
        ? "休止や廃止の届出はありません。"
        : `この施設は、いま「${standingNames[standing]}」です。`,
  };
}

function phoneFinding(same: readonly FacilityWithPhone[]): Finding {
  return {
    key: "phone",
    title: "担当者の電話番号",
    result: same.length > 0 ? "look" : "right",
    evidence:
      same.length > 0
        ? `ほかの施設の申請にも同じ番号があります：${listed(same)}。`
        : "同じ番号の申請は、ほかの施設にありません。",
  };
}

/** Nothing is wrong with it: some people work for several. */
function personFinding(same: readonly FacilityWithPhone[]): Finding {
  return {
    key: "person",
    title: "申請した方のアカウント",
    result: "right",
    evidence:
      same.length > 0
        ? `ほかの施設も担当しています：${listed(same)}。`
        : "ほかの施設は担当していません。",
  };
}

function earlierFinding(earlier: readonly EarlierDecision[]): Finding {
  const words = earlier.map(
    ({ state, decidedAt, facilityName }) =>
      `${formatDate(tokyoDate(decidedAt))}に${state === "approved" ? "承認" : "却下"}（${facilityName}）`,
  );

  return {
    key: "earlier",
    title: "前の審査",
    result: earlier.some(({ state }) => state === "refused") ? "look" : "right",
    evidence: words.length > 0 ? `${words.join("、")}。` : "前の審査はありません。",
  };
}

function listed(facilities: readonly FacilityWithPhone[]): string {
  return facilities.map(({ name, code }) => `${name}（${code}）`).join("、");
}
