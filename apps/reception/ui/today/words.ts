import type { Settings } from "../settings/settings.ts";

export const TODAY = "今日の一覧";

export const keepWords = {
  none: "残さない",
  day: "その日の終わりまで残す",
  week: "7日間残す",
} as const satisfies Record<Settings["keepList"], string>;
