/** From findings to 「使えます」「使えますが注意」「使えません」, with the reasons. */
import { explainApplication, explainCard, explainCertificate } from "./explain-card.ts";
import { explainExtended } from "./explain-extended.ts";
import { explainReader, explainService } from "./explain-service.ts";
import { explainCenter, explainReinsertion, explainSpeed, explainStorage } from "./explain-time.ts";
import type { Advice, Explanation, Grade } from "./explanation.ts";
import { type Finding, stepNames, type StepName } from "./finding.ts";

/** `undecided`: nothing is known to be wrong, but the test did not get to its end. */
export type VerdictKind = "usable" | "usable-with-care" | "unusable" | "undecided";

export type Reason = Advice & { readonly step: StepName; readonly grade: Grade };

export type Verdict = {
  readonly kind: VerdictKind;
  /** The gravest first. */
  readonly reasons: readonly Reason[];
};

export const stepWords = {
  service: "カードリーダーを動かすプログラム",
  reader: "カードリーダー",
  card: "カードの検知",
  application: "公的個人認証のアプリ",
  certificate: "電子証明書の読み取り",
  speed: "読み取りの速さ",
  extended: "拡張APDU（拡張Lc/Le）",
  reinsertion: "取り外しと置き直し",
  storage: "登録の保存",
  center: "窓口との通信と時計",
} satisfies Record<StepName, string>;

export const verdictWords = {
  usable: "使えます",
  "usable-with-care": "使えますが、注意があります",
  unusable: "使えません",
  undecided: "判定できません",
} satisfies Record<VerdictKind, string>;

export function explain(finding: Finding): Explanation {
  switch (finding.step) {
    case "service":
      return explainService(finding);
    case "reader":
      return explainReader(finding);
    case "card":
      return explainCard(finding);
    case "application":
      return explainApplication(finding);
    case "certificate":
      return explainCertificate(finding);
    case "speed":
      return explainSpeed(finding);
    case "extended":
      return explainExtended(finding);
    case "reinsertion":
      return explainReinsertion(finding);
    case "storage":
      return explainStorage(finding);
    case "center":
      return explainCenter(finding);
  }
}

const gravity: readonly Grade[] = ["bad", "undecided", "caution", "note", "good"];

/** Without any of these nobody knows whether the device reads cards. */
const needed = stepNames.filter((step) => step !== "storage" && step !== "center");

export function judge(findings: readonly Finding[]): Verdict {
  const explained = findings.map((finding) => ({ step: finding.step, ...explain(finding) }));
  const reasons = explained
    .flatMap(({ step, grade, advice }) => (advice ? [{ step, grade, ...advice }] : []))
    .toSorted((a, b) => gravity.indexOf(a.grade) - gravity.indexOf(b.grade));
  const has = (grade: Grade) => explained.some((each) => each.grade === grade);
  const whole = needed.every((step) => findings.some((finding) => finding.step === step));

  return { kind: verdictOf(has, whole), reasons };
}

function verdictOf(has: (grade: Grade) => boolean, whole: boolean): VerdictKind {
  if (has("bad")) return "unusable";
  if (has("undecided") || !whole) return "undecided";
  return has("caution") ? "usable-with-care" : "usable";
}
