/** How far a facility has come. Each stage is counted by itself: some enter their day before they register a device. */
export const stages = {
  registered: "登録",
  applied: "利用申請",
  prepared: "準備完了",
  live: "運用開始日",
  checked: "初回の確認",
  granted: "補助金の交付",
} as const;
export type Stage = keyof typeof stages;
export const stageKeys = [
  "registered",
  "applied",
  "prepared",
  "live",
  "checked",
  "granted",
] as const satisfies readonly Stage[];
