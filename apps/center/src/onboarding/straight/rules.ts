/** Which usage applications need no official to decide them: every condition, whether it holds of one, and why. Nothing is refused by rule. */
import { formatDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import { detailLabels, differencesOf } from "../../facilities/index.ts";
import type { Facility, FacilityKind, MasterComparison } from "../../facilities/index.ts";
import type { Finding } from "../checks.ts";

/** What a version says, before it is one. */
export type StraightTerms = {
  readonly kind: FacilityKind;
  readonly effectiveFrom: Temporal.PlainDate;
  readonly isOn: boolean;
  /** Of a hundred spotless ones, how many go to people all the same. */
  readonly samplePercent: number;
  /** For how long anybody of the office can stop what the rule approved. */
  readonly holdMinutes: number;
};
export type StraightVersion = StraightTerms & { readonly id: string; readonly version: number };

/** Why people decide. `official`: somebody had it in hand already. */
export type LeftBecause = "rules" | "sample" | "official";

export type Facts = {
  readonly facility: Facility;
  readonly comparison: MasterComparison;
  /** What an official would see as checked by the system. */
  readonly findings: readonly Finding[];
  /** Of this application, by an official. */
  readonly wasReturned: boolean;
};

export type Condition = {
  readonly key: ConditionKey;
  readonly holds: boolean;
  readonly evidence: string;
};

type Judged = Pick<Condition, "holds" | "evidence">;

/** In the order in which they are told. */
export const conditionNames = {
  code: "コードに誤りがない",
  listed: "名簿にある",
  same: "名称・所在地・電話番号が名簿と同じ",
  duplicate: "同じ施設がほかにない",
  eligible: "対象の区分に当てはまる",
  unblemished: "差戻しや却下を受けたことがない",
  hints: "ほかに目で確かめることがない",
} as const;
export type ConditionKey = keyof typeof conditionNames;

const compared = ["name", "address", "phone"] as const;
/** Findings that are conditions of their own. */
const named = new Set(["code", "duplicate", "reason", "earlier"]);

const conditions: Readonly<Record<ConditionKey, (facts: Facts) => Judged>> = {
  code: (facts) => asFound(facts, "code"),
  listed: ({ comparison: { master } }) => {
    if (!master) return { holds: false, evidence: "このコードは、取り込んだ名簿にありません。" };

    return {
      holds: master.leftOn === null,
      evidence: master.leftOn
        ? `${formatDate(master.leftOn)}の名簿にはない施設です。`
        : `${master.source}（${formatDate(master.listedOn)}現在）にあります。`,
    };
  },
  same: ({ comparison: { master }, facility }) => {
    if (!master) return { holds: false, evidence: "比べる名簿がありません。" };
    const unknown = compared.filter((field) => master[field] === null);
    const differing = differencesOf(master, facility).filter(({ field }) =>
      compared.some((each) => each === field),
    );
    const words = (fields: readonly (keyof typeof detailLabels)[]) =>
      fields.map((field) => detailLabels[field]).join("、");
    if (differing.length > 0) {
      return {
        holds: false,
        evidence: `${words(differing.map(({ field }) => field))}が違います。`,
      };
    }

    return unknown.length > 0
      ? { holds: false, evidence: `名簿に${words(unknown)}がないため、確かめられません。` }
      : { holds: true, evidence: `${words(compared)}が同じです。` };
  },
  duplicate: (facts) => asFound(facts, "duplicate"),
  eligible: (facts) => asFound(facts, "reason"),
  unblemished: (facts) =>
    facts.wasReturned
      ? { holds: false, evidence: "この申請は、差戻しを受けています。" }
      : asFound(facts, "earlier"),
  hints: ({ findings }) => {
    const open = findings.filter(({ key, result }) => result !== "right" && !named.has(key));

    return {
      holds: open.length === 0,
      evidence:
        open.length === 0
          ? "自動で確認したことは、すべて「問題なし」です。"
          : open.map(({ title, evidence }) => `${title}：${evidence}`).join(""),
    };
  },
};

function asFound({ findings }: Facts, key: string): Judged {
  const finding = findings.find((each) => each.key === key);

  return finding
    ? { holds: finding.result === "right", evidence: finding.evidence }
    : { holds: false, evidence: "申請の内容を読み取れません。" };
}

export function isConditionKey(text: string): text is ConditionKey {
  return Object.hasOwn(conditions, text);
}

export function conditionsOf(facts: Facts): readonly Condition[] {
  return Object.keys(conditionNames)
    .filter(isConditionKey)
    .map((key) => ({ key, ...conditions[key](facts) }));
}

/** Null where the rule approves. */
export function leftBecause(
  judged: readonly Condition[],
  drawn: number,
  { samplePercent }: Pick<StraightTerms, "samplePercent">,
): Exclude<LeftBecause, "official"> | null {
  if (judged.some(({ holds }) => !holds)) return "rules";

  return drawn < samplePercent ? "sample" : null;
}

/** A day that is over: what was judged on it was judged otherwise. */
export type StraightRefusal = "too-late";
