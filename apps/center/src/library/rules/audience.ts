/** What may be asked of a facility beside its kind and prefecture, for a notice to concern it. */

export const conditions = {
  "not-applied": "利用申請をまだ提出していない",
  "not-prepared": "端末をまだ登録していない",
  "not-live": "端末を登録して、運用開始日をまだ入力していない",
  "no-check-30": "運用開始日を過ぎて、30日のあいだ確認がない",
} as const;
export type Condition = keyof typeof conditions;

export function isCondition(text: string): text is Condition {
  return Object.hasOwn(conditions, text);
}

export const conditionOptions = Object.entries(conditions).map(([value, label]) => ({
  value,
  label,
}));

/** So many facilities get a notice by mail each minute: the mail server and the pages that they open must keep up. */
export const FACILITIES_A_MINUTE = 300;
